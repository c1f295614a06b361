using System.Collections;

namespace Sms;

/// <summary>The parameters of a statement and the names of its optional lines; a parameter's line is named after it unless told otherwise.</summary>
internal sealed class Conditions : IEnumerable<SqlParameter>
{
    private readonly List<SqlParameter> parameters = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public IReadOnlyList<SqlParameter> Parameters => parameters;
    public IReadOnlyCollection<string> Names => names;

    /// <summary>A parameter that is always there.</summary>
    public void Add(SqlParameter parameter) => parameters.Add(parameter);

    public void Add(string name, object value, string? line = null)
    {
        parameters.Add(new SqlParameter(name, value));
        names.Add(line ?? name);
    }

    public void When(string line) => names.Add(line);

    public IEnumerator<SqlParameter> GetEnumerator() => parameters.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
