namespace Sms;

/// <summary>
/// Writes sets of people on the one writer. Sets that wait for it are committed together, up to 8,000 rows at once: their rows are spread over all pages of the
/// indexes, and a page is written once a commit, whatever it takes up. Receipts wait behind at most one such commit, about half a second. A larger
/// set goes in parts, each of which is durable, or not, by itself.
/// </summary>
internal sealed class SqliteProfileSets(SqliteWriter writer) : IProfileSets
{
    private const int RowsACommit = 8_000;
    private readonly short shard = Shards.Draw();
    private readonly Lock gate = new();
    private readonly Queue<SqliteSetPart> waiting = new();
    private bool pumping;

    public async Task<IReadOnlyList<ProfileWritten>> WriteAsync(ProfileWriteSet set)
    {
        if (set.Rows.Count <= RowsACommit) return await EnqueueAsync(new SqliteSetPart(set, set.Rows));
        var written = new List<ProfileWritten>(set.Rows.Count);
        foreach (var rows in set.Rows.Chunk(RowsACommit)) written.AddRange(await EnqueueAsync(new SqliteSetPart(set, rows)));
        return written;
    }

    public Task ForgetAsync() => writer.RunAloneAsync("Ledger/Sqlite/forget.sql");

    private Task<IReadOnlyList<ProfileWritten>> EnqueueAsync(SqliteSetPart part)
    {
        lock (gate)
        {
            waiting.Enqueue(part);
            if (pumping) return part.Task;
            pumping = true;
        }
        _ = PumpAsync();
        return part.Task;
    }

    private async Task PumpAsync()
    {
        // Off the caller's scheduler: a grain's turn must not run everybody's writes.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (Take() is { Count: > 0 } parts) await CommitAsync(parts);
    }

    /// <summary>What waits, as far as it fits one commit. Parts that name the same person do not go together: the later one must see what the earlier did.</summary>
    private List<SqliteSetPart> Take()
    {
        var parts = new List<SqliteSetPart>();
        var people = new HashSet<SubscriberId>();
        lock (gate)
        {
            while (waiting.TryPeek(out var part) && (parts.Count == 0 || people.Count + part.Rows.Count <= RowsACommit))
            {
                if (parts.Count > 0 && part.Rows.Any(row => people.Contains(row.Id))) break;
                foreach (var row in part.Rows) people.Add(row.Id);
                parts.Add(waiting.Dequeue());
            }
            pumping = parts.Count > 0;
        }
        return parts;
    }

    private async Task CommitAsync(List<SqliteSetPart> parts)
    {
        try
        {
            var written = await writer.RunAsync(turn => Write(turn, parts));
            for (var i = 0; i < parts.Count; i++) parts[i].SetResult(written[i]);
        }
        catch (Exception failure) when (failure is LedgerUnavailableException || parts.Count == 1)
        {
            foreach (var part in parts) part.SetException(failure);
        }
        catch
        {
            // One that cannot be stored must not take the others along; whose fault it is shows when each stands alone.
            foreach (var part in parts) await CommitAsync([part]);
        }
    }

    /// <summary>In order of the people's ids and table by table: neighbours in an index are written while their page is at hand.</summary>
    private List<ProfileWritten[]> Write(SqliteWriter turn, List<SqliteSetPart> parts)
    {
        var lines = Decide(turn, parts);
        foreach (var line in lines)
            if (line.Decision.After is { } profile) Write(turn, profile);

        var events = new SqliteEvents(turn, shard);
        foreach (var line in lines)
            foreach (var said in line.Decision.Events)
                if (!events.Insert(said)) throw new InvalidOperationException($"Stream {said.Subscriber} grew within a turn");
        events.WriteCounts();

        var written = parts.ConvertAll(part => new ProfileWritten[part.Rows.Count]);
        foreach (var (part, index, decision) in lines)
        {
            var (set, row) = (parts[part].Set, parts[part].Rows[index]);
            var id = row.Id;
            if (decision.Left) Leave(turn, set.Withdrawal!.List!.Value, id, set.At);
            var (added, keptOff) = decision.Written && set.List is { } list ? Join(turn, list, id, set, row) : (false, false);
            written[part][index] = new ProfileWritten(
                id, decision.Written, decision.Created, decision.Consent, added, decision.Transactional, decision.Events.Count > 0)
            {
                Spared = decision.Spared,
                KeptOff = keptOff,
            };
        }
        return written;
    }

    private static List<Line> Decide(SqliteWriter turn, List<SqliteSetPart> parts)
    {
        var places = parts
            .SelectMany((part, number) => part.Rows.Select((row, index) => (row.Id, Part: number, Index: index)))
            .OrderBy(place => place.Id.Value, StringComparer.Ordinal)
            .ToList();
        var ids = places.ConvertAll(place => place.Id.Value);
        var known = SqliteStatements.Query(turn.Connection, Sql.Read("Ledger/Sqlite/profiles_known.sql"), [new("ids", ids)], row => row.Profile()!)
            .ToDictionary(profile => profile.Id);
        var graves = SqliteStatements.Query(turn.Connection, Sql.Read("Ledger/Sqlite/erased_known.sql"), [new("ids", ids)], row => row.ErasedPerson())
            .ToDictionary(grave => grave.Id);
        var members = parts.ConvertAll(part => MembersOf(turn, part));
        return places.ConvertAll(place => new Line(place.Part, place.Index, parts[place.Part].Decide(
            place.Index, known.GetValueOrDefault(place.Id), graves.GetValueOrDefault(place.Id), members[place.Part].Contains(place.Id.Value))));
    }

    private static HashSet<string> MembersOf(SqliteWriter turn, SqliteSetPart part) => part.Set.Withdrawal?.List is not { } list ? [] : SqliteStatements.Query(
        turn.Connection, Sql.Read("Ledger/Sqlite/list_members.sql"), [new("list", list.Value), new("people", part.Rows.Select(row => row.Id.Value).ToList())], row => row.Text(0))
        .ToHashSet(StringComparer.Ordinal);

    private static void Leave(SqliteWriter turn, ListId list, SubscriberId person, DateTimeOffset at)
    {
        turn.Statement("Ledger/Sqlite/leave_list.sql").Add(list.Value).Add(person.Value).Run();
        turn.Statement("Ledger/Sqlite/refuse_list.sql").Add(list.Value).Add(person.Value).Add(at).Run();
    }

    private static (bool Added, bool KeptOff) Join(SqliteWriter turn, ListId list, SubscriberId person, ProfileWriteSet set, ProfileWriteRow row)
    {
        // When the person agreed to the list's texts; without a consent nothing was said.
        if (set.Consent is not null && row.ConsentAt is { } time) turn.Statement("Ledger/Sqlite/lift_refusal.sql").Add(list.Value).Add(person.Value).Add(time).Run();
        var asked = turn.Statement("Ledger/Sqlite/has_refused.sql").Add(list.Value).Add(person.Value);
        var refused = asked.Next();
        while (refused && asked.Next()) { }
        if (refused) return (false, true);
        long? historical = set.Consent is { Historical: true } ? 1 : null;
        return (turn.Statement("Ledger/Sqlite/join_list.sql").Add(list.Value).Add(person.Value).Add(set.At).Add(historical).Run() == 1, false);
    }

    private static void Write(SqliteWriter turn, Profile p) => turn.Statement("Ledger/Sqlite/write_profile.sql")
        .Add(p.Id.Value).Add(p.Phone).Add(p.Country).Add(p.Email).Add(p.ExternalId).Add(p.Attributes).Add((long)p.Consent).Add(p.ConsentAt)
        .Add(p.ConsentMethod).Add(p.Suppression).Add(p.Created).Add(p.Updated).Add(p.Revision).Add(p.StreamVersion)
        .Add((long?)p.Transactional?.Consent).Add(p.Transactional?.At).Add(p.Transactional?.Method).Add(p.Transactional?.Detail).Add(p.Transactional?.RecordedAt)
        .Add(p.ConsentDetail).Add(p.ConsentRecordedAt)
        .Run();

    /// <summary>What becomes of the row <paramref name="Index"/> of the part <paramref name="Part"/>.</summary>
    private readonly record struct Line(int Part, int Index, ProfileDecision Decision);
}
