namespace Sms;

/// <summary>
/// Runs the statements that both databases have under the same name and with the same parameters and columns. What differs is the text of the twin files and
/// how times, ids and lists travel.
/// </summary>
internal interface ILedgerStatements
{
    /// <summary>Reads rows. <paramref name="when"/> names the optional lines of the file.</summary>
    Task<List<T>> ReadAsync<T>(string file, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map, IReadOnlyCollection<string>? when = null);

    /// <summary>
    /// The same for a statement that is run thousands of times a minute and goes the same way whatever it is asked: on PostgreSQL its plan is kept for some seconds.
    /// Planning a read of partitions takes as long as reading a hundred people.
    /// </summary>
    Task<List<T>> ReadOftenAsync<T>(string file, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map);

    /// <summary>Two such statements in one round trip, with the same parameters.</summary>
    Task<(List<TFirst> First, List<TSecond> Second)> ReadOftenAsync<TFirst, TSecond>(
        IReadOnlyList<SqlParameter> parameters, LedgerQuery<TFirst> first, LedgerQuery<TSecond> second);

    /// <summary>The same for a statement that writes: one transaction, durable when the task completes.</summary>
    Task<List<T>> WriteAsync<T>(string file, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map);

    /// <summary>Reads rows by a text composed of the parts of a file.</summary>
    Task<List<T>> ReadComposedAsync<T>(string text, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map);

    /// <summary>The same for a text that writes.</summary>
    Task<List<T>> WriteComposedAsync<T>(string text, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map);
}

/// <summary>A statement, and what becomes of each of its rows.</summary>
internal readonly record struct LedgerQuery<T>(string File, Func<LedgerRow, T> Map);

/// <param name="Value">
/// A string, number, <see cref="Guid"/>, <see cref="DateTimeOffset"/>, a list of strings or of metrics, or a <see cref="WrittenOut"/> number; not null.
/// </param>
internal readonly record struct SqlParameter(string Name, object Value);

/// <summary>
/// A number that a kept plan depends on, on PostgreSQL: it becomes part of the statement's text, and the plan has only the partitions it names. Of few values: each is a
/// statement of its own.
/// </summary>
internal readonly record struct WrittenOut(int Value);
