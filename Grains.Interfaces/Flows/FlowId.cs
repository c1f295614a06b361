using System.Diagnostics.CodeAnalysis;

namespace Sms;

/// <summary>A flow: a ULID.</summary>
[GenerateSerializer, Immutable, Alias("flow-id")]
public readonly record struct FlowId([property: Id(0)] string Value)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out FlowId id)
    {
        var fits = text is not null && text.AsSpan().IsUlid();
        id = fits ? new FlowId(text!) : default;
        return fits;
    }

    public override string ToString() => Value;
}
