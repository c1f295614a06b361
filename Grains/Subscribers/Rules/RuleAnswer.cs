namespace Sms;

/// <summary>What a rule says: nothing against it, not before a time, or no. The default is nothing against it.</summary>
/// <param name="Detail">In words, with the rule's value: for the person who asks why.</param>
internal readonly record struct RuleAnswer(SkipReason Reason, DateTimeOffset? Until, string? Detail)
{
    public bool Passes => Reason == SkipReason.None;

    public static RuleAnswer Pass => default;
    public static RuleAnswer Defer(SkipReason reason, DateTimeOffset until, string detail) => new(reason, until, detail);
    public static RuleAnswer Decline(SkipReason reason, string? detail = null) => new(reason, null, detail);
}
