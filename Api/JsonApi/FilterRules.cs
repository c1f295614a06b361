using System.Collections;

namespace Sms;

/// <summary>The fields a list can be filtered by, each with its operators.</summary>
internal sealed class FilterRules : IEnumerable
{
    private readonly Dictionary<string, string[]> operators = new(StringComparer.Ordinal);

    public void Add(string field, params string[] allowed) => operators.Add(field, allowed);

    /// <exception cref="RefusedException">400 that names <paramref name="parameter"/>.</exception>
    public IReadOnlyList<FilterCondition> Read(string? filter, string parameter = "filter")
    {
        try
        {
            var conditions = FilterParser.Parse(filter);
            foreach (var condition in conditions) Check(condition);
            return conditions;
        }
        catch (FormatException malformed)
        {
            throw RefusedException.Parameter(parameter, malformed.Message);
        }
    }

    /// <exception cref="FormatException">The condition is not among the allowed ones, or has the wrong number of values.</exception>
    public void Check(FilterCondition condition)
    {
        if (!operators.TryGetValue(condition.Field, out var allowed))
            throw new FormatException($"Cannot be filtered by '{condition.Field}'. Possible: {(operators.Count == 0 ? "nothing" : string.Join(", ", operators.Keys))}.");
        if (!allowed.Contains(condition.Operator))
            throw new FormatException($"'{condition.Field}' cannot be filtered with '{condition.Operator}'. Possible: {string.Join(", ", allowed)}.");
        var fits = condition.Operator switch
        {
            FilterCondition.Any => condition.Values.Count >= 1,
            FilterCondition.Has => condition.Values.Count == 0,
            _ => condition.Values.Count == 1,
        };
        if (!fits) throw new FormatException($"'{condition.Operator}({condition.Field},…)' has the wrong number of values.");
    }

    public IEnumerator GetEnumerator() => operators.GetEnumerator();
}
