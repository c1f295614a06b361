namespace Sms;

/// <summary>A small seeded generator (SplitMix64): the same message rolls the same numbers on every machine and runtime.</summary>
internal struct SandboxDice(ulong state)
{
    public static SandboxDice For(int seed, string to, string body, int attempt = 0)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in to) hash = (hash ^ c) * 1099511628211UL;
        hash = (hash ^ '\n') * 1099511628211UL;
        foreach (var c in body) hash = (hash ^ c) * 1099511628211UL;
        return new SandboxDice(hash ^ ((ulong)(uint)seed << 32) ^ (uint)attempt * 0x9E3779B9UL);
    }

    /// <summary>0 ≤ x &lt; 1.</summary>
    public double Roll()
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    public int Between(int least, int most) => least + (int)(Roll() * (most - least + 1));

    /// <summary>One of the entries by its rate, or null.</summary>
    public string? Pick(IReadOnlyDictionary<string, double> rates)
    {
        var roll = Roll();
        foreach (var (entry, rate) in rates)
            if ((roll -= rate) < 0) return entry;
        return null;
    }
}
