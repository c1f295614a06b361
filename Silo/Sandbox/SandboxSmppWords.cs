using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sms;

/// <summary>What the sandbox says over SMPP.</summary>
internal static class SandboxSmppWords
{
    private const byte ReceiptClass = 0x04, HeaderInside = 0x40;

    public static string Id(SandboxMessage message) => message.Sid[2..];

    /// <summary>Where a message's receipts go, and what it is recognised by: the same text to the same person twice has the same.</summary>
    public static SandboxCallbackUrl Way(SmppDelivery sent, int part)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.Latin1.GetBytes($"{sent.To.Digits}/{part}/"), .. sent.Message]).AsSpan(0, 16));
        var url = $"smpp://{SandboxAccount.SystemId}/{name}";
        return new SandboxCallbackUrl(url, new Uri(url), 5, "all");
    }

    public static SandboxSmppDelivery Receipt(SandboxMessage message, SandboxStep step)
    {
        var (word, state) = Word(step.Status);
        var at = message.AcceptedAt.AddMilliseconds(step.After);
        var text = string.Create(CultureInfo.InvariantCulture,
            $"id:{Id(message)} sub:001 dlvrd:{(word == "DELIVRD" ? "001" : "000")} submit date:{message.AcceptedAt.UtcDateTime:yyMMddHHmm} done date:{at.UtcDateTime:yyMMddHHmm} stat:{word} err:000 text:");
        return new SandboxSmppDelivery(SmppAddress.Of(message.To), SmppAddress.Of(message.From), ReceiptClass, SmppAlphabet.Default, Encoding.ASCII.GetBytes(text))
        {
            ReceiptedId = Id(message),
            State = state,
            NetworkError = step.Code is null ? null : NetworkError(step.Code),
        };
    }

    public static IEnumerable<SandboxSmppDelivery> Text(string from, string to, string body)
    {
        var text = SmppText.Of(body, gsm: true);
        var reference = (byte)Random.Shared.Next();
        return text.Parts.Select((part, at) => text.Parts.Count == 1
            ? new SandboxSmppDelivery(SmppAddress.Of(from), SmppAddress.Of(to), 0, text.Coding, part)
            : new SandboxSmppDelivery(SmppAddress.Of(from), SmppAddress.Of(to), HeaderInside, text.Coding, [5, 0, 3, reference, (byte)text.Parts.Count, (byte)(at + 1), .. part]));
    }

    private static (string Word, byte? State) Word(string status) => status switch
    {
        "queued" or "sending" => ("ACCEPTD", 6),
        "sent" => ("ENROUTE", 1),
        "delivered" or "read" => ("DELIVRD", 2),
        "undelivered" or "failed" => ("UNDELIV", 5),
        "canceled" => ("DELETED", 4),
        _ => (status.ToUpperInvariant(), null),
    };

    /// <summary>GSM has no word for a carrier's filter.</summary>
    private static byte[]? NetworkError(string code) => TwilioVocabulary.Words.FailureOf(code) switch
    {
        FailureType.DeviceUnreachable => [3, 0, 27],
        FailureType.DeviceDisconnected => [3, 0, 1],
        FailureType.DeviceIncapable => [3, 0, 11],
        FailureType.MessageBlocked => [3, 0, 13],
        _ => null,
    };
}
