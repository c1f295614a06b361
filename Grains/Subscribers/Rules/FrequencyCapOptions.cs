namespace Sms;

/// <summary>How often one person is texted. Section <c>Sending:FrequencyCap</c>.</summary>
public sealed class FrequencyCapOptions
{
    public const string Section = "Sending:FrequencyCap";

    /// <summary>Default true. Off, nobody counts.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>All of them hold. Default: one, 6 in 30 days for everything (2 to 6 texts a month is what people put up with).</summary>
    public IList<FrequencyCapRuleOptions> Rules { get; } = [];

    internal IReadOnlyList<FrequencyCap> Caps => (Enabled, Rules.Count) switch
    {
        (false, _) => [],
        (_, 0) => [new FrequencyCap(6, TimeSpan.FromDays(30), null)],
        _ => [.. Rules.Select(rule => new FrequencyCap(rule.Messages, rule.Within, rule.Tag))],
    };

    internal IEnumerable<string> Wrong()
    {
        for (var i = 0; i < Rules.Count; i++)
        {
            var (rule, key) = (Rules[i], $"{Section}:Rules:{i}");
            if (rule.Messages is < 1 or > 1_000) yield return $"{key}:Messages must be from 1 to 1000; it is {rule.Messages}.";
            if (rule.Within < TimeSpan.FromMinutes(1) || rule.Within > TimeSpan.FromDays(90)) yield return $"{key}:Within must be from 00:01:00 to 90.00:00:00; it is {rule.Within}.";
            if (rule.Tag is { Length: 0 or > 60 }) yield return $"{key}:Tag is a word of at most 60 characters, or left out.";
            for (var j = 0; j < i; j++)
                if (Rules[j].Within == rule.Within && string.Equals(Rules[j].Tag, rule.Tag, StringComparison.OrdinalIgnoreCase))
                    yield return $"{key} and {Section}:Rules:{j} cap the same window twice.";
        }
    }
}

public sealed class FrequencyCapRuleOptions
{
    /// <summary>1 to 1,000.</summary>
    public int Messages { get; set; }
    /// <summary>One minute to 90 days. Longer windows read further back for each person.</summary>
    public TimeSpan Within { get; set; }
    /// <summary>Counts campaigns with this tag only, and holds for those alone. At most 60 characters. Default: all.</summary>
    public string? Tag { get; set; }
}
