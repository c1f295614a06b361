using System.Diagnostics.CodeAnalysis;
using Orleans.GrainDirectory;
using Orleans.Runtime;
using Orleans.Runtime.GrainDirectory;

namespace Sms;

/// <summary>
/// Where grains are when there is one silo: there. Orleans asks it before every call to a grain; the answer needs no table, no queue to a placement worker and no
/// registration. That a grain has one activation is not the directory's doing here but the silo's own, which keeps what is activated in a table of its own.
/// </summary>
internal sealed class OneSiloDirectory(ILocalSiloDetails silo) : IGrainDirectory, IGrainDirectoryCache
{
    IEnumerable<(GrainAddress ActivationAddress, int Version)> IGrainDirectoryCache.KeyValues => [];

    public bool LookUp(GrainId key, [NotNullWhen(true)] out GrainAddress? result, out int version)
    {
        (result, version) = (new GrainAddress { GrainId = key, SiloAddress = silo.SiloAddress }, 0);
        return true;
    }

    public Task<GrainAddress?> Lookup(GrainId grainId) => Task.FromResult<GrainAddress?>(null);

    public Task<GrainAddress?> Register(GrainAddress address) => Task.FromResult<GrainAddress?>(address);

    public Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress) => Register(address);

    public Task Unregister(GrainAddress address) => Task.CompletedTask;

    public Task UnregisterSilos(List<SiloAddress> siloAddresses) => Task.CompletedTask;

    void IGrainDirectoryCache.AddOrUpdate(GrainAddress value, int version)
    {
    }

    bool IGrainDirectoryCache.Remove(GrainId key) => false;

    bool IGrainDirectoryCache.Remove(GrainAddress key) => false;

    void IGrainDirectoryCache.Clear()
    {
    }
}
