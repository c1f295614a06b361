namespace Sms;

/// <summary>Makes a receipt of what a callback says, by the vendor's vocabulary.</summary>
internal sealed class ReceiptReader(string carrier, CarrierVocabulary words)
{
    /// <param name="fields">Null: the body could not be read.</param>
    public CallbackReading Read(ReceiptFields? fields, DateTimeOffset arrivedAt)
    {
        if (fields is null || string.IsNullOrEmpty(fields.Status) || !VendorText.IsId(fields.ProviderId)) return CallbackReading.Malformed;
        if (!words.Statuses.TryGetValue(fields.Status, out var status))
            return new CallbackReading(CallbackKind.UnknownStatus, null, fields.ProviderId, VendorText.Word(fields.Status), fields.Raw) { Message = fields.Message };
        var code = string.IsNullOrEmpty(fields.ErrorCode) || fields.ErrorCode.AsSpan().Trim('0').IsEmpty ? null : VendorText.Word(fields.ErrorCode);
        var receipt = new DeliveryReceipt
        {
            Carrier = carrier,
            ProviderId = fields.ProviderId!,
            Status = status,
            VendorStatus = fields.Status,
            VendorCode = code,
            Failure = status is DeliveryStatus.Failed ? words.FailureOf(code) : FailureType.None,
            Raw = fields.Raw,
            ArrivedAt = arrivedAt,
            Part = fields.Part,
        };
        return new CallbackReading(CallbackKind.Receipt, receipt, fields.ProviderId, fields.Status, fields.Raw) { Message = fields.Message };
    }
}
