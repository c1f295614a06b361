namespace Sms;

/// <summary>
/// Room for a campaign's waves on each silo of the cluster. Counted for silos one by one: of a number for all of them together, whichever silo is slow would soon hold the most, and
/// the others would have nothing to do. Good for one round of beginning waves, because partitions move.
/// </summary>
/// <param name="each">Waves a silo has room for.</param>
internal sealed class WaveRoom(PartitionHomes homes, CampaignId campaign, int each)
{
    private readonly int first = Partition.FirstOf(SourceId.Of(campaign));
    private readonly Dictionary<string, int> taken = homes.Silos.Select(Name).Distinct().ToDictionary(silo => silo, _ => 0);

    /// <summary>Room on all silos together, taken or not.</summary>
    public int Total => each * taken.Count;

    /// <summary>A wave that is under way, by its first recipient's ordinal.</summary>
    public void Take(int ordinal) => taken[SiloOf(ordinal)]++;

    /// <summary>Takes a place where such a wave lives. False when that silo has none.</summary>
    public bool TryTake(int ordinal)
    {
        var silo = SiloOf(ordinal);
        if (taken[silo] >= each) return false;
        taken[silo]++;
        return true;
    }

    private string SiloOf(int ordinal) => Name(homes.Silos[Partition.OfOrdinal(first, ordinal)]);

    /// <summary>While no silo is active, all is one.</summary>
    private static string Name(string? silo) => silo ?? "";
}
