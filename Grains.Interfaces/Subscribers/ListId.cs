using System.Diagnostics.CodeAnalysis;

namespace Sms;

/// <summary>A list of people: a ULID.</summary>
[GenerateSerializer, Immutable, Alias("list-id")]
public readonly record struct ListId([property: Id(0)] string Value)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out ListId id)
    {
        var fits = text is not null && text.AsSpan().IsUlid();
        id = fits ? new ListId(text!) : default;
        return fits;
    }

    public override string ToString() => Value;
}
