using System.Text;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.Benchmarks;

/// <summary>A message as the sandbox, that is to say the provider, knows it.</summary>
/// <param name="Path">Of the address it was told to report to.</param>
internal sealed record RelayedMessage(string Sid, string To, string From, string Path);

/// <summary>Requests as Twilio posts them, whole and signed, ready to be sent.</summary>
internal static class SignedCallbacks
{
    /// <summary>A message's first and last words are so many callbacks apart, and do not overtake each other.</summary>
    private const int Apart = 1_000;

    /// <summary>Every message the sandbox has accepted.</summary>
    public static async Task<List<RelayedMessage>> ReadAsync(EmbeddedApp app)
    {
        List<RelayedMessage> all = [];
        for (var query = "size=1000"; ;)
        {
            var page = await app.GetAsync(new Uri(app.Sandbox, "/sandbox/messages?" + query).AbsoluteUri);
            foreach (var message in page["messages"]!.AsArray()) all.Add(Read(message!));
            if (page["next"] is not { } next) return all;
            query = $"size=1000&before={next}";
        }
    }

    /// <param name="target">Host and port of the addresses that are signed and posted to.</param>
    /// <param name="statuses">The callbacks of each message, in order.</param>
    public static List<byte[]> Sign(Uri target, SandboxAccount account, IEnumerable<RelayedMessage> messages, params IReadOnlyList<string> statuses) =>
        [.. messages.Chunk(Apart).SelectMany(some => statuses.SelectMany(status => some.Select(message => Sign(target, account, message, status))))];

    private static byte[] Sign(Uri target, SandboxAccount account, RelayedMessage message, string status)
    {
        var form = new FormWriter();
        form.Add("ApiVersion"u8, "2010-04-01");
        form.Add("AccountSid"u8, account.Sid);
        form.Add("MessageSid"u8, message.Sid);
        form.Add("MessageStatus"u8, status);
        form.Add("SmsSid"u8, message.Sid);
        form.Add("SmsStatus"u8, status);
        form.Add("From"u8, message.From);
        form.Add("To"u8, message.To);
        if (status == "delivered") form.Add("RawDlrDoneDate"u8, "2611231130");
        var signature = TwilioSignature.Sign(account.Token, $"http://{target.Authority}{message.Path}", FormBody.Parse(form.Written.Span));
        var head = $"POST {message.Path} HTTP/1.1\r\nHost: {target.Authority}\r\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"
            + $"Content-Length: {form.Written.Length}\r\nX-Twilio-Signature: {signature}\r\nI-Twilio-Idempotency-Token: {Guid.NewGuid()}\r\n"
            + "User-Agent: TwilioProxy/1.1\r\nAccept: */*\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. form.Written.Span];
    }

    private static RelayedMessage Read(JsonNode message) => new(
        (string)message["sid"]!, (string)message["to"]!, (string)message["from"]!, new Uri((string)message["status_callback"]!).AbsolutePath);
}
