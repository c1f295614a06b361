using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>The sending numbers of the configuration, in its order.</summary>
internal sealed class ConfiguredNumbers : ISendingNumbers, IConfiguredNumbers
{
    public ConfiguredNumbers(IOptions<CarriersOptions> options)
    {
        Configured = [.. options.Value.Numbers.Select(Draft)];
        All = [.. Configured.Select(draft => new SendingNumber(
            draft.Number, draft.Type, draft.Carrier!, draft.Status == NumberStatus.Verified, draft.SegmentsPerSecond, draft.Countries))];
    }

    public IReadOnlyList<SendingNumber> All { get; }

    public IReadOnlyList<NumberDraft> Configured { get; }

    private static NumberDraft Draft(SendingNumberOptions number)
    {
        // A provider's own word that we do not know is no verification; it is kept as the reason.
        var status = NumberStatuses.Parse(number.Status);
        return new NumberDraft
        {
            Number = number.Number!,
            Type = NumberTypes.Parse(number.Type) ?? NumberTypes.Of(number.Number!)!.Value,
            Carrier = number.Carrier,
            Status = status ?? NumberStatus.Unverified,
            Reason = status is null ? $"configured as '{number.Status}'" : null,
            SegmentsPerSecond = number.SegmentsPerSecond,
            Countries = [.. number.Countries.Select(country => country.ToUpperInvariant())],
        };
    }
}
