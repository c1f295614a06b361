namespace Sms;

/// <summary>
/// Which way in leads to the silo where a message lives. A client of Orleans keeps a grain's id to one connection, for as long as that lasts, and does not say to which silo: so
/// ways are taken, and each answer tells where it came from. Only advice: a silo sends on what belongs elsewhere.
/// </summary>
internal sealed class IntakeWays(TimeProvider clock)
{
    /// <summary>As many at a time reach every silo there was when they were first taken.</summary>
    public const int Tried = 16;

    /// <summary>One more is tried this often while no way is known to some silo, which may have joined later.</summary>
    public static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> ways = new(StringComparer.Ordinal);
    private PartitionHomes homes = PartitionHomes.Unknown;
    private int first;
    private uint turn;
    private long triedAt = clock.GetTimestamp();

    /// <summary>As the latest answer had them.</summary>
    public PartitionHomes Homes => Volatile.Read(ref homes);

    /// <param name="message">As a URL names it: anything.</param>
    /// <returns>An <see cref="IIntakeGrain"/>'s number; null: none is known to lead there.</returns>
    public int? To(string message)
    {
        if (!MessageId.TryParse(message, out var id) || Homes.Silos[Partition.Of(id)] is not { } silo) return null;
        lock (gate) return ways.TryGetValue(silo, out var way) ? way : null;
    }

    /// <summary>Each in turn.</summary>
    public int Any()
    {
        lock (gate)
        {
            if (clock.GetElapsedTime(triedAt) >= TryAgain && Homes.Silos.Any(silo => silo is not null && !ways.ContainsKey(silo)))
            {
                triedAt = clock.GetTimestamp();
                first++;
            }

            return first + (int)(turn++ % Tried);
        }
    }

    /// <param name="way">The answer came by it.</param>
    public void Learn(int way, IntakeAnswer answer)
    {
        lock (gate)
        {
            // By far the most answers tell nothing new.
            if (answer.Homes is null && ways.TryGetValue(answer.Silo, out var known) && known == way) return;
            if (answer.Homes is { } told)
            {
                Volatile.Write(ref homes, told);
                foreach (var gone in ways.Keys.Except(told.Silos).ToList()) ways.Remove(gone!);
            }

            foreach (var wrong in ways.Where(other => other.Value == way && other.Key != answer.Silo).ToList()) ways.Remove(wrong.Key);
            ways.TryAdd(answer.Silo, way);
        }
    }

    /// <summary>Who was called by this way did not answer.</summary>
    public void Forget(int way)
    {
        lock (gate)
        {
            foreach (var (silo, _) in ways.Where(other => other.Value == way).ToList()) ways.Remove(silo);
        }
    }
}
