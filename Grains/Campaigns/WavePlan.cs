namespace Sms;

/// <summary>
/// How an audience is cut into waves. Pure, and fixed at the launch. Those whom variations are tried on end with a wave of their own, and so does each share of a
/// throttled campaign: any run of as many waves as a share has is one share at most.
/// </summary>
/// <param name="Targeted">People in the audience.</param>
/// <param name="WaveSize">The largest wave; 0 before the launch.</param>
/// <param name="Share">People who may be offered the message within any hour; 0: everybody. Not less than a wave.</param>
/// <param name="Test">Ordinals below are those whom variations are tried on; 0: nobody in particular.</param>
internal readonly record struct WavePlan(int Targeted, int WaveSize, int Share, int Test)
{
    private int Part => Share == 0 ? int.MaxValue : Share;

    /// <summary>Waves in a share; 0 where there is none.</summary>
    public int PerShare => Share == 0 ? 0 : Ceiling(Share);

    public int TestWaves => WavesOf(Test);

    public int Waves => WaveSize == 0 ? 0 : TestWaves + WavesOf(Targeted - Test);

    /// <summary>Ordinal of a wave's first recipient.</summary>
    public int First(int wave)
    {
        var before = TestWaves;
        return wave < before ? FirstOf(wave) : Test + FirstOf(wave - before);
    }

    public int Count(int wave)
    {
        var end = wave < TestWaves ? Test : Targeted;
        return Math.Min(wave + 1 < Waves ? First(wave + 1) : Targeted, end) - First(wave);
    }

    /// <summary>The wave of an ordinal. The ledger's <c>deferrals_waiting.sql</c> computes the same.</summary>
    public int WaveOf(int ordinal) => ordinal < Test ? WaveIn(ordinal) : TestWaves + WaveIn(ordinal - Test);

    private int WaveIn(int place) => (place / Part * PerShare) + (place % Part / WaveSize);

    private int FirstOf(int wave) => Share == 0 ? wave * WaveSize : (wave / PerShare * Share) + (wave % PerShare * WaveSize);

    private int WavesOf(int people) => WaveSize == 0 ? 0 : (people / Part * PerShare) + Ceiling(people % Part);

    private int Ceiling(int people) => (people + WaveSize - 1) / WaveSize;
}
