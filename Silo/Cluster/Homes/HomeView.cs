using Orleans.Runtime;

namespace Sms;

/// <summary>
/// Which partition lives on which silo, as it follows from one version of the cluster's membership: everybody who has that version computes the same, so nobody is asked. Each
/// silo has its share, rounded up at most; a silo that comes or goes moves few partitions besides its own.
/// </summary>
internal sealed class HomeView
{
    private readonly SiloAddress?[] owners = new SiloAddress?[Partition.Count];

    /// <param name="active">Those that may have partitions.</param>
    /// <param name="awake">Those that may still have people of an earlier version awake, active ones included. A silo that was declared dead has nobody.</param>
    public HomeView(long version, IEnumerable<SiloAddress> active, IEnumerable<SiloAddress> awake)
    {
        (Version, Awake) = (version, [.. awake]);
        var names = new string?[Partition.Count];
        Names = new PartitionHomes(version, names);
        var silos = active.OrderBy(silo => silo.ToParsableString(), StringComparer.Ordinal).ToArray();
        if (silos.Length == 0) return;
        var addresses = Array.ConvertAll(silos, silo => silo.ToParsableString());
        var room = Enumerable.Repeat((Partition.Count + silos.Length - 1) / silos.Length, silos.Length).ToArray();
        for (var partition = 0; partition < Partition.Count; partition++)
        {
            var best = Enumerable.Range(0, silos.Length).Where(at => room[at] > 0).MaxBy(at => Score(partition, silos[at]));
            room[best]--;
            (owners[partition], names[partition]) = (silos[best], addresses[best]);
        }
    }

    /// <summary>Before anything is known of the cluster.</summary>
    public static HomeView Unknown { get; } = new(long.MinValue, [], []);

    /// <summary>Of the membership; views of later versions supersede earlier ones.</summary>
    public long Version { get; }

    public IReadOnlyList<SiloAddress> Awake { get; }

    /// <summary>Null while no silo is active.</summary>
    public SiloAddress? OwnerOf(int partition) => owners[partition];

    /// <summary>The same as text, as <c>ToParsableString</c> has it; made once, for it is asked for every receipt.</summary>
    public PartitionHomes Names { get; }

    public static HomeView Of(ClusterMembershipSnapshot membership)
    {
        var members = membership.Members.Values;
        return new HomeView(
            membership.Version.Value,
            members.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress),
            members.Where(member => member.Status is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping).Select(member => member.SiloAddress));
    }

    /// <summary>The same in every process: no randomized hash.</summary>
    private static ulong Score(int partition, SiloAddress silo) => Mix(Mix((uint)silo.GetConsistentHashCode()) ^ ((ulong)partition + 1) * 0x9E37_79B9_7F4A_7C15);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }
}
