using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>The sending numbers of the configuration, in its order.</summary>
internal sealed class ConfiguredNumbers(IOptions<CarriersOptions> options) : ISendingNumbers
{
    public IReadOnlyList<SendingNumber> All { get; } = [.. options.Value.Numbers.Select(n => new SendingNumber(
        n.Number!,
        SendingNumberTypes.Parse(n.Type) ?? SendingNumberTypes.Of(n.Number!)!.Value,
        n.Carrier!,
        string.Equals(n.Status, "verified", StringComparison.OrdinalIgnoreCase),
        n.SegmentsPerSecond,
        [.. n.Countries.Select(c => c.ToUpperInvariant())]))];
}
