namespace Sms;

/// <summary>Where a message's status callbacks come to: the id stands last in the path.</summary>
internal static class CallbackAddress
{
    public static string Of(string callbackBase, string carrier, MessageId message) => Stem(callbackBase, carrier) + message.Value;

    /// <summary>
    /// The message an address belongs to, for vendors that sign their body and not the URL they post it to; empty for an address of another
    /// gateway or another carrier.
    /// </summary>
    public static string MessageOf(string callbackBase, string carrier, string? address)
    {
        var stem = Stem(callbackBase, carrier);
        if (address is null || !address.StartsWith(stem, StringComparison.Ordinal)) return "";
        var end = address.AsSpan(stem.Length).IndexOfAny('?', '#', '/');
        return end < 0 ? address[stem.Length..] : address.Substring(stem.Length, end);
    }

    private static string Stem(string callbackBase, string carrier) => $"{callbackBase}/carriers/{carrier}/status/";
}
