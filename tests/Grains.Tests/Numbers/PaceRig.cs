using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Sms;

/// <summary>Silos that share a number's rate, and a carrier that notes by its own clock what it takes. Time passes a millisecond at a time, and the same seed is the same run.</summary>
internal sealed class PaceRig : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Random random = new(8);
    private readonly List<(TimeSpan At, Action What)> later = [];
    private readonly NumberCounters counters;
    private readonly long origin;

    public PaceRig(double rate, int silos = 1)
    {
        Rate = rate;
        counters = new NumberCounters(services.GetRequiredService<IMeterFactory>());
        origin = Clock.GetTimestamp();
        Control = new RateControl(rate);
        Book = new LeaseBook(TimeSpan.Zero);
        Silos = [.. Enumerable.Range(0, silos).Select(n => new Silo(this, $"silo {n}"))];
    }

    public double Rate { get; }
    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UnixEpoch);
    public RateControl Control { get; }
    public LeaseBook Book { get; set; }
    public IReadOnlyList<Silo> Silos { get; }
    /// <summary>What the carrier took, by its clock.</summary>
    public List<(TimeSpan At, int Segments)> Accepted { get; } = [];
    public int Leases { get; private set; }
    /// <summary>Milliseconds to the carrier, and back.</summary>
    public (int Least, int Most) Way { get; set; } = (1, 5);
    /// <summary>The carrier's own limit: beyond it it says no.</summary>
    public double Limit { get; set; } = double.PositiveInfinity;
    /// <summary>The share it turns away for reasons of its own.</summary>
    public double Whim { get; set; }
    public int Refused { get; private set; }
    public TimeSpan Now => Clock.GetElapsedTime(origin);

    /// <summary>Lets time pass; each silo keeps so many messages waiting.</summary>
    public void Run(TimeSpan span, int segments, int queue = 20)
    {
        for (var end = Now + span; Now < end;)
        {
            foreach (var silo in Silos.Where(silo => !silo.Lost)) silo.Fill(segments, queue);
            Clock.Advance(TimeSpan.FromMilliseconds(1));
            foreach (var due in later.Where(one => one.At <= Now).ToList())
            {
                later.Remove(due);
                due.What();
            }
        }
    }

    /// <summary>Segments a second the carrier took since then.</summary>
    public double Used(TimeSpan since) => Accepted.Where(one => one.At >= since).Sum(one => one.Segments) / (Now - since).TotalSeconds;

    /// <summary>The most segments of any second, its last message left out.</summary>
    public int WorstSecond()
    {
        var (worst, inside, first) = (0, 0, 0);
        var sorted = Accepted.OrderBy(one => one.At).ToList();
        foreach (var (at, segments) in sorted)
        {
            while (sorted[first].At <= at - TimeSpan.FromSeconds(1)) inside -= sorted[first++].Segments;
            worst = Math.Max(worst, inside);
            inside += segments;
        }

        return worst;
    }

    public void Dispose()
    {
        foreach (var silo in Silos) silo.Pace.Dispose();
        services.Dispose();
    }

    private void Send(NumberPermit permit) => later.Add((Now + OneWay(), () => Arrive(permit)));

    private void Arrive(NumberPermit permit)
    {
        var taken = double.IsInfinity(Limit) || Accepted.AsEnumerable().Reverse().TakeWhile(one => one.At > Now - TimeSpan.FromSeconds(1)).Sum(one => one.Segments) < Limit;
        taken &= random.NextDouble() >= Whim;
        if (taken) Accepted.Add((Now, permit.Segments));
        else Refused++;
        later.Add((Now + OneWay(), () => Answer(permit, taken)));
    }

    private void Answer(NumberPermit permit, bool taken)
    {
        permit.Answered(taken);
        if (!taken) Silos[0].Pace.Throttled(TimeSpan.FromSeconds(1));
    }

    private TimeSpan OneWay() => TimeSpan.FromMilliseconds(random.Next(Way.Least, Way.Most + 1));

    private NumberLease Lease(NumberLeaseRequest request)
    {
        Leases++;
        Control.Heard(Now, request.Throttled, request.Answered, request.Sent, request.RetryAfter);
        var lease = Book.Lease(Now, request, Control.Rate(Now));
        return Control.PausedUntil > Now && lease.Share > 0 ? lease with { StartIn = Control.PausedUntil - Now } : lease;
    }

    internal sealed class Silo
    {
        private readonly PaceRig rig;
        private readonly List<Task<NumberPermit>> waiting = [];

        public Silo(PaceRig rig, string name)
        {
            this.rig = rig;
            Pace = new NumberPace("78745", name, request => Reachable ? Task.FromResult(rig.Lease(request)) : Task.FromException<NumberLease>(new TimeoutException("gone")),
                rig.Clock, rig.counters, NullLogger.Instance);
        }

        public NumberPace Pace { get; }
        /// <summary>It has died: what it has released is on its way, and nothing more comes.</summary>
        public bool Lost { get; set; }
        public bool Reachable { get; set; } = true;

        public void Fill(int segments, int queue)
        {
            for (var i = waiting.Count - 1; i >= 0; i--)
            {
                if (!waiting[i].IsCompleted) continue;
                rig.Send(waiting[i].Result);
                waiting.RemoveAt(i);
            }

            while (waiting.Count < queue) waiting.Add(Pace.TakeAsync(segments, false, CancellationToken.None));
        }

        public void Die() => (Lost, Reachable) = (true, false);
    }
}
