namespace Sms;

/// <summary>The silo's share: asked for, renewed, given back.</summary>
internal sealed partial class NumberPace
{
    private NumberLeaseRequest Request(TimeSpan now)
    {
        var leaving = waiting == 0 && throttled == 0 && now - usedAt >= GivenBackAfter;
        // Nothing is sent from a share that is being given back.
        if (leaving) validUntil = TimeSpan.Zero;
        (asked, askedAt) = (true, now);
        return new NumberLeaseRequest
        {
            Silo = silo,
            Waiting = waiting,
            Sent = sent,
            Longest = longest,
            NextIn = cadence.Next(now, longest) is { } next ? Later(next - now, TimeSpan.Zero) : cadence.Share > 0 ? TimeSpan.FromSeconds(1 + longest / cadence.Share) : TimeSpan.Zero,
            Leaving = leaving,
            Throttled = throttled,
            RetryAfter = retryAfter,
            Answered = answered,
        };
    }

    private async Task AskAsync(NumberLeaseRequest request, TimeSpan at)
    {
        try
        {
            Grant(request, await lease(request).ConfigureAwait(ConfigureAwaitOptions.None), at);
        }
        catch (Exception failure)
        {
            // Asked again soon; until then the share runs out, and less is sent than might be.
            counters.LeaseFailed();
            LogUnleased(logger, number, failure.Message);
            lock (gate) asked = false;
        }

        Wake();
    }

    private void Grant(NumberLeaseRequest request, NumberLease granted, TimeSpan requestedAt)
    {
        bool unlimited;
        lock (gate)
        {
            unlimited = double.IsInfinity(granted.Share) && (throttledAt == TimeSpan.Zero || Now - throttledAt > Watched);
            asked = false;
            sent -= request.Sent;
            throttled -= request.Throttled;
            answered -= request.Answered;
            if (throttled == 0) retryAfter = null;
            longest = 1;
            open = !request.Leaving;
            cadence.Share = unlimited || request.Leaving ? 0 : granted.Share;
            cadence.Divided = granted.Share < granted.Rate * 0.999;
            validUntil = request.Leaving ? TimeSpan.Zero : requestedAt + granted.For;
            if (granted.StartIn > TimeSpan.Zero) cadence.NotBefore(Now + granted.StartIn);
        }

        if (unlimited) Open();
    }
}
