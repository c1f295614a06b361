namespace Sms;

/// <summary>What the agenda knows of a message that waits to be sent again: <c>{message}/{subscriber}</c>.</summary>
internal static class ResendKey
{
    public static string Of(MessageId message, SubscriberId person) => $"{message.Value}/{person.Value}";

    public static (MessageId Message, SubscriberId Person) Read(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return (new MessageId(key[..slash]), new SubscriberId(key[(slash + 1)..]));
    }
}
