namespace Sms;

/// <summary>
/// Shares a number's rate out to the silos that have something to send. What is out is never more than the rate: a share grows only by what others have given back or let run out, and a
/// silo that is lost takes its share with it until then. Pure: spans are since any origin.
/// </summary>
/// <param name="from">Nothing is shared out before: shares of an earlier book may still be out.</param>
internal sealed class LeaseBook(TimeSpan from)
{
    /// <summary>How long a share holds, counted by the silo from its request and here from the answer.</summary>
    public static readonly TimeSpan For = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Segments per second below which a rate is not divided: the silos take turns, for a share of less than a few messages a second cannot be used to the full.
    /// </summary>
    private const double SmallestLot = 10;

    /// <summary>Messages a second a share must have room for.</summary>
    private const int MessagesInALot = 4;

    private static readonly TimeSpan ShortestTurn = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, Holder> holders = [];
    private readonly TimeSpan opens = from;
    private TimeSpan freeFrom = TimeSpan.MinValue;

    /// <summary>What an earlier book's last message may still keep busy: it could have been sent at the end of a share, and is as long as messages get.</summary>
    public static TimeSpan Aftermath(double rate, int longest) => For + Rest(rate, longest);

    public NumberLease Lease(TimeSpan now, NumberLeaseRequest request, double rate)
    {
        if (double.IsInfinity(rate)) return new NumberLease { Share = rate, For = For, Rate = rate };
        Forget(now, rate);
        if (request.Leaving) return Leave(now, request, rate);
        if (!holders.TryGetValue(request.Silo, out var holder)) holders[request.Silo] = holder = new Holder { Since = now, SeenAt = now - For };
        holder.Demand = Math.Max(1, request.Waiting + request.Sent / Math.Max(0.1, (now - holder.SeenAt).TotalSeconds));
        (holder.SeenAt, holder.Longest) = (now, Math.Max(1, request.Longest));
        if (now < opens) return Answer(0, TimeSpan.Zero, rate);

        var free = rate - holders.Values.Where(other => other != holder).Sum(other => other.ShareAt(now));
        var lots = Math.Max(1, (int)(rate / Math.Max(SmallestLot, MessagesInALot * holders.Values.Max(one => one.Longest))));
        var wanted = holders.Count <= lots ? FairShare(holder, rate) : TurnOf(holder, request, now, rate / lots, free);
        var fresh = holder.ShareAt(now) == 0;
        if (fresh && wanted > 0) holder.Since = now;
        var share = Math.Min(wanted, free);
        (holder.Share, holder.Until) = (share > rate * 1e-6 ? share : 0, now + For);
        return Answer(holder.Share, fresh && freeFrom > now ? freeFrom - now : TimeSpan.Zero, rate);
    }

    private static NumberLease Answer(double share, TimeSpan startIn, double rate) => new() { Share = share, For = For, StartIn = startIn, Rate = rate };

    private NumberLease Leave(TimeSpan now, NumberLeaseRequest request, double rate)
    {
        if (holders.Remove(request.Silo, out var gone) && gone.ShareAt(now) > 0) Free(now + request.NextIn);
        return Answer(0, TimeSpan.Zero, rate);
    }

    /// <summary>A silo that says no more may have sent its last message at the very end of its share.</summary>
    private void Forget(TimeSpan now, double rate)
    {
        foreach (var (silo, gone) in holders.Where(one => one.Value.Until <= now && one.Value.SeenAt + For <= now).ToList())
        {
            holders.Remove(silo);
            if (gone.Share > 0) Free(gone.Until + Rest(rate, gone.Longest));
        }
    }

    private void Free(TimeSpan at) => freeFrom = at > freeFrom ? at : freeFrom;

    /// <summary>Nobody gets more than they want while another wants more; what nobody wants is shared out, too.</summary>
    private double FairShare(Holder holder, double rate)
    {
        var (left, level) = (rate, 0.0);
        var demands = holders.Values.Select(one => one.Demand).Order().ToList();
        for (var i = 0; i < demands.Count; i++)
        {
            level = left / (demands.Count - i);
            if (demands[i] >= level) return Math.Min(holder.Demand, level);
            left -= demands[i];
        }

        return holder.Demand + left / demands.Count;
    }

    /// <summary>More silos than lots: each has one for a while, and then whoever has waited longest.</summary>
    private double TurnOf(Holder holder, NumberLeaseRequest request, TimeSpan now, double lot, double free)
    {
        var others = holders.Values.Where(other => other != holder && other.ShareAt(now) == 0).ToList();
        if (holder.ShareAt(now) > 0)
        {
            if (others.Count == 0 || now - holder.Since < Turn(lot, holder.Longest)) return lot;
            holder.Since = now;
            Free(now + request.NextIn);
            return 0;
        }

        return free >= lot * 0.999 && others.All(other => other.Since >= holder.Since) ? lot : 0;
    }

    private static TimeSpan Turn(double rate, int longest)
    {
        var messages = TimeSpan.FromSeconds(MessagesInALot * longest / rate);
        return messages > ShortestTurn ? messages : ShortestTurn;
    }

    private static TimeSpan Rest(double rate, int longest) => TimeSpan.FromSeconds(Math.Max(1, longest / rate));

    private sealed class Holder
    {
        public double Share;
        public TimeSpan Until;
        public double Demand;
        public int Longest;
        public TimeSpan SeenAt;
        /// <summary>Since when it has had a share, or has waited for one.</summary>
        public TimeSpan Since;

        public double ShareAt(TimeSpan now) => Until > now ? Share : 0;
    }
}
