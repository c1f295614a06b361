namespace Sms.Benchmarks;

/// <summary>What a campaign in a process of its own is to do.</summary>
/// <param name="Messages">Recipients of a campaign.</param>
/// <param name="Rounds">Campaigns of that size, each to other people; the one whose processor time is the median counts.</param>
/// <param name="Strangers">People in the database who get no message: the lists are spread evenly over all.</param>
/// <param name="WarmUp">Recipients of the campaign before, which the runtime compiles itself in.</param>
/// <param name="Touches">People looked at behind the campaigns, each a grain that sleeps; 0: none.</param>
internal sealed record CampaignPlan(int Messages, int Rounds = 1, int Strangers = 0, int WarmUp = 20_000, int Touches = 0);

/// <summary>What it cost. The machine's processor time includes the database's, and whatever else runs there.</summary>
/// <param name="PeakMegabytes">Resident at most, the import included.</param>
/// <param name="ImportPerSecond">People brought in.</param>
internal sealed record CampaignCost(
    double PerSecond, double CpuMicros, double MachineMicros, double Bytes, double PeakMegabytes, double SnapshotSeconds, double ImportPerSecond, TouchCost? Touch);

/// <param name="ColdMicros">Time a sleeping person takes, many at once.</param>
/// <param name="ColdCpuMicros">Processor time of this process for it.</param>
/// <param name="WarmMicros">The same people again, now awake.</param>
/// <param name="Bytes">What one who is awake keeps in memory.</param>
internal sealed record TouchCost(double ColdMicros, double ColdCpuMicros, double WarmMicros, double Bytes);
