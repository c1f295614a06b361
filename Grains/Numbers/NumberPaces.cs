using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Sms;

/// <summary>The numbers that have a rate, in this silo. While there is none, to ask is to look at a field.</summary>
internal sealed partial class NumberPaces(IGrainFactory grains, ILocalSiloDetails silo, TimeProvider clock, NumberCounters counters, ILogger<NumberPaces> logger) : IDisposable
{
    private readonly Lock gate = new();
    private FrozenDictionary<string, NumberPace>? paces;

    /// <summary>Null: it sends as fast as it can.</summary>
    public NumberPace? Of(string number) => Volatile.Read(ref paces)?.GetValueOrDefault(number);

    /// <summary>A permit of a number; one that is free where the number has no rate.</summary>
    /// <param name="ahead">Before the campaigns: an answer to a person.</param>
    public Task<NumberPermit> TakeAsync(NumberWait wait, bool ahead, CancellationToken cancellation) =>
        Of(wait.Number) is { } pace ? pace.TakeAsync(wait.Segments, ahead, cancellation) : Task.FromResult(NumberPermit.Free);

    /// <summary>The numbers as they are now. One that is slowed learns from its grain when it is not any more.</summary>
    public void Set(IReadOnlyList<NumberRecord> numbers)
    {
        lock (gate)
        {
            var next = new Dictionary<string, NumberPace>(StringComparer.Ordinal);
            foreach (var number in numbers.Where(number => number.Status == NumberStatus.Verified))
            {
                var known = paces?.GetValueOrDefault(number.Number);
                if (known is { IsGone: false }) next[number.Number] = known;
                else if (number.SegmentsPerSecond > 0 || number.SlowedTo is not null) next[number.Number] = Make(number.Number);
            }

            foreach (var (number, gone) in (paces ?? FrozenDictionary<string, NumberPace>.Empty).Where(pace => !next.ContainsKey(pace.Key)))
            {
                gone.Open();
                counters.Forget(number);
            }

            Keep(next);
        }
    }

    /// <summary>The provider wants fewer from this number, whatever its rate.</summary>
    public void Throttled(string number, TimeSpan? wait)
    {
        counters.Throttled(number);
        LogThrottled(number, wait);
        NumberPace pace;
        lock (gate)
        {
            if (Of(number) is { IsGone: false } known) pace = known;
            else
            {
                pace = Make(number);
                Keep(new Dictionary<string, NumberPace>(paces ?? FrozenDictionary<string, NumberPace>.Empty, StringComparer.Ordinal) { [number] = pace });
            }
        }

        pace.Throttled(wait);
    }

    public void Dispose()
    {
        foreach (var pace in (paces ?? FrozenDictionary<string, NumberPace>.Empty).Values) pace.Dispose();
    }

    private void Keep(Dictionary<string, NumberPace> next) =>
        Volatile.Write(ref paces, next.Count == 0 ? null : next.ToFrozenDictionary(StringComparer.Ordinal));

    private NumberPace Make(string number)
    {
        var grain = grains.Number(number);
        var pace = new NumberPace(number, silo.SiloAddress.ToString(), grain.LeaseAsync, clock, counters, logger);
        counters.Watch(number, pace);
        return pace;
    }
}
