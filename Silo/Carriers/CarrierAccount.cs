namespace Sms;

/// <summary>Whether a provider lets the account in, from its answers to submits.</summary>
internal sealed class CarrierAccount
{
    private bool away;

    public bool IsAway => Volatile.Read(ref away);

    /// <summary>True: it is turned away from now on. False: it is let in again. Null: nothing new.</summary>
    public bool? Weigh(SubmitReply reply)
    {
        // An overload may be answered before anybody looks at the account: only a word on the message itself shows that it got in.
        if (!reply.TurnedAway && reply.Kind is not (SubmitKind.Accepted or SubmitKind.Refused)) return null;
        return Interlocked.Exchange(ref away, reply.TurnedAway) == reply.TurnedAway ? null : reply.TurnedAway;
    }
}
