namespace Sms;

/// <summary>Segments by statements that are composed for each of them.</summary>
internal sealed class SegmentStore(ILedgerStatements statements, SegmentParts parts) : ISegmentStore
{
    public async Task<long> CountAsync(SegmentPlan plan, DateTimeOffset now)
    {
        var sql = new SegmentSql(parts, now);
        var text = sql.Statement("count", plan);
        return (await statements.ReadComposedAsync(text, sql.Parameters, row => row.Number(0)))[0];
    }

    public async Task<ProfilePage> PageAsync(SegmentPlan plan, DateTimeOffset now, SubscriberId? after, int size)
    {
        var sql = new SegmentSql(parts, now);
        var text = sql.Statement("page", plan);
        sql.Add("after", after?.Value ?? "");
        sql.Add("size", size + 1);
        var page = await statements.ReadComposedAsync(text, sql.Parameters, row => row.Profile()!);
        if (page.Count <= size) return new ProfilePage(page, null);
        page.RemoveAt(size);
        return new ProfilePage(page, page[^1].Id.Value);
    }

    public async Task<int> SnapshotAsync(CampaignId campaign, Audience audience, DateTimeOffset at)
    {
        var sql = new SegmentSql(parts, at);
        var text = sql.Statement("snapshot", audience);
        AddLists(sql, audience);
        sql.Add("campaign", campaign.Value);
        sql.Add("taken_at", at);
        foreach (var (name, value) in AudienceStore.PartitionsOf(campaign)) sql.Add(name, value);
        var taken = await statements.WriteComposedAsync(text, sql.Parameters, row => row.Integer(0));
        if (taken is [var size]) return size;

        // Another call fixed it, perhaps while ours was waiting for it to commit.
        var earlier = await statements.ReadAsync("audience_size.sql", [new("campaign", campaign.Value)], row => row.Integer(0));
        return earlier is [var first] ? first : throw new InvalidOperationException($"The audience of campaign {campaign} is neither fixed nor free");
    }

    public async Task<IReadOnlyList<AudienceShare>> EstimateAsync(Audience audience, bool transactional, DateTimeOffset now)
    {
        var sql = new SegmentSql(parts, now);
        var text = sql.Statement(transactional ? "estimate_transactional" : "estimate", audience);
        AddLists(sql, audience);
        return await statements.ReadComposedAsync(text, sql.Parameters, row => new AudienceShare(
            row.IsNull(0) ? null : (SmsConsent)row.Short(0), row.Integer(1) == 1, row.TextOrNull(2) ?? "", row.Number(3))
        {
            Flagged = row.Integer(1) == 2,
        });
    }

    private static void AddLists(SegmentSql sql, Audience audience)
    {
        sql.Add("included", audience.Included.Select(list => list.Value).ToList());
        sql.Add("excluded", audience.Excluded.Select(list => list.Value).ToList());
    }
}
