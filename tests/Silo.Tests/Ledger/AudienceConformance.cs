using Sms.Testing;

namespace Sms.Tests;

public sealed class Postgres_audiences(PostgresFixture database) : AudienceConformance(database), IClassFixture<PostgresFixture>
{
    [Theory, InlineData(40_000, 0.89), InlineData(48_000, 0.98)]
    public async Task Nearly_all_of_many_people_have_a_message_of_their_own_partition(int size, double share)
    {
        await JoinAsync(Strangers(size));
        var (campaign, audience) = await FixAsync();
        Assert.InRange(audience.Count(recipient => IsAtHome(campaign, recipient)) / (double)size, share, 1);
    }

    [Theory, InlineData("q", 1_200), InlineData("a2", 17_000), InlineData("z7", 3_000)]
    public async Task People_of_few_partitions_have_their_blocks_and_the_ordinals_that_nobody_wants(string letters, int size)
    {
        await JoinAsync(Strangers(size, letters));
        var (campaign, audience) = await FixAsync();
        Assert.Equal(Numbered(campaign, Members), audience);
    }

    /// <summary>Whoever has an ordinal of their own partition within the audience, has it; the others, in order of id, have what is left.</summary>
    protected override IEnumerable<(int Ordinal, SubscriberId Person)> Numbered(CampaignId campaign, IReadOnlyList<SubscriberId> people)
    {
        var first = Partition.FirstOf(SourceId.Of(campaign));
        var own = Enumerable.Range(0, people.Count).ToLookup(ordinal => Partition.OfOrdinal(first, ordinal));
        var taken = people.GroupBy(Partition.Of).SelectMany(group => own[group.Key].Zip(group)).ToDictionary();
        var moved = people.Except(taken.Values).Order(ById);
        return taken.Select(pair => (pair.Key, pair.Value)).Concat(Enumerable.Range(0, people.Count).Except(taken.Keys).Zip(moved)).OrderBy(pair => pair.Item1);
    }

    private static bool IsAtHome(CampaignId campaign, (int Ordinal, SubscriberId Person) recipient) =>
        Partition.Of(recipient.Person) == Partition.Of(MessageId.Of(SourceId.Of(campaign), DateTimeOffset.UnixEpoch, recipient.Ordinal));
}

public sealed class Sqlite_audiences(SqliteFixture database) : AudienceConformance(database), IClassFixture<SqliteFixture>
{
    protected override IEnumerable<(int Ordinal, SubscriberId Person)> Numbered(CampaignId campaign, IReadOnlyList<SubscriberId> people) => people.Index();
}

/// <summary>Who gets which place in an audience, on every database.</summary>
public abstract class AudienceConformance(LedgerDatabaseFixture database)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly Random Dice = new(11);
    private static int numbers;

    private readonly ListId list = new(Ulid.NewUlid().ToString());
    private readonly SortedSet<SubscriberId> members = new(ById);

    protected static IComparer<SubscriberId> ById { get; } = Comparer<SubscriberId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value));

    protected IReadOnlyList<SubscriberId> Members => [.. members];

    [Fact]
    public async Task Whatever_the_size_everybody_is_there_once_and_ordinals_have_no_gaps()
    {
        foreach (var size in new[] { 0, 1, 31, 499, 501, 16_000, 16_001, 40_000 })
        {
            await JoinAsync(Strangers(size - members.Count));
            var (campaign, audience) = await FixAsync();
            Assert.Equal(Enumerable.Range(0, size), audience.Select(recipient => recipient.Ordinal));
            Assert.Equal(Members, audience.Select(recipient => recipient.Person).Order(ById));
            Assert.Equal(Numbered(campaign, Members), audience);
        }
    }

    [Fact]
    public async Task Fixing_an_audience_again_changes_nothing()
    {
        await JoinAsync(Strangers(700));
        var (campaign, audience) = await FixAsync();
        await JoinAsync(Strangers(700));
        Assert.Equal(700, await database.Harness.Audiences.SnapshotAsync(campaign, [list], [], Noon));
        Assert.Equal(audience, await ReadAsync(campaign, 1_400));
    }

    [Fact]
    public async Task Segments_beside_the_lists_make_no_difference_to_the_numbering()
    {
        await JoinAsync(Strangers(1_700));
        var campaign = new CampaignId(Ulid.NewUlid().ToString());
        Assert.Equal(1_700, await database.Harness.Segments.SnapshotAsync(campaign, new Audience([list], [], [], []), Noon));
        Assert.Equal(Numbered(campaign, Members), await ReadAsync(campaign, 1_700));
    }

    /// <param name="people">In order of id.</param>
    /// <returns>In order of ordinals.</returns>
    protected abstract IEnumerable<(int Ordinal, SubscriberId Person)> Numbered(CampaignId campaign, IReadOnlyList<SubscriberId> people);

    /// <param name="letters">What their ids begin with.</param>
    protected static IEnumerable<SubscriberId> Strangers(int count, string letters = Partition.Letters) =>
        Enumerable.Range(0, count).Select(_ => new SubscriberId(letters[Dice.Next(letters.Length)] + new string(Dice.GetItems<char>(Partition.Letters, 25))));

    protected async Task JoinAsync(IEnumerable<SubscriberId> people)
    {
        foreach (var set in people.Chunk(2_000))
        {
            var rows = set.Select(person => new ProfileWriteRow(person, $"+1555{Interlocked.Increment(ref numbers):0000000}", "US", null, null, null, null));
            await database.Harness.Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Create, [.. rows], Noon, list));
            members.UnionWith(set);
        }
    }

    /// <summary>A new campaign to all members, in order of ordinals.</summary>
    protected async Task<(CampaignId Campaign, List<(int Ordinal, SubscriberId Person)> Audience)> FixAsync()
    {
        var campaign = new CampaignId(Ulid.NewUlid().ToString());
        Assert.Equal(members.Count, await database.Harness.Audiences.SnapshotAsync(campaign, [list], [], Noon));
        return (campaign, await ReadAsync(campaign, members.Count + 1));
    }

    private async Task<List<(int Ordinal, SubscriberId Person)>> ReadAsync(CampaignId campaign, int count) =>
        [.. (await database.Harness.Audiences.ReadWaveAsync(campaign, 0, count, Noon, Noon)).Select(recipient => (recipient.Ordinal, recipient.Subscriber))];
}
