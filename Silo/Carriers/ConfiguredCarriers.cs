using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>The carriers of the configuration, made once.</summary>
internal sealed class ConfiguredCarriers : ICarriers, IDisposable
{
    private readonly List<CarrierHttp> connections = [];
    private readonly FrozenDictionary<string, ICarrier> carriers;
    private readonly IOptions<CarriersOptions> options;

    public ConfiguredCarriers(IOptions<CarriersOptions> options, SandboxAddress sandbox, TimeProvider clock, CarrierGauges gauges, ILogger<CarrierHttp> logger)
    {
        this.options = options;
        carriers = options.Value.Carriers.ToFrozenDictionary(c => c.Key, c => Create(c.Key, c.Value), StringComparer.Ordinal);
        gauges.Watch(connections);

        ICarrier Create(string name, CarrierOptions carrier)
        {
            var http = new CarrierHttp(carrier.Http(name, sandbox), new CarrierBreaker(clock, carrier.BreakAfter, carrier.BreakFor), clock, logger);
            connections.Add(http);
            return carrier.Create(http, options.Value.PublicUrl);
        }
    }

    public ICarrier? Find(string name) => carriers.GetValueOrDefault(name);

    public IReadOnlyCollection<string> Names => carriers.Keys;

    public bool ReachesPeople(string name) => !options.Value.Carriers.TryGetValue(name, out var carrier)
        || (!carrier.InSandbox && (carrier.BaseUrl is null || !new Uri(carrier.BaseUrl).IsLoopback));

    public void Dispose()
    {
        foreach (var http in connections) http.Dispose();
    }
}
