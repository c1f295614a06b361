using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.GrainDirectory;
using Orleans.Runtime;
using Orleans.Runtime.GrainDirectory;

namespace Sms;

/// <summary>
/// Where people, their campaigns' messages and the waves of those live: on their partition's silo, which is computed. Nothing is looked up, registered or removed, which for
/// grains that live for seconds is most of what a cluster costs. For messages and waves an outdated view is harmless, the ledger decides; people are forwarded to where they
/// belong, and wait until they are nowhere else.
/// </summary>
internal sealed class HomeDirectory(PeopleHomes homes, ILocalSiloDetails local, IServiceProvider services, IOptions<GrainDirectoryOptions> options)
    : IGrainDirectory, IGrainDirectoryCache, IMessageHomes
{
    private static readonly GrainType Person = GrainType.Create(AtHome.Person);
    private static readonly GrainType Message = GrainType.Create(AtHome.Message);
    private static readonly GrainType Wave = GrainType.Create(AtHome.Wave);
    private static readonly GrainType Desk = GrainType.Create(AtHome.SiloDesk);

    private readonly IGrainDirectoryCache others = GrainDirectoryCacheFactory.CreateGrainDirectoryCache(services, options.Value);

    public string Here { get; } = local.SiloAddress.ToParsableString();

    IEnumerable<(GrainAddress ActivationAddress, int Version)> IGrainDirectoryCache.KeyValues => others.KeyValues;

    public PartitionHomes Latest => homes.View.Names;

    public string? ElsewhereOf(MessageId message)
    {
        var home = homes.View.Names.Silos[Partition.Of(message)];
        return home == Here ? null : home;
    }

    public bool LookUp(GrainId key, [NotNullWhen(true)] out GrainAddress? result, out int version)
    {
        if (!IsComputed(key.Type)) return others.LookUp(key, out result, out version);
        (result, version) = (new GrainAddress { GrainId = key, SiloAddress = HomeOf(key) }, 0);
        return true;
    }

    public Task<GrainAddress?> Lookup(GrainId grainId) => Task.FromResult<GrainAddress?>(new GrainAddress { GrainId = grainId, SiloAddress = HomeOf(grainId) });

    public Task<GrainAddress?> Register(GrainAddress address) => Register(address, CancellationToken.None);

    public Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress) => Register(address, CancellationToken.None);

    public Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress, CancellationToken cancellationToken) => Register(address, cancellationToken);

    public Task<GrainAddress?> Register(GrainAddress address, CancellationToken cancellationToken)
    {
        if (address.GrainId.Type != Person) return Task.FromResult<GrainAddress?>(address);
        var settled = homes.SettleAsync(PartitionOf(address.GrainId), cancellationToken);
        return settled.IsCompletedSuccessfully ? Task.FromResult<GrainAddress?>(At(settled.Result)) : WaitAsync();

        async Task<GrainAddress?> WaitAsync() => At(await settled);

        GrainAddress At(SiloAddress silo) => silo.Equals(address.SiloAddress) ? address : new GrainAddress { GrainId = address.GrainId, SiloAddress = silo };
    }

    public Task Unregister(GrainAddress address) => Task.CompletedTask;

    public Task UnregisterSilos(List<SiloAddress> siloAddresses) => Task.CompletedTask;

    void IGrainDirectoryCache.AddOrUpdate(GrainAddress value, int version)
    {
        if (!IsComputed(value.GrainId.Type)) others.AddOrUpdate(value, version);
    }

    bool IGrainDirectoryCache.Remove(GrainId key) => !IsComputed(key.Type) && others.Remove(key);

    bool IGrainDirectoryCache.Remove(GrainAddress key) => !IsComputed(key.GrainId.Type) && others.Remove(key);

    void IGrainDirectoryCache.Clear() => others.Clear();

    private static bool IsComputed(GrainType kind) => kind == Person || kind == Message || kind == Wave || kind == Desk;

    private SiloAddress HomeOf(GrainId grain)
    {
        if (grain.Type != Desk) return homes.View.OwnerOf(PartitionOf(grain)) ?? local.SiloAddress;
        // A desk whose silo is gone is as good at any other: it keeps nothing that another would need.
        var silo = SiloAddress.FromParsableString(grain.Key.ToString()!);
        return homes.View.Awake.Contains(silo) ? silo : local.SiloAddress;
    }

    public static int PartitionOf(GrainId grain)
    {
        var key = grain.Key.AsSpan();
        if (grain.Type == Person) return key.IsEmpty ? 0 : Partition.OfLetter((char)key[0]);
        // wave/{campaign}/{wave}/{first ordinal}, and {source}-{month}-{ordinal}.
        var source = grain.Type == Wave ? key[5..] : key;
        var ordinal = key[(key.LastIndexOf(grain.Type == Wave ? (byte)'/' : (byte)'-') + 1)..];
        return Utf8Parser.TryParse(ordinal, out int number, out _) ? Partition.OfOrdinal(UlidText.ValueOf((char)source[UlidText.Length - 1]), number) : 0;
    }
}
