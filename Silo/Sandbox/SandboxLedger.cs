using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Sms;

/// <summary>
/// The sandbox's own truth, durable in one SQLite file. One writer takes what has queued up and commits it in one transaction, so that
/// thousands of accepts a second cost a few hundred commits.
/// </summary>
internal sealed class SandboxLedger : IAsyncDisposable
{
    private const int LargestBatch = 1000;

    private readonly string source;
    private readonly Channel<SandboxWrite> queue = Channel.CreateBounded<SandboxWrite>(new BoundedChannelOptions(50_000) { SingleReader = true });
    private readonly SqliteConnection writer;
    private readonly Dictionary<string, SqliteCommand> prepared = [];
    private readonly Task writing;
    private readonly long nonce;
    private long ordinal;

    public SandboxLedger(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        source = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, DefaultTimeout = 30 }.ToString();
        writer = new SqliteConnection(source);
        writer.Open();
        using (var schema = writer.Command("schema")) schema.ExecuteNonQuery();
        // A file of before the sandbox spoke more than one language.
        using (var columns = writer.Command("has-dialect"))
        using (var languages = writer.Command("add-dialect"))
            if (columns.ExecuteScalar() is 0L) languages.ExecuteNonQuery();
        using (var open = writer.Command("open"))
        using (var row = open.ExecuteReader())
        {
            row.Read();
            (nonce, ordinal) = (row.GetInt64(0), row.GetInt64(1));
        }
        writing = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public long NextOrdinal() => Interlocked.Increment(ref ordinal);

    /// <summary>The provider's id of a message: the file's nonce and the number.</summary>
    public string SidOf(long number) => $"SM{nonce:x16}{number:x16}";

    public bool TryReadSid(string sid, out long number)
    {
        number = 0;
        return sid.Length == 34 && sid.StartsWith($"SM{nonce:x16}", StringComparison.Ordinal)
            && long.TryParse(sid.AsSpan(18), System.Globalization.NumberStyles.AllowHexSpecifier, null, out number);
    }

    /// <summary>Completes when the message is durable.</summary>
    public Task AppendAsync(SandboxMessage message, string body, SandboxAnswer answer) => EnqueueAsync(new SandboxWrite(
        "insert-message",
        ("@ordinal", message.Ordinal), ("@recipient", message.To), ("@sender", message.From), ("@body", body), ("@callback", message.Callback?.Url),
        ("@dialect", message.Dialect.ToString()), ("@reference", message.Reference), ("@retries", message.Callback?.Retries ?? 0), ("@retry_on", message.Callback?.RetryOn ?? ""), ("@answer", answer.ToString()),
        ("@accepted_at", message.AcceptedAt.ToUnixTimeMilliseconds()), ("@sent_after", message.Plan.Sent), ("@final_after", message.Plan.Final),
        ("@final_status", message.Plan.FinalStatus), ("@final_code", message.Plan.FinalCode),
        ("@announced", message.Callback is not null && message.Plan.Announced ? 1 : 0), ("@steps", message.Plan.Text()),
        ("@done", message.Callback is null || message.Plan.Steps.Count == 0 ? 1 : 0)));

    public Task RefuseAsync(DateTimeOffset at, string to, string? callback, SandboxAnswer answer, int code) => EnqueueAsync(new SandboxWrite(
        "insert-refusal", ("@at", at.ToUnixTimeMilliseconds()), ("@recipient", to), ("@callback", callback is null ? null : CallbackUrl.WithoutFragment(callback)),
        ("@answer", answer.ToString()), ("@code", code)));

    /// <summary>The same text sent again is one text.</summary>
    public Task HearAsync(string sid, string from, string to, string body, DateTimeOffset at) => EnqueueAsync(new SandboxWrite(
        "insert-inbound", ("@sid", sid), ("@sender", from), ("@recipient", to), ("@body", body), ("@at", at.ToUnixTimeMilliseconds())));

    public Task AnswerAsync(string sid, DateTimeOffset at, int status) =>
        EnqueueAsync(new SandboxWrite("answer-inbound", ("@at", at.ToUnixTimeMilliseconds()), ("@status", status), ("@sid", sid)));

    public Task FinishAsync(SandboxMessage message) =>
        EnqueueAsync(new SandboxWrite("finish-message", ("@posts", message.Posts), ("@acks", message.Acks), ("@ordinal", message.Ordinal)));

    public async Task<bool> CancelAsync(long number, DateTimeOffset at) =>
        await EnqueueAsync(new SandboxWrite("cancel-message", ("@at", at.ToUnixTimeMilliseconds()), ("@ordinal", number))) > 0;

    public Task RedactAsync(long number, bool delete) =>
        EnqueueAsync(new SandboxWrite("redact-message", ("@deleted", delete ? 1 : 0), ("@ordinal", number)));

    /// <summary>Completes when everything asked for before is in the file.</summary>
    public Task FlushAsync() => EnqueueAsync(new SandboxWrite(null));

    /// <summary>A connection for reading; the caller closes it.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(source);
        connection.Open();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writing;
        foreach (var command in prepared.Values) await command.DisposeAsync();
        await writer.DisposeAsync();
        SqliteConnection.ClearPool(writer);
    }

    private async Task<int> EnqueueAsync(SandboxWrite write)
    {
        await queue.Writer.WriteAsync(write);
        return await write.Done;
    }

    private void Write()
    {
        var batch = new List<SandboxWrite>(LargestBatch);
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < LargestBatch && queue.Reader.TryRead(out var write)) batch.Add(write);
            try
            {
                using var transaction = writer.BeginTransaction();
                foreach (var write in batch) write.Run(name => Prepared(name, transaction));
                transaction.Commit();
            }
            catch (SqliteException failure)
            {
                // Whoever waits answers 500: nothing of the batch was accepted.
                foreach (var write in batch) write.Fail(failure);
                continue;
            }
            foreach (var write in batch) write.Commit();
        }
    }

    private SqliteCommand Prepared(string name, SqliteTransaction transaction)
    {
        if (!prepared.TryGetValue(name, out var command)) prepared[name] = command = writer.Command(name);
        command.Transaction = transaction;
        return command;
    }
}
