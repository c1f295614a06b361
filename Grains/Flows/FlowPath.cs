namespace Sms;

/// <summary>Where a person in a flow goes. Pure. Nobody stands at a delay: a place is a text that is due, now or later.</summary>
internal static class FlowPath
{
    /// <summary>The next text from an action on, and when it is due for somebody who is there at <paramref name="at"/>; null: the end.</summary>
    public static (int Step, DateTimeOffset Due)? From(FlowDefinition flow, int action, DateTimeOffset at)
    {
        for (; action < flow.Actions.Count; action++)
        {
            if (flow.Actions[action].Delay is not { } delay) return (action, at);
            at += delay.Length;
        }

        return null;
    }

    /// <summary>The id of an entry's text: the same whenever the step is done, and no other's.</summary>
    public static MessageId MessageOf(FlowId flow, FlowDue due) => MessageId.Of(SourceId.Of(flow), due.ReachedAt, due.Entry * FlowDefinition.MostActions + due.Step);

    /// <summary>What becomes of somebody whose text was offered.</summary>
    /// <param name="again">When to try again what could not be done now.</param>
    public static FlowMove After(FlowDefinition flow, FlowDue due, MessageId message, OfferOutcome outcome, DateTimeOffset now, TimeSpan again) => outcome switch
    {
        { Verdict: OfferVerdict.Deferred, Until: { } until } => Stay(due, until) with { Deferral = new FlowDeferral(message, outcome.Reason, outcome.Detail, now) },
        { Verdict: OfferVerdict.Submitted, Submit: SubmitVerdict.Throttled or SubmitVerdict.TooLate } => Stay(due, now + again),
        _ => From(flow, due.Step + 1, now) is { } next
            ? new FlowMove(due.Entry, due.Step, next.Step, next.Due, next.Due)
            : new FlowMove(due.Entry, due.Step, flow.Actions.Count, now, null),
    };

    public static FlowMove Stay(FlowDue due, DateTimeOffset until) => new(due.Entry, due.Step, due.Step, due.ReachedAt, until);
}
