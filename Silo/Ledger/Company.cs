namespace Sms;

/// <summary>
/// A round trip costs the database much the same for one as for a dozen: who would go alone waits for company, until enough are there or the time is up. The more silos share the
/// load, the longer it takes until enough are there, and the longer they wait: what the database has to do stays the same.
/// </summary>
/// <param name="silos">How many have this database just now; 0: not known.</param>
internal sealed class Company(Func<int> silos)
{
    private const int Looks = 4;

    /// <summary>A timer knows no less.</summary>
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(1);

    /// <summary>More silos than this make nobody wait longer.</summary>
    private const int MostSilos = 6;

    /// <param name="waiting">How many there are now.</param>
    /// <param name="enough">So many go at once.</param>
    /// <param name="each">The time for each silo, by the machine's clock: nobody's business depends on it. Zero: nobody waits.</param>
    public async Task AwaitAsync(Func<int> waiting, int enough, TimeSpan each)
    {
        if (each == TimeSpan.Zero) return;
        var atMost = each * Math.Clamp(silos(), 1, MostSilos);
        var look = atMost / Looks < ShortestLook ? ShortestLook : atMost / Looks;
        for (var waited = TimeSpan.Zero; waited < atMost && waiting() < enough; waited += look) await Task.Delay(look);
    }
}
