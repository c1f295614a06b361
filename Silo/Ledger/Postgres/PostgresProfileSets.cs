using Npgsql;

namespace Sms;

/// <summary>Writes a set of people in one transaction of a few set-based statements, whatever its size.</summary>
internal sealed class PostgresProfileSets(PostgresDatabase database) : IProfileSets
{
    private readonly short shard = Shards.Draw();

    public Task<IReadOnlyList<ProfileWritten>> WriteAsync(ProfileWriteSet set) => database.RunInTransactionAsync(async connection =>
    {
        var decided = await WriteProfilesAsync(connection, set);
        var events = decided.Values.SelectMany(decision => decision.Events).ToList();
        if (events.Count > 0) await WriteEventsAsync(connection, events);
        var left = decided.Where(pair => pair.Value.Left).Select(pair => pair.Key.Value).Order(StringComparer.Ordinal).ToList();
        if (left.Count > 0) await LeaveListAsync(connection, set.Withdrawal!.List!.Value, left, set.At);
        var (added, keptOff) = set.List is { } list ? await JoinListAsync(connection, list, decided, set) : ([], []);
        return (IReadOnlyList<ProfileWritten>)[.. set.Rows.Select(row =>
        {
            var decision = decided[row.Id];
            return new ProfileWritten(
                row.Id, decision.Written, decision.Created, decision.Consent, added.Contains(row.Id.Value), decision.Transactional, decision.Events.Count > 0)
            {
                Spared = decision.Spared,
                KeptOff = keptOff.Contains(row.Id.Value),
            };
        })];
    });

    /// <summary>Its own autovacuum does that, and no dump shows dead rows.</summary>
    public Task ForgetAsync() => Task.CompletedTask;

    private static async Task<Dictionary<SubscriberId, ProfileDecision>> WriteProfilesAsync(NpgsqlConnection connection, ProfileWriteSet set)
    {
        var decided = new Dictionary<SubscriberId, ProfileDecision>(set.Rows.Count);
        var open = set.Rows.OrderBy(row => row.Id.Value, StringComparer.Ordinal).ToList();
        while (open.Count > 0)
        {
            var known = (await PostgresStatements.QueryAsync(
                connection, Sql.Read("Ledger/Postgres/profiles_lock.sql"), [new("ids", open.ConvertAll(row => row.Id.Value))], row => row.Profile()!))
                .ToDictionary(profile => profile.Id);
            var strangers = open.FindAll(row => !known.ContainsKey(row.Id));
            var graves = strangers.Count == 0 ? [] : (await PostgresStatements.QueryAsync(
                connection, Sql.Read("Ledger/Postgres/erased_known.sql"), [new("ids", strangers.ConvertAll(row => row.Id.Value))], row => row.ErasedPerson()))
                .ToDictionary(grave => grave.Id);
            var members = set.Withdrawal?.List is not { } list ? [] : (await PostgresStatements.QueryAsync(
                connection, Sql.Read("Ledger/Postgres/list_members.sql"), [new("list", list.Value), new("people", open.ConvertAll(row => row.Id.Value))], row => row.Text(0)))
                .ToHashSet(StringComparer.Ordinal);
            foreach (var row in open)
                decided[row.Id] = ProfileDecision.Of(row, known.GetValueOrDefault(row.Id), set, graves.GetValueOrDefault(row.Id), members.Contains(row.Id.Value));

            var changes = open.ConvertAll(row => decided[row.Id]).FindAll(decision => decision.After is not null);
            await RunAsync(connection, "profiles_update.sql", changes.FindAll(change => !change.Created).ConvertAll(change => change.After!));
            var created = changes.FindAll(change => change.Created).ConvertAll(change => change.After!);
            var inserted = await RunAsync(connection, "profiles_insert.sql", created);

            // Somebody else inserted the others since we looked; now they are known, and decided again.
            open = inserted.Count == created.Count ? [] : open.FindAll(row => decided[row.Id].Created && !inserted.Contains(row.Id.Value));
        }
        return decided;
    }

    private static async Task<HashSet<string>> RunAsync(NpgsqlConnection connection, string file, List<Profile> profiles)
    {
        if (profiles.Count == 0) return [];
        await using var command = new NpgsqlCommand(Sql.Read("Ledger/Postgres/" + file), connection);
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.Id.Value));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.Phone));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.Country));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.Email));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.ExternalId));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.Attributes));
        command.Parameters.AddList(profiles.ConvertAll(profile => (short)profile.Consent));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.ConsentAt?.ToMillisecond()));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.ConsentMethod));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.Updated.ToMillisecond()));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.StreamVersion));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.Revision));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.Suppression));
        command.Parameters.AddList(profiles.ConvertAll(profile => (short?)profile.Transactional?.Consent));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.Transactional?.At.ToMillisecond()));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.Transactional?.Method));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.Transactional?.Detail));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.Transactional?.RecordedAt.ToMillisecond()));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.ConsentDetail));
        command.Parameters.AddList(profiles.ConvertAll(profile => profile.ConsentRecordedAt?.ToMillisecond()));
        return await ReadIdsAsync(command);
    }

    /// <summary>The writers' own statement, in this transaction: events and their counts.</summary>
    private async Task WriteEventsAsync(NpgsqlConnection connection, List<LedgerEvent> events)
    {
        var columns = new EventColumns();
        foreach (var written in events) columns.Add(written);
        await using var command = new NpgsqlCommand(Sql.Read("Ledger/Postgres/commit_heads.sql", ["guarded"]), connection);
        columns.BindTo(command.Parameters);
        command.Parameters.AddTyped(shard);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        if (reader.GetInt64(3) == events.Count) return;
        // Somebody's stream grew since its row was locked. As with any conflict between transactions: again, from the start.
        throw new PostgresException("A stream grew while its consent was written", "ERROR", "ERROR", PostgresErrorCodes.SerializationFailure);
    }

    private static async Task LeaveListAsync(NpgsqlConnection connection, ListId list, List<string> people, DateTimeOffset at)
    {
        await using var command = new NpgsqlCommand(Sql.Read("Ledger/Postgres/list_leave.sql"), connection);
        command.Parameters.AddTyped(list.Value);
        command.Parameters.AddList(people);
        command.Parameters.AddTyped(at.ToMillisecond());
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<(HashSet<string> Added, HashSet<string> KeptOff)> JoinListAsync(
        NpgsqlConnection connection, ListId list, Dictionary<SubscriberId, ProfileDecision> decided, ProfileWriteSet set)
    {
        var rows = set.Rows.Where(row => decided[row.Id].Written).OrderBy(row => row.Id.Value, StringComparer.Ordinal).ToList();
        await using var command = new NpgsqlCommand(Sql.Read("Ledger/Postgres/list_join.sql"), connection);
        command.Parameters.AddTyped(list.Value);
        command.Parameters.AddList(rows.ConvertAll(row => row.Id.Value));
        command.Parameters.AddTyped(set.At.ToMillisecond());
        command.Parameters.AddList(rows.ConvertAll(row => (set.Consent is null ? null : row.ConsentAt)?.ToMillisecond()));
        command.Parameters.AddTyped(set.Consent is { Historical: true });
        var (added, keptOff) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) (reader.GetInt32(1) == 1 ? added : keptOff).Add(reader.GetString(0));
        return (added, keptOff);
    }

    private static async Task<HashSet<string>> ReadIdsAsync(NpgsqlCommand command)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) ids.Add(reader.GetString(0));
        return ids;
    }
}
