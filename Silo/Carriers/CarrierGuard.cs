using System.Diagnostics;

namespace Sms;

/// <summary>What stands around every submit, whatever the protocol: the breaker, the account's state, the trace and the log.</summary>
internal sealed partial class CarrierGuard(string name, CarrierBreaker breaker, ILogger logger)
{
    private readonly CarrierAccount account = new();

    public string Name => name;

    /// <inheritdoc cref="ICarrierLine.IsBroken"/>
    public bool IsBroken => breaker.IsOpen;

    /// <inheritdoc cref="ICarrierLine.IsTurnedAway"/>
    public bool IsTurnedAway => account.IsAway;

    /// <summary>Null: go on, and <see cref="Leave"/> must follow. Else the reply.</summary>
    public SubmitReply? Enter() => breaker.TryEnter(out var wait)
        ? null
        : SubmitReply.Throttled(null, "The carrier does not answer; its breaker is open.", wait) with { Cause = ThrottleCause.Breaker };

    public Activity? Trace(MessageId id) => MessageSpans.Start("sms.carrier", ActivityKind.Client, id)?.SetTag(MessageSpans.CarrierTag, name);

    /// <param name="answered">Whether the provider gave a sign of life; what never left for our own reasons counts as one.</param>
    public void Leave(MessageId id, SubmitReply reply, bool answered, Activity? span)
    {
        span?.SetTag(MessageSpans.OutcomeTag, reply.Kind.ToString()).SetTag("sms.vendor.code", reply.VendorCode);
        if (reply.Kind is SubmitKind.Unknown)
        {
            span?.SetStatus(ActivityStatusCode.Error);
            LogUnknown(name, id, reply.Detail);
        }
        if (reply.Cause is ThrottleCause.Unreachable) LogUnreachable(name, id, reply.Detail);
        Note(reply);
        if (!breaker.Report(answered)) return;
        if (answered) LogBreakerClosed(name);
        else LogBreakerOpened(name);
    }

    /// <summary>Campaigns wait while the account is turned away, and somebody has to know: once when it begins, once when it ends.</summary>
    public void Note(SubmitReply reply)
    {
        if (account.Weigh(reply) is not { } away) return;
        if (away) LogTurnedAway(name, reply.VendorCode, reply.Detail);
        else LogLetIn(name);
    }
}
