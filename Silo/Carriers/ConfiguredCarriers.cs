using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>The carriers of the configuration, made once.</summary>
internal sealed class ConfiguredCarriers : ICarriers, IDisposable
{
    private readonly List<ICarrierLine> lines = [];
    private readonly FrozenDictionary<string, ICarrier> carriers;
    private readonly IOptions<CarriersOptions> options;

    public ConfiguredCarriers(IOptions<CarriersOptions> options, SandboxAddress sandbox, TimeProvider clock, CarrierGauges gauges, ILoggerFactory loggers)
    {
        this.options = options;
        carriers = options.Value.Carriers.ToFrozenDictionary(c => c.Key, c => Create(c.Key, c.Value), StringComparer.Ordinal);
        gauges.Watch(lines);

        ICarrier Create(string name, CarrierOptions carrier)
        {
            var (adapter, line) = carrier.Connect(new CarrierSurroundings(name, options.Value.PublicUrl, sandbox, clock, loggers));
            lines.Add(line);
            return adapter;
        }
    }

    public ICarrier? Find(string name) => carriers.GetValueOrDefault(name);

    public IReadOnlyCollection<string> Names => carriers.Keys;

    public bool ReachesPeople(string name) => !options.Value.Carriers.TryGetValue(name, out var carrier)
        || (!carrier.InSandbox && (carrier.BaseUrl is null || !new Uri(carrier.BaseUrl).IsLoopback));

    /// <summary>Those that keep binds, and these.</summary>
    public IEnumerable<(SmppCarrier Carrier, SmppLine Line)> Smpp => lines.OfType<SmppLine>().Select(line => ((SmppCarrier)carriers[line.Name], line));

    public void Dispose()
    {
        foreach (var line in lines) line.Dispose();
    }
}
