using System.Globalization;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>People and their memberships. Sets are written by each database's own way, all else by statements both have.</summary>
internal sealed class ProfileStore(
    ILedgerStatements statements, IProfileSets sets, IOptions<LedgerOptions> options, Company company, IOptions<ConfirmationOptions> confirmation) : IProfileStore
{
    private readonly BatchedReader<SubscriberId, Profile?> profiles = new(
        ids => ReadManyAsync(statements, ids), null, parallel: 1, company: company, gather: options.Value.GatherReads);

    public async Task<byte[]> ReadSecretAsync() => (await statements.ReadAsync("secret_read.sql", [], row => row.Bytes(0)))[0];

    public Task<IReadOnlyList<ProfileWritten>> WriteAsync(ProfileWriteSet set) => sets.WriteAsync(set);

    public async Task<bool> EraseAsync(SubscriberId id, DateTimeOffset at)
    {
        var taken = await statements.WriteAsync("erase_row.sql", [new("subscriber", id.Value), new("at", at)], row => row.Integer(0) == 1);
        // Nothing can be sent to this person any more. What a crash leaves undone here is done by the next scrub.
        await EraseTracesAsync(id.Value);
        await EraseIntentsAsync(at);
        return taken[0];
    }

    public async Task<int> ScrubAsync(DateTimeOffset since)
    {
        var erased = await statements.ReadAsync("erased_since.sql", [new("since", since)], row => row.Text(0));
        foreach (var person in erased) await EraseTracesAsync(person);
        if (erased.Count == 0) return 0;
        await EraseIntentsAsync(since);
        await sets.ForgetAsync();
        return erased.Count;
    }

    public Task<Profile?> ReadAsync(SubscriberId id) => profiles.ReadAsync(id);

    public async Task<ProfilePage> QueryAsync(ProfileQuery query, IReadOnlyList<SubscriberId>? ids)
    {
        var conditions = new Conditions { new("size", query.Size + 1) };
        if (ids is not null) conditions.Add("ids", ids.Select(id => id.Value).ToList());
        if (query.Emails is not null) conditions.Add("emails", query.Emails);
        if (query.ExternalIds is not null) conditions.Add("external_ids", query.ExternalIds);
        if (query.CreatedAfter is { } createdAfter) conditions.Add("created_after", createdAfter);
        if (query.CreatedBefore is { } createdBefore) conditions.Add("created_before", createdBefore);
        if (query.UpdatedAfter is { } updatedAfter) conditions.Add("updated_after", updatedAfter);
        if (query.UpdatedBefore is { } updatedBefore) conditions.Add("updated_before", updatedBefore);
        if (query.List is { } list) conditions.Add("list", list.Value);
        var order = OrderOf(query);
        conditions.When("by " + order);
        if (Cursor.TryParse(query.Cursor, out var cursor))
        {
            conditions.Add("after", cursor.Id.Value, "after " + order);
            if (!order.StartsWith("Id", StringComparison.Ordinal)) conditions.Add(new SqlParameter("at", cursor.At));
        }

        var page = await statements.ReadAsync("profiles.sql", conditions.Parameters, row => row.Profile()!, conditions.Names);
        if (page.Count <= query.Size) return new ProfilePage(page, null);
        page.RemoveAt(query.Size);
        var last = page[^1];
        var at = query.Sort is ProfileSort.Updated or ProfileSort.UpdatedDescending ? last.Updated : last.Created;
        return new ProfilePage(page, new Cursor(at, last.Id).ToString());
    }

    public async Task<(int Changed, IReadOnlyList<SubscriberId> Unknown, int KeptOff)> AddToListAsync(
        ListId list, IReadOnlyList<SubscriberId> people, DateTimeOffset at, bool asked)
    {
        var rows = await statements.WriteAsync(
            "list_add.sql", [new("list", list.Value), new("people", Texts(people)), new("added_at", at), new("asked", asked ? 1 : 0)],
            row => (Id: row.Text(0), What: row.Integer(1)));
        var known = rows.Where(row => row.What == 0).Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        return (rows.Count(row => row.What == 1), [.. people.Where(person => !known.Contains(person.Value))], rows.Count(row => row.What == 2));
    }

    public async Task<int> RemoveFromListAsync(ListId list, IReadOnlyList<SubscriberId> people) => (int)(await statements.WriteAsync(
        "list_remove.sql", [new("list", list.Value), new("people", Texts(people))], row => row.Number(0)))[0];

    public async Task<int> ClearListAsync(ListId list) =>
        (int)(await statements.WriteAsync("list_clear.sql", [new("list", list.Value)], row => row.Number(0)))[0];

    public async Task<IReadOnlyList<ListId>> ReadListsAsync(SubscriberId id) =>
        await statements.ReadAsync("lists_of.sql", [new("subscriber", id.Value)], row => new ListId(row.Text(0)));

    public async Task<long> CountListAsync(ListId list) =>
        (await statements.ReadAsync("list_count.sql", [new("list", list.Value)], row => row.Number(0)))[0];

    /// <summary>Of everybody who was erased since then.</summary>
    private Task<List<bool>> EraseIntentsAsync(DateTimeOffset since) => statements.WriteAsync(
        "erase_intents.sql", [new("since", LedgerTime.LowestId(since - confirmation.Value.LongestOwed)), new("erased_since", since)], row => true);

    private Task<List<long>> EraseTracesAsync(string subscriber) => statements.WriteAsync("erase_traces.sql", [new("subscriber", subscriber)], row => row.Number(0));

    private static async Task<IReadOnlyDictionary<SubscriberId, Profile?>> ReadManyAsync(ILedgerStatements statements, IReadOnlyList<SubscriberId> ids) =>
        (await statements.ReadOftenAsync("profiles_read.sql", [new("people", Texts(ids))], row => row.Profile())).ToDictionary(profile => profile!.Id);

    private static string OrderOf(ProfileQuery query) => query switch
    {
        { List: null } => query.Sort.ToString(),
        { Sort: ProfileSort.IdDescending } => "IdDescending in list",
        _ => "Id in list",
    };

    private static List<string> Texts(IEnumerable<SubscriberId> ids) => [.. ids.Select(id => id.Value)];

    /// <summary>The place of a page's last row: its time in milliseconds and its id.</summary>
    private readonly record struct Cursor(DateTimeOffset At, SubscriberId Id)
    {
        public static bool TryParse(string? text, out Cursor cursor)
        {
            cursor = default;
            var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
            if (dash < 0 || !long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var at)) return false;
            if (!SubscriberId.TryParse(text![(dash + 1)..], out var id)) return false;
            cursor = new Cursor(LedgerTime.FromMillisecond(at), id);
            return true;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}-{Id.Value}");
    }
}
