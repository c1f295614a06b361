using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sms;

/// <summary>
/// <c>{source}-{yyMM}-{ordinal}</c>: the source's ULID, the month of the launch or flow step, and the recipient's place in the audience; in a flow, a hundred
/// times the entry's number and the place of the action. Deterministic, so that a wave or a step run again after a crash offers the same ids and cannot text twice. It is guessable by design:
/// a callback is trusted for its signature, never for its address.
/// </summary>
[GenerateSerializer, Immutable, Alias("message-id")]
public readonly record struct MessageId([property: Id(0)] string Value)
{
    public static MessageId Of(SourceId source, DateTimeOffset launchedAt, int ordinal) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{source.Key}-{launchedAt.UtcDateTime:yyMM}-{ordinal}"));

    /// <summary>The month the message's stream was born, as <c>yyMM</c>: it names the partition that holds the stream.</summary>
    public int Born => int.Parse(Value.AsSpan(Value.LastIndexOf('-') - 4, 4), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The recipient's place in the audience, or the entry's in the flow and the action's, from 0.</summary>
    public int Ordinal => int.Parse(Value.AsSpan(Value.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>True for the three parts above and nothing else; the text of a URL is checked here before it becomes a grain key.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MessageId id)
    {
        id = default;
        if (text is null || text.Length is < 33 or > 41) return false;
        if (text[26] != '-' || text[31] != '-') return false;
        if (!text.AsSpan(0, 26).IsUlid()) return false;
        var month = text.AsSpan(27, 4);
        var ordinal = text.AsSpan(32);
        if (month.ContainsAnyExceptInRange('0', '9') || ordinal.ContainsAnyExceptInRange('0', '9') || ordinal.Length > 9) return false;
        if (int.Parse(month[2..], CultureInfo.InvariantCulture) is < 1 or > 12) return false;
        if (ordinal.Length > 1 && ordinal[0] == '0') return false;
        id = new MessageId(text);
        return true;
    }

    public override string ToString() => Value;
}
