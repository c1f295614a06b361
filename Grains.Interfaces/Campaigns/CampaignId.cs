using System.Diagnostics.CodeAnalysis;

namespace Sms;

/// <summary>A campaign: a ULID.</summary>
[GenerateSerializer, Immutable, Alias("campaign-id")]
public readonly record struct CampaignId([property: Id(0)] string Value)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out CampaignId id)
    {
        var fits = text is not null && text.AsSpan().IsUlid();
        id = fits ? new CampaignId(text!) : default;
        return fits;
    }

    public override string ToString() => Value;
}
