namespace Sms;

/// <summary>
/// A round trip costs the database much the same for one as for a dozen: who would go alone waits for company, until enough are there or the time is up. A fixed wait would make
/// a busy silo as slow as an idle one, and batches of several silos as small as their share of the load.
/// </summary>
internal static class Company
{
    private const int Looks = 4;

    /// <param name="waiting">How many there are now.</param>
    /// <param name="enough">So many go at once.</param>
    /// <param name="atMost">By the machine's clock: nobody's business depends on it. Zero: nobody waits.</param>
    public static async Task AwaitAsync(Func<int> waiting, int enough, TimeSpan atMost)
    {
        for (var look = 0; look < Looks && atMost > TimeSpan.Zero && waiting() < enough; look++) await Task.Delay(atMost / Looks);
    }
}
