namespace Sms;

internal enum SmppAnswerKind : byte
{
    Answered,
    /// <summary>Not one byte of it left.</summary>
    NotSent,
    /// <summary>It left, and nobody knows more.</summary>
    Unknown,
}

/// <summary>What became of a PDU that wants an answer.</summary>
/// <param name="MessageId">As the provider wrote it; of <c>submit_sm_resp</c>.</param>
/// <param name="Cause">Of what is unknown or did not leave.</param>
internal readonly record struct SmppAnswer(SmppAnswerKind Kind, uint Status = SmppStatus.Ok, string? MessageId = null, string? Cause = null)
{
    public bool IsOk => Kind is SmppAnswerKind.Answered && Status == SmppStatus.Ok;
}
