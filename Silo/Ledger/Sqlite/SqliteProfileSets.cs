namespace Sms;

/// <summary>
/// Writes sets of people on the one writer, in commits of up to 2,000 rows: receipts wait behind at most one of them. Each such part is durable, or not, by
/// itself.
/// </summary>
internal sealed class SqliteProfileSets(SqliteWriter writer) : IProfileSets
{
    private const int RowsACommit = 2_000;
    private readonly short shard = Shards.Draw();

    public async Task<IReadOnlyList<ProfileWritten>> WriteAsync(ProfileWriteSet set)
    {
        var written = new List<ProfileWritten>(set.Rows.Count);
        for (var first = 0; first < set.Rows.Count; first += RowsACommit)
        {
            var part = set.Rows.Skip(first).Take(RowsACommit).ToList();
            written.AddRange(await writer.RunAsync(turn => Write(turn, set, part)));
        }
        return written;
    }

    private List<ProfileWritten> Write(SqliteWriter turn, ProfileWriteSet set, List<ProfileWriteRow> rows)
    {
        var known = SqliteStatements
            .Query(turn.Connection, Sql.Read("Ledger/Sqlite/profiles_known.sql"), [new("ids", rows.ConvertAll(row => row.Id.Value))], row => row.Profile()!)
            .ToDictionary(profile => profile.Id);
        var events = new SqliteEvents(turn, shard);
        var written = new List<ProfileWritten>(rows.Count);
        foreach (var row in rows)
        {
            var decision = ProfileDecision.Of(row, known.GetValueOrDefault(row.Id), set);
            if (decision.After is { } profile) Write(turn, profile);
            if (decision.Granted is { } granted && !events.Insert(granted)) throw new InvalidOperationException($"Stream {row.Id} grew within a turn");
            var added = decision.Written && set.List is { } list
                && turn.Statement("Ledger/Sqlite/join_list.sql").Add(list.Value).Add(row.Id.Value).Add(set.At).Run() == 1;
            written.Add(new ProfileWritten(row.Id, decision.Written, decision.Created, decision.Consent, added));
        }
        events.WriteCounts();
        return written;
    }

    private static void Write(SqliteWriter turn, Profile p) => turn.Statement("Ledger/Sqlite/write_profile.sql")
        .Add(p.Id.Value).Add(p.Phone).Add(p.Country).Add(p.Email).Add(p.ExternalId).Add(p.Attributes).Add((long)p.Consent).Add(p.ConsentAt)
        .Add(p.ConsentMethod).Add(p.Suppression).Add(p.Created).Add(p.Updated).Add(p.Revision).Add(p.StreamVersion)
        .Run();
}
