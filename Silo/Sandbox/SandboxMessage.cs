namespace Sms;

/// <summary>An accepted message whose callbacks are not all done. One of many thousands: keep it small.</summary>
internal sealed class SandboxMessage(long ordinal, string sid, string to, string from, SandboxCallbackUrl? callback, DateTimeOffset acceptedAt, SandboxPlan plan)
{
    private int open = plan.Steps.Count;
    private int posts;
    private int acks;

    public long Ordinal => ordinal;
    public string Sid => sid;
    public string To => to;
    public string From => from;
    public SandboxCallbackUrl? Callback => callback;
    public DateTimeOffset AcceptedAt => acceptedAt;
    public SandboxPlan Plan => plan;

    /// <summary>The language it came in, and in which its callbacks go out.</summary>
    public CarrierKind Dialect { get; init; } = CarrierKind.Twilio;

    /// <summary>The sender's own name for it.</summary>
    public string? Reference { get; init; }

    public int Posts => Volatile.Read(ref posts);
    public int Acks => Volatile.Read(ref acks);

    /// <summary>Callbacks neither acknowledged nor given up.</summary>
    public int Open => Volatile.Read(ref open);

    /// <summary>Set once the provider was told to cancel it: callbacks that are not out yet stay in.</summary>
    public volatile bool Canceled;

    /// <summary>Set for a message whose callbacks come before its answer: completes when none is open.</summary>
    public TaskCompletionSource? Ended { get; init; }

    public void CountPost() => Interlocked.Increment(ref posts);

    /// <summary>True when this was the last open callback.</summary>
    public bool Close(bool acknowledged)
    {
        if (acknowledged) Interlocked.Increment(ref acks);
        if (Interlocked.Decrement(ref open) != 0) return false;
        Ended?.TrySetResult();
        return true;
    }
}
