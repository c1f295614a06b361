namespace Sms;

/// <summary>Audiences, fixed and read by statements that both databases have.</summary>
internal sealed class AudienceStore(ILedgerStatements statements) : IAudienceStore
{
    public async Task<int> SnapshotAsync(CampaignId campaign, IReadOnlyList<ListId> included, IReadOnlyList<ListId> excluded, DateTimeOffset at)
    {
        var taken = await statements.WriteAsync(
            "audience_snapshot.sql",
            [
                new("campaign", campaign.Value), new("included", included.Select(list => list.Value).ToList()),
                new("excluded", excluded.Select(list => list.Value).ToList()), new("taken_at", at),
                .. PartitionsOf(campaign),
            ],
            row => row.Integer(0));
        if (taken is [var size]) return size;

        // Another call fixed it, perhaps while ours was waiting for it to commit.
        var earlier = await statements.ReadAsync("audience_size.sql", [new("campaign", campaign.Value)], row => row.Integer(0));
        return earlier is [var first] ? first : throw new InvalidOperationException($"The audience of campaign {campaign} is neither fixed nor free");
    }

    /// <summary>What a statement that fixes an audience has to know to give people ordinals of their own partition.</summary>
    public static IEnumerable<SqlParameter> PartitionsOf(CampaignId campaign) =>
    [
        new("letters", Partition.Letters), new("partitions", Partition.Count), new("block", Partition.Block), new("first", Partition.FirstOf(SourceId.Of(campaign))),
    ];

    public async Task<IReadOnlyList<Recipient>> ReadWaveAsync(CampaignId campaign, int first, int count, DateTimeOffset launchedAt, DateTimeOffset now)
    {
        // The first recipient's message id tells the month and the prefix of all the others'.
        var id = MessageId.Of(SourceId.Of(campaign), launchedAt, 0);
        return await statements.ReadAsync(
            "audience_wave.sql",
            [
                new("campaign", campaign.Value), new("first", first), new("after_last", first + count), new("born", id.Born),
                new("prefix", id.Value[..^1]), new("now", now),
            ],
            row => new Recipient(row.Integer(0), new SubscriberId(row.Text(1)), row.Number(2)));
    }
}
