namespace Sms;

/// <summary>A PDU that waits for its answer, for as long as somebody waits with it – and a while longer, should the answer come late.</summary>
internal sealed class SmppPending(MessageId? message, long startedAt) : TaskCompletionSource<SmppAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private const int Waiting = 0, Answered = 1, GivenUp = 2;

    private int state;

    public MessageId? Message => message;
    public long StartedAt => startedAt;

    /// <summary>See <see cref="SmppChannel.Post"/>.</summary>
    public long Batch { get; set; }

    public bool IsGivenUp => Volatile.Read(ref state) == GivenUp;

    /// <summary>False: nobody waits for it any more.</summary>
    public bool TryAnswer(SmppAnswer answer)
    {
        if (Interlocked.CompareExchange(ref state, Answered, Waiting) != Waiting) return false;
        SetResult(answer);
        return true;
    }

    /// <summary>False: the answer is there.</summary>
    public bool TryGiveUp() => Interlocked.CompareExchange(ref state, GivenUp, Waiting) == Waiting;
}
