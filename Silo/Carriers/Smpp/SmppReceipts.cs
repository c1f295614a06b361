using System.Globalization;

namespace Sms;

/// <summary>Makes a receipt of what a <c>deliver_sm</c> says. Fields win over words: the words' form is the provider's own.</summary>
internal sealed class SmppReceipts(SmppSettings settings, IReadOnlyDictionary<string, FailureType> errors, SmppSent sent)
{
    private const byte Gsm = 3;
    private const int ShortestNumber = 7;

    /// <summary>By <c>message_state</c> (SMPP 3.4, §5.2.28).</summary>
    private static readonly string?[] States = [null, "ENROUTE", "DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "ACCEPTD", "UNKNOWN", "REJECTD"];

    public static CarrierVocabulary Words { get; } = CarrierVocabulary.Of("Smpp");

    public CallbackReading Read(SmppDelivery delivery, DateTimeOffset arrivedAt)
    {
        var words = SmppReceiptText.Read(delivery.Message);
        var id = SmppIds.Canonical(delivery.ReceiptedId ?? words.Id, settings.ReceiptIds);
        var status = (delivery.State is { } state ? States.ElementAtOrDefault(state) ?? state.ToString(CultureInfo.InvariantCulture) : words.Status)?.ToUpperInvariant();
        if (id is null || status is null) return CallbackReading.Malformed;

        var code = CodeOf(delivery, words);
        var raw = RawOf(delivery, words, status);
        // What names no message of ours is parked by the provider's id, and joined once somebody learns whose that is.
        var message = sent.Find(id)?.Value ?? "";
        if (!Words.Statuses.TryGetValue(status, out var meaning))
            return new CallbackReading(CallbackKind.UnknownStatus, null, id, VendorText.Word(status), raw) { Message = message };
        var receipt = new DeliveryReceipt
        {
            Carrier = settings.Name,
            ProviderId = id,
            Status = meaning,
            VendorStatus = status,
            VendorCode = code,
            Failure = meaning is DeliveryStatus.Failed ? FailureOf(code, status) : FailureType.None,
            Raw = raw,
            ArrivedAt = arrivedAt,
            Part = settings.LongMessages is SmppLongMessages.Payload ? null : id,
        };
        return new CallbackReading(CallbackKind.Receipt, receipt, id, status, raw) { Message = message };
    }

    private static string? CodeOf(SmppDelivery delivery, SmppReceiptText words)
    {
        if (words.Error is { } said && !said.AsSpan().Trim('0').IsEmpty) return VendorText.Word(said);
        if (delivery.NetworkError is not [var network, var high, var low] || (high | low) == 0) return null;
        var code = ((high << 8) | low).ToString(CultureInfo.InvariantCulture);
        return network == Gsm ? "gsm:" + code : code;
    }

    /// <summary>Receipts rarely repeat the recipient's number in words; where they do it is blotted out.</summary>
    private static string RawOf(SmppDelivery delivery, SmppReceiptText words, string status)
    {
        if (words.Kept.Length == 0) return $"message_state: {status}";
        return delivery.From.Digits.Length < ShortestNumber ? words.Kept : words.Kept.Replace(delivery.From.Digits, "(number)", StringComparison.Ordinal);
    }

    private FailureType FailureOf(string? code, string status) =>
        code is not null && errors.TryGetValue(code, out var own) ? own
        : Words.ErrorOf(code)?.Failure ?? Words.FailureOf(status);
}
