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

    public int Waves => WaveSize == 0 ? 0 : (Campaign!.Targeted + WaveSize - 1) / WaveSize;

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
