using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Sms.Testing;

/// <summary>
/// The classic of lost replies: PostgreSQL commits a write, and the answer that says so never arrives because the connection breaks. Reads the
/// frontend/backend protocol (version 3, no TLS) as far as that takes: which prepared statements write, when one is executed, and when the server says
/// that it is ready for the next, which it says after the commit.
/// </summary>
public sealed partial class LostCommits
{
    private readonly Lock gate = new();
    private readonly Random dice = new(20261123);
    private int seen;
    private int lost;

    /// <summary>The fraction of writes whose reply is lost.</summary>
    public double Rate { get; set; }

    /// <summary>After so many the network is good again.</summary>
    public int AtMost { get; set; } = int.MaxValue;

    /// <summary>Only a transaction's <c>commit</c> loses its reply; what went before is answered.</summary>
    public bool CommitsOnly { get; set; }

    /// <summary>Writes that were sent.</summary>
    public int Seen => Volatile.Read(ref seen);

    /// <summary>Writes that the server committed and whose reply was swallowed.</summary>
    public int Lost => Volatile.Read(ref lost);

    public IWireTap Tap() => new Connection(this);

    /// <summary>A connection string that leads through the proxy, in plain text: it is read along.</summary>
    public static string Through(string connection, TcpProxy proxy) =>
        new NpgsqlConnectionStringBuilder(connection) { Port = proxy.Port, SslMode = SslMode.Disable, GssEncryptionMode = GssEncryptionMode.Disable }.ConnectionString;

    private bool Choose()
    {
        lock (gate)
        {
            seen++;
            return lost < AtMost && dice.NextDouble() < Rate;
        }
    }

    private bool Writes(string sql) => (CommitsOnly ? Commit() : WriteVerb()).IsMatch(CommentLine().Replace(sql, ""));

    [GeneratedRegex(@"^\s*commit\b", RegexOptions.IgnoreCase)]
    private static partial Regex Commit();

    [GeneratedRegex(@"\b(insert\s+into|delete\s+from|update\s+\w+\s+(\w+\s+)?set|commit)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WriteVerb();

    [GeneratedRegex("^--.*$", RegexOptions.Multiline)]
    private static partial Regex CommentLine();

    /// <summary>One question of the client's and its answer, which ends with ReadyForQuery.</summary>
    private sealed class Exchange
    {
        public volatile bool Doomed;
        public bool Failed;
    }

    private sealed class Connection(LostCommits owner) : IWireTap
    {
        private readonly ConcurrentQueue<Exchange> exchanges = new([new Exchange()]);
        private readonly Dictionary<string, bool> statements = [];
        private readonly PostgresFrames fromClient = new(hasStartup: true);
        private readonly PostgresFrames fromServer = new(hasStartup: false);
        private Exchange? asking;

        public void FromClient(ReadOnlySpan<byte> bytes) => fromClient.Read(bytes, (type, head) =>
        {
            if (asking is null) exchanges.Enqueue(asking = new Exchange());
            switch (type)
            {
                case 'P':
                    var name = Text(head, 0, out var after);
                    statements[name] = owner.Writes(Text(head, after, out _));
                    break;
                case 'B':
                    Text(head, 0, out var at);
                    if (statements.GetValueOrDefault(Text(head, at, out _)) && owner.Choose()) asking.Doomed = true;
                    break;
                case 'Q':
                    if (owner.Writes(Text(head, 0, out _)) && owner.Choose()) asking.Doomed = true;
                    asking = null;
                    break;
                case 'S':
                    asking = null;
                    break;
            }
        });

        public WireVerdict FromServer(ReadOnlySpan<byte> bytes)
        {
            var verdict = exchanges.TryPeek(out var first) && first.Doomed ? WireVerdict.Swallow : WireVerdict.Pass;
            fromServer.Read(bytes, (type, payload) =>
            {
                if (!exchanges.TryPeek(out var answered)) return;
                if (type == 'E') answered.Failed = true;
                if (type != 'Z') return;
                exchanges.TryDequeue(out _);
                if (answered.Doomed)
                {
                    if (!answered.Failed) Interlocked.Increment(ref owner.lost);
                    verdict = WireVerdict.Cut;
                }
                else if (verdict != WireVerdict.Cut && exchanges.TryPeek(out var next) && next.Doomed) verdict = WireVerdict.Swallow;
            });
            return verdict;
        }

        private static string Text(ReadOnlySpan<byte> head, int from, out int after)
        {
            var rest = head[Math.Min(from, head.Length)..];
            var end = rest.IndexOf((byte)0);
            if (end < 0) end = rest.Length;
            after = from + end + 1;
            return Encoding.UTF8.GetString(rest[..end]);
        }
    }
}
