using Microsoft.Data.Sqlite;

namespace Sms;

/// <summary>Something the ledger's writer does within a transaction.</summary>
/// <param name="statement">The name of the statement; null waits for what was queued before.</param>
internal sealed class SandboxWrite(string? statement, params (string Name, object? Value)[] parameters)
{
    private readonly TaskCompletionSource<int> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int rows;

    /// <summary>Completes when it is committed, with the number of rows it changed.</summary>
    public Task<int> Done => done.Task;

    public void Run(Func<string, SqliteCommand> prepared)
    {
        if (statement is null) return;
        var command = prepared(statement);
        if (command.Parameters.Count == 0)
            foreach (var (name, _) in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        for (var i = 0; i < parameters.Length; i++) command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        rows = command.ExecuteNonQuery();
    }

    public void Commit() => done.TrySetResult(rows);

    public void Fail(Exception failure) => done.TrySetException(failure);
}
