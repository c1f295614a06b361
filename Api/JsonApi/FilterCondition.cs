namespace Sms;

/// <summary>One condition of a <c>filter</c>: <c>greater-than(created,2026-01-01)</c>.</summary>
internal sealed record FilterCondition(string Operator, string Field, IReadOnlyList<string> Values)
{
    public const string Equal = "equals", Any = "any", Contains = "contains", Has = "has",
        Greater = "greater-than", GreaterOrEqual = "greater-or-equal", Less = "less-than", LessOrEqual = "less-or-equal";

    public static IReadOnlyList<string> Ranges { get; } = [Greater, GreaterOrEqual, Less, LessOrEqual];

    public string Value => Values[0];
}
