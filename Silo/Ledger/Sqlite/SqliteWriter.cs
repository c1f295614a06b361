using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Sms;

/// <summary>
/// The one writer: a thread with a connection of its own, on which everything that writes takes its turn. Statements are prepared once.
/// </summary>
internal sealed class SqliteWriter(SqliteDatabase database) : IDisposable
{
    private readonly BlockingCollection<Action> turns = [];
    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private SqliteConnection? connection;
    private Thread? thread;

    /// <summary>Runs the work in a transaction of its own; all of it is durable when the task completes, or nothing of it.</summary>
    public Task<T> RunAsync<T>(Func<SqliteWriter, T> work)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        EnsureStarted();
        turns.Add(() => Take(work, answer));
        return answer.Task;
    }

    /// <summary>Runs what cannot run in a transaction, in a turn of its own.</summary>
    public Task RunAloneAsync(string file)
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        EnsureStarted();
        turns.Add(() =>
        {
            try
            {
                // A connection of its own: the writer's has statements open.
                using var alone = database.Open(pooled: false);
                SqliteStatements.Query(alone, Sql.Read(file), [], row => true);
                answer.SetResult();
            }
            catch (Exception failure)
            {
                answer.SetException(failure is SqliteException error && SqliteDatabase.IsOutage(error) ? SqliteDatabase.Unavailable(error) : failure);
            }
        });
        return answer.Task;
    }

    /// <summary>The writer's connection, in a transaction. Only within a turn.</summary>
    public SqliteConnection Connection => connection!;

    /// <summary>A statement of the writer's connection. Only within a turn.</summary>
    public SqliteStatement Statement(string file)
    {
        if (!statements.TryGetValue(file, out var statement)) statements[file] = statement = new SqliteStatement(connection!, Sql.Read(file));
        return statement.Start();
    }

    public void Dispose()
    {
        turns.CompleteAdding();
        thread?.Join();
        Close();
        turns.Dispose();
    }

    private void EnsureStarted()
    {
        lock (gate)
        {
            if (thread is not null) return;
            thread = new Thread(Run) { IsBackground = true, Name = "ledger writer" };
            thread.Start();
        }
    }

    private void Run()
    {
        foreach (var turn in turns.GetConsumingEnumerable()) turn();
    }

    private void Take<T>(Func<SqliteWriter, T> work, TaskCompletionSource<T> answer)
    {
        try
        {
            connection ??= database.Open(pooled: false);
            Statement("Ledger/Sqlite/begin.sql").Run();
            var result = work(this);
            Statement("Ledger/Sqlite/commit.sql").Run();
            answer.SetResult(result);
        }
        catch (Exception failure)
        {
            // The connection goes, and with it whatever the transaction had done.
            Close();
            answer.SetException(failure is SqliteException error && SqliteDatabase.IsOutage(error) ? SqliteDatabase.Unavailable(error) : failure);
        }
    }

    private void Close()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        statements.Clear();
        connection?.Dispose();
        connection = null;
    }
}
