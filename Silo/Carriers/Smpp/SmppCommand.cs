namespace Sms;

/// <summary>What a PDU asks for (SMPP 3.4, §5.1.2.1). An answer is its question with the highest bit set.</summary>
internal enum SmppCommand : uint
{
    QuerySm = 0x03,
    SubmitSm = 0x04,
    DeliverSm = 0x05,
    Unbind = 0x06,
    BindTransceiver = 0x09,
    EnquireLink = 0x15,
    AlertNotification = 0x102,
    DataSm = 0x103,
    /// <summary>On its own the answer to what could not be read (<c>generic_nack</c>), else the bit of answers.</summary>
    Answer = 0x8000_0000,
    BindTransceiverAnswer = Answer | BindTransceiver,
    SubmitSmAnswer = Answer | SubmitSm,
    DeliverSmAnswer = Answer | DeliverSm,
    UnbindAnswer = Answer | Unbind,
    EnquireLinkAnswer = Answer | EnquireLink,
    DataSmAnswer = Answer | DataSm,
}
