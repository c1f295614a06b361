using System.Diagnostics.CodeAnalysis;

namespace Sms;

/// <summary>A segment: a ULID.</summary>
[GenerateSerializer, Immutable, Alias("segment-id")]
public readonly record struct SegmentId([property: Id(0)] string Value)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out SegmentId id)
    {
        var fits = text is not null && text.AsSpan().IsUlid();
        id = fits ? new SegmentId(text!) : default;
        return fits;
    }

    public override string ToString() => Value;
}
