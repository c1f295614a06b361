using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sms;

/// <summary>What Vonage's answer to a submit means: one entry for each part, whose <c>status</c> is "0" or a reason.</summary>
internal static partial class VonageReply
{
    /// <summary>The platform failed while it worked on the message: nobody knows how far it got.</summary>
    private const string InternalError = "5";

    private static readonly FrozenDictionary<string, CarrierError> Refusals = CarrierVocabulary.ReadErrors("Vonage/vonage-refusals.json");

    public static SubmitReply Weigh(CarrierAnswer answer) => answer.Undecided()
        ?? (answer.Succeeded ? answer.Read(root => Parts(answer, root)) ?? CarrierAnswer.Unreadable : answer.Declined(null, null, null));

    private static SubmitReply Parts(CarrierAnswer answer, JsonElement root)
    {
        var parts = root.Child("messages");
        if (parts.ValueKind != JsonValueKind.Array || parts.GetArrayLength() == 0) return CarrierAnswer.Nameless;
        string? first = null;
        JsonElement refused = default;
        foreach (var part in parts.EnumerateArray())
        {
            if (part.Text("status") == "0") first ??= part.Text("message-id");
            else if (refused.ValueKind == JsonValueKind.Undefined) refused = part;
        }
        // Some parts on their way are a message on its way, even if it will not arrive whole: sending it again would text twice.
        if (first is not null) return SubmitReply.Accepted(first) with { Parts = parts.GetArrayLength() };
        if (refused.ValueKind == JsonValueKind.Undefined || refused.Text("status") is not { } code) return CarrierAnswer.Nameless;
        var text = refused.Text("error-text");
        if (code == InternalError) return SubmitReply.Unknown(code, CarrierAnswer.Short(text));
        var reply = answer.Declined(code, text, Refusals.GetValueOrDefault(code));
        return reply.Kind is SubmitKind.Throttled ? reply with { RetryAfter = reply.RetryAfter ?? AskedWait(text) } : reply;
    }

    /// <summary>"Throughput Rate Exceeded - please wait [ 250 ] and retry": milliseconds.</summary>
    private static TimeSpan? AskedWait(string? text) =>
        text is not null && Wait().Match(text) is { Success: true } match && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var wait)
            ? TimeSpan.FromMilliseconds(wait)
            : null;

    [GeneratedRegex(@"please wait \[ ?(\d{1,6}) ?\]", RegexOptions.CultureInvariant)]
    private static partial Regex Wait();
}
