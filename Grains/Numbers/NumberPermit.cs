namespace Sms;

/// <summary>Leave to send one message from a number. Whoever holds it says what became of it: until then its segments count as under way.</summary>
internal sealed class NumberPermit(NumberPace? pace, string number, int segments, TimeSpan releasedAt)
{
    /// <summary>For numbers without a rate.</summary>
    public static NumberPermit Free { get; } = new(null, "", 0, default);

    public NumberWait Covers => new(number, segments);

    public int Segments => segments;

    public TimeSpan ReleasedAt => releasedAt;

    /// <summary>Answered, given back, or so old that nobody asks any more.</summary>
    public bool Done { get; set; }

    /// <summary>The carrier has answered, whatever it said, or will not.</summary>
    /// <param name="took">It did not turn the message away.</param>
    /// <param name="since">How long ago.</param>
    public void Answered(bool took = true, TimeSpan since = default) => pace?.Answered(this, took, since);

    /// <summary>By what became of the offer it was for.</summary>
    public void Settle(OfferOutcome outcome)
    {
        if (outcome is { Verdict: OfferVerdict.Submitted, Wait: null, Submit: not (SubmitVerdict.Already or SubmitVerdict.TooLate) }) Answered(outcome.Submit != SubmitVerdict.Throttled, outcome.SinceAnswer);
        else Return();
    }

    /// <summary>Nothing was sent.</summary>
    public void Return() => pace?.Return(this);
}
