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

    private static byte[] Sign(Uri target, SandboxAccount account, RelayedMessage message, string status) =>
        Sign(account, new Uri(target, message.Path), $"http://{target.Authority}{message.Path}", message.Sid, message.From, message.To, status);

    /// <summary>The whole request, as the sandbox posts it.</summary>
    /// <param name="url">The same address as it was given, which is what is signed.</param>
    public static byte[] Sign(SandboxAccount account, Uri address, string url, string sid, string from, string to, string status)
    {
        var form = new FormWriter();
        form.Add("ApiVersion"u8, "2010-04-01");
        form.Add("AccountSid"u8, account.Sid);
        form.Add("MessageSid"u8, sid);
        form.Add("MessageStatus"u8, status);
        form.Add("SmsSid"u8, sid);
        form.Add("SmsStatus"u8, status);
        form.Add("From"u8, from);
        form.Add("To"u8, to);
        if (status == "delivered") form.Add("RawDlrDoneDate"u8, "2611231130");
        var body = form.Written.Span;
        var signature = TwilioSignature.Sign(account.Token, url, FormBody.Parse(body));
        var head = $"POST {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"
            + $"Content-Length: {body.Length}\r\nX-Twilio-Signature: {signature}\r\nI-Twilio-Idempotency-Token: {Guid.NewGuid()}\r\n"
            + "User-Agent: TwilioProxy/1.1\r\nAccept: */*\r\n\r\n";
        var request = new byte[head.Length + body.Length];
        Encoding.ASCII.GetBytes(head, request);
        body.CopyTo(request.AsSpan(head.Length));
        return request;
    }

    private static RelayedMessage Read(JsonNode message) => new(
        (string)message["sid"]!, (string)message["to"]!, (string)message["from"]!, new Uri((string)message["status_callback"]!).AbsolutePath);
}
