namespace Sms;

/// <summary>What is stored of a campaign: the client's decisions and how far sending got. Totals are not here; the ledger keeps them.</summary>
[GenerateSerializer, Alias("campaign-state")]
public sealed class CampaignState
{
    [Id(0)] public Campaign? Campaign { get; set; }
    /// <summary>Recipients per wave, fixed at launch so that a later setting does not move ordinals between waves.</summary>
    [Id(1)] public int WaveSize { get; set; }
    /// <summary>One bit per wave: set when each of its recipients has been offered the message.</summary>
    [Id(2)] public ulong[] Done { get; set; } = [];
    [Id(3)] public int WavesDone { get; set; }

    /// <summary>People who may be offered the message within any hour, fixed at launch; 0: everybody.</summary>
    [Id(4)] public int Share { get; set; }
    /// <summary>Leave that waves of a throttled campaign were given, as long as it counts.</summary>
    [Id(5)] public List<WaveGrant> Grants { get; set; } = [];
    /// <summary>How long it was paused in all. Nobody is left out for time in which nobody was offered anything.</summary>
    [Id(6)] public TimeSpan PausedFor { get; set; }

    internal WavePlan Plan => new(Campaign!.Targeted, WaveSize, Share, Campaign.TestSize);

    public int Waves => Plan.Waves;

    /// <summary>Waves that may be begun: those whom variations are tried on, until a winner is decided.</summary>
    public int OpenWaves => Campaign!.IsTesting ? Plan.TestWaves : Plan.Waves;

    public bool IsDone(int wave) => (Done[wave / 64] & 1UL << wave % 64) != 0;

    public bool MarkDone(int wave)
    {
        if (IsDone(wave)) return false;
        Done[wave / 64] |= 1UL << wave % 64;
        WavesDone++;
        return true;
    }

    /// <summary>Somebody in it is to be offered the message after all.</summary>
    public void Reopen(int wave)
    {
        if (!IsDone(wave)) return;
        Done[wave / 64] &= ~(1UL << wave % 64);
        WavesDone--;
    }
}
