using System.Text.Json.Nodes;
using CsCheck;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>A segment is, on every database, exactly the people for whom its rule holds when it is read out slowly.</summary>
public abstract class SegmentConformance(LedgerDatabaseFixture database) : IAsyncLifetime
{
    private const int People = 120;
    private static readonly string[] Names = ["Ann", "Bob", "Zoë", "O'Neil", "a_b%"];
    private static readonly string[] Cities = ["Oslo", "Porto"];
    private static readonly Metric[] Metrics = [Metric.ReceivedSms, Metric.ClickedSms, Metric.SentSms, Metric.FailedToDeliverSms];

    private readonly LedgerFacts facts = new(new DateTimeOffset(2026, 11, 23, 10, 7, 31, 123, TimeSpan.Zero));
    private readonly ListId[] lists = [.. Enumerable.Range(0, 3).Select(_ => new ListId(Ulid.NewUlid().ToString()))];
    private readonly SegmentId inner = new(Ulid.NewUlid().ToString());
    private readonly List<Person> everybody = [];
    private readonly int first = Interlocked.Add(ref next, People) - People;
    private static int next = 900_000;

    public async ValueTask InitializeAsync()
    {
        var random = new Random(7);
        for (var i = 0; i < People; i++) everybody.Add(new Person(first + i, random, lists, facts.Now));
        foreach (var person in everybody)
        {
            await database.Harness.Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Upsert, [person.Row], facts.Now, null, new ConsentGrant("API", null, false)));
            if (person.Unsubscribed)
                await database.Harness.Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Upsert, [person.Bare], person.ConsentAt!.Value) { Withdrawal = new ConsentChange("API") });
            if (person.Suppressed)
                await database.Harness.Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Upsert, [person.Bare], facts.Now) { Suppression = new SuppressionOrder("Landline") });
            foreach (var (list, at) in person.Lists) await database.Harness.Profiles.AddToListAsync(list, [person.Id], at);
        }

        var entries = everybody.SelectMany(person => person.Events.Select((fact, i) =>
        {
            var message = facts.Event(person.Number * 20 + i, 1, fact.Metric, fact.At) with { Subscriber = person.Id, Failure = fact.Failure };
            return new LedgerEntry(message.Stream, [message]);
        }));
        await Task.WhenAll(entries.Select(database.Harness.Ledger.CommitAsync));
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public Task Whatever_the_rule_the_database_finds_whom_reading_it_out_finds() =>
        Rules.SampleAsync(async rule =>
        {
            var named = new Dictionary<SegmentId, SegmentRule> { [inner] = Inner };
            // Others share the database: the rule is asked about these people alone.
            var plan = new SegmentPlan(new SegmentRule([.. rule.Groups, OnlyThese]), named);
            var expected = everybody.Where(person => Holds(rule, person)).Select(person => person.Id.Value).Order(StringComparer.Ordinal).ToList();
            Assert.Equal(expected.Count, await database.Harness.Segments.CountAsync(plan, facts.Now));
            Assert.Equal(expected, await PagesAsync(plan));
        }, iter: 300, threads: 1);

    [Theory]
    [InlineData("""{"properties":{"said":"Zoë"}}""", "Zoë", "Zoe")]
    [InlineData("""{"properties":{"said":"Zo\u00eb"}}""", "Zoë", "Zo")]
    [InlineData("""{"properties":{"said":"and\/or"}}""", "and/or", "and")]
    [InlineData("""{"properties":{"said":"C:\\dir"}}""", """C:\dir""", """C:\\dir""")]
    [InlineData("""{"properties":{"said":"50%_off"}}""", "50%_off", "50%%off")]
    [InlineData("""{"properties":{"said":"a \"b\""}}""", "a \"b\"", "a b")]
    [InlineData("""{"properties":{"said":"","other":"x"}}""", "", "x")]
    [InlineData("""{"properties":{"other":"Oslo","said":"Riga"}}""", "Riga", "Oslo")]
    public async Task A_text_is_found_however_its_document_spells_it(string document, string text, string other)
    {
        var number = Interlocked.Increment(ref next);
        await database.Harness.Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Upsert, [LedgerFacts.Row(number, attributes: document)], facts.Now));
        Assert.Equal((1, 0, 1), (await CountAsync(text), await CountAsync(other), await CountAsync(other, text)));

        Task<long> CountAsync(params string[] texts) => database.Harness.Segments.CountAsync(
            new SegmentPlan(
                new SegmentRule([
                    new SegmentGroup([new SegmentCondition([Text(["properties", "said"], texts)])]),
                    new SegmentGroup([new SegmentCondition([Text(["phone_number"], LedgerFacts.Row(number).Phone!)])])]),
                new Dictionary<SegmentId, SegmentRule>()),
            facts.Now);
    }

    [Fact]
    public async Task An_audience_of_lists_and_segments_is_fixed_once_and_estimated_by_what_is_known()
    {
        var subscribed = Plan(new SegmentCondition([new SegmentTest { Kind = SegmentTestKind.ConsentIs, Number = 1 }]));
        var ann = Plan(new SegmentCondition([Text(["first_name"], "Ann")]));
        var audience = new Audience([lists[0]], [lists[1]], [subscribed], [ann]);
        var expected = everybody.Where(person =>
            (person.IsOn(lists[0]) || person.Consent == SmsConsent.Subscribed) && !person.IsOn(lists[1]) && person.Name != "Ann").ToList();

        var shares = await database.Harness.Segments.EstimateAsync(audience, false, facts.Now);
        Assert.Equal(expected.Count, shares.Sum(share => share.People));
        Assert.Equal(expected.Count(person => person.Suppressed), shares.Where(share => share.Suppressed).Sum(share => share.People));
        foreach (var consent in Enum.GetValues<SmsConsent>())
            Assert.Equal(expected.Count(person => person.Consent == consent), shares.Where(share => share.Consent == consent).Sum(share => share.People));
        Assert.DoesNotContain(await database.Harness.Segments.EstimateAsync(audience, true, facts.Now), share => share.Consent is null or SmsConsent.Subscribed);

        Assert.Equal(expected.Count, await database.Harness.Segments.SnapshotAsync(facts.Campaign, audience, facts.Now));
        Assert.Equal(expected.Count, await database.Harness.Segments.SnapshotAsync(facts.Campaign, audience with { Excluded = [] }, facts.Now));
        var wave = await database.Harness.Audiences.ReadWaveAsync(facts.Campaign, 0, 500, facts.Now, facts.Now);
        Assert.Equal(Sorted(expected.Select(person => person.Id)), Sorted(wave.Select(recipient => recipient.Subscriber)));

        static IEnumerable<SubscriberId> Sorted(IEnumerable<SubscriberId> people) => people.OrderBy(id => id.Value, StringComparer.Ordinal);
    }

    [Fact]
    public async Task One_list_without_a_segment_is_estimated_as_it_is_fixed()
    {
        var clicked = new SegmentCondition([new SegmentTest { Kind = SegmentTestKind.CountGreater, Metric = Metric.ClickedSms, Number = 0 }]);
        var second = new SegmentCondition([new SegmentTest { Kind = SegmentTestKind.InGroup, Texts = [lists[1].Value] }]);
        foreach (var (condition, holds) in new (SegmentCondition, Func<Person, bool>)[]
                 {
                     (clicked, person => person.Events.Any(fact => fact.Metric == Metric.ClickedSms)),
                     (clicked with { Negated = true }, person => person.Events.All(fact => fact.Metric != Metric.ClickedSms)),
                     (second, person => person.IsOn(lists[1])),
                 })
        {
            var plan = new SegmentPlan(new SegmentRule([new SegmentGroup([condition])]), new Dictionary<SegmentId, SegmentRule>());
            foreach (var excluded in new ListId[][] { [], [lists[2]] })
            {
                var audience = new Audience([lists[0]], excluded, [], [plan]);
                var expected = everybody.Count(person => person.IsOn(lists[0]) && !holds(person) && !excluded.Any(person.IsOn));
                Assert.Equal(expected, (await database.Harness.Segments.EstimateAsync(audience, false, facts.Now)).Sum(share => share.People));
                Assert.Equal(expected, await database.Harness.Segments.SnapshotAsync(new CampaignId(Ulid.NewUlid().ToString()), audience, facts.Now));
            }
        }
    }

    private SegmentPlan Plan(params SegmentCondition[] conditions) =>
        new(new SegmentRule([new SegmentGroup(conditions), OnlyThese]), new Dictionary<SegmentId, SegmentRule>());

    private SegmentGroup OnlyThese => new([new SegmentCondition([Text(["external_id"], [.. everybody.Select(person => person.Row.ExternalId!)])])]);

    private static SegmentRule Inner => new([new SegmentGroup([new SegmentCondition([Text(["location", "city"], "Oslo")])])]);

    private async Task<List<string>> PagesAsync(SegmentPlan plan)
    {
        var ids = new List<string>();
        for (var page = await database.Harness.Segments.PageAsync(plan, facts.Now, null, 50); ;
             page = await database.Harness.Segments.PageAsync(plan, facts.Now, new SubscriberId(page.Next!), 50))
        {
            ids.AddRange(page.Profiles.Select(profile => profile.Id.Value));
            if (page.Next is null) return ids;
        }
    }

    private static SegmentTest Text(string[] field, params string[] texts) => new() { Kind = SegmentTestKind.TextIn, Field = field, Texts = texts };

    private Gen<SegmentRule> Rules => Gen.OneOf(
        Conditions.List[1, 3].Select(conditions => new SegmentGroup(conditions)),
        Gen.Select(Conditions.List[1, 2], SomeEvent).Select((others, some) => new SegmentGroup([.. others, some]))).List[1, 3].Select(groups => new SegmentRule(groups));

    private static Gen<SegmentCondition> SomeEvent => Gen.Select(Pick(Metrics), Windows).Select((metric, window) =>
        new SegmentCondition([new SegmentTest { Kind = SegmentTestKind.CountGreaterOrEqual, Metric = metric, Number = 1, Window = window }]));

    private Gen<SegmentCondition> Conditions => Gen.Select(Tests.List[1, 2], Gen.Bool).Select((tests, negated) => new SegmentCondition(tests, negated));

    private Gen<SegmentTest> Tests => Gen.OneOf(
        Gen.Select(Pick(SegmentTestKind.TextIn, SegmentTestKind.TextContains, SegmentTestKind.TextStarts, SegmentTestKind.TextEnds), Pick(Names), Gen.Int[1, 4])
            .Select((kind, name, length) => new SegmentTest { Kind = kind, Field = ["first_name"], Texts = [kind == SegmentTestKind.TextIn ? name : name[..Math.Min(length, name.Length)]] }),
        Gen.Select(Gen.Int[(int)SegmentTestKind.NumberEquals, (int)SegmentTestKind.NumberLessOrEqual], Gen.Int[0, 4])
            .Select((kind, number) => new SegmentTest { Kind = (SegmentTestKind)kind, Field = ["properties", "Cups of tea"], Number = number }),
        Pick(SegmentTestKind.IsTrue, SegmentTestKind.IsFalse, SegmentTestKind.IsSet).Select(kind => new SegmentTest { Kind = kind, Field = ["properties", "vip"] }),
        Pick("red", "blue", "true", "1").Select(colour => new SegmentTest { Kind = SegmentTestKind.ListContains, Field = ["properties", "colours"], Texts = [colour] }),
        Gen.Int[0, 2].Select(consent => new SegmentTest { Kind = SegmentTestKind.ConsentIs, Number = consent }),
        Gen.Const(new SegmentTest { Kind = SegmentTestKind.NotSuppressed }),
        Windows.Select(window => new SegmentTest { Kind = SegmentTestKind.TimeWithin, Field = ["consent_at"], Window = window }),
        Gen.Select(Pick(lists), Windows, Gen.Bool, Gen.Bool).Select((list, window, always, one) => new SegmentTest
        {
            Kind = SegmentTestKind.InGroup,
            Texts = one ? [list.Value] : [list.Value, lists[0].Value],
            Window = always ? null : window,
        }),
        Gen.Const(new SegmentTest { Kind = SegmentTestKind.InGroup, Segments = [inner] }),
        Gen.Select(Gen.Int[(int)SegmentTestKind.CountEquals, (int)SegmentTestKind.CountLessOrEqual], Pick(Metrics), Gen.Int[0, 3], Windows, Gen.Bool)
            .Select((kind, metric, number, window, failure) => new SegmentTest
            {
                Kind = (SegmentTestKind)kind,
                Metric = metric,
                Number = number,
                Window = window,
                Failures = failure ? [FailureType.DeviceUnreachable] : [],
                Sources = failure ? [] : [facts.Source],
            }));

    private static Gen<T> Pick<T>(params T[] among) => Gen.Int[0, among.Length - 1].Select(place => among[place]);

    private static Gen<SegmentWindow> Windows => Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 3]).Select((from, to, open) => open switch
    {
        0 => new SegmentWindow(),
        1 => new SegmentWindow(FromAgo: TimeSpan.FromDays(from)),
        2 => new SegmentWindow(ToAgo: TimeSpan.FromDays(to)),
        _ => new SegmentWindow(FromAgo: TimeSpan.FromDays(Math.Max(from, to)), ToAgo: TimeSpan.FromDays(Math.Min(from, to))),
    });

    private bool Holds(SegmentRule rule, Person person) => rule.Groups.All(group => group.Conditions.Any(condition => condition.Negated != condition.Tests.All(test => Holds(test, person))));

    private bool Holds(SegmentTest test, Person person) => test.Kind switch
    {
        SegmentTestKind.TextIn when test.Field is ["first_name"] => test.Texts.Contains(person.Name),
        SegmentTestKind.TextIn => person.City == test.Texts[0],
        SegmentTestKind.TextContains => person.Name?.Contains(test.Texts[0], StringComparison.Ordinal) == true,
        SegmentTestKind.TextStarts => person.Name?.StartsWith(test.Texts[0], StringComparison.Ordinal) == true,
        SegmentTestKind.TextEnds => person.Name?.EndsWith(test.Texts[0], StringComparison.Ordinal) == true,
        SegmentTestKind.NumberEquals => person.Tea == test.Number,
        SegmentTestKind.NumberGreater => person.Tea > test.Number,
        SegmentTestKind.NumberGreaterOrEqual => person.Tea >= test.Number,
        SegmentTestKind.NumberLess => person.Tea < test.Number,
        SegmentTestKind.NumberLessOrEqual => person.Tea <= test.Number,
        SegmentTestKind.IsTrue => person.Vip == true,
        SegmentTestKind.IsFalse => person.Vip == false,
        SegmentTestKind.IsSet => person.Vip is not null,
        SegmentTestKind.ListContains => person.Colours.Contains(test.Texts[0]),
        SegmentTestKind.TimeWithin => person.ConsentAt is { } at && Within(at, test.Window),
        SegmentTestKind.ConsentIs => (int)person.Consent == test.Number,
        SegmentTestKind.NotSuppressed => !person.Suppressed,
        SegmentTestKind.InGroup when test.Segments is [_] => Holds(Inner, person),
        SegmentTestKind.InGroup => person.Lists.Any(member => test.Texts.Contains(member.List.Value) && Within(member.At, test.Window)),
        _ => Compare(test, person.Events.Count(fact =>
            fact.Metric == test.Metric && Within(fact.At, test.Window) && (test.Failures.Count == 0 || test.Failures.Contains(fact.Failure)))),
    };

    private static bool Compare(SegmentTest test, int count) => test.Kind switch
    {
        SegmentTestKind.CountEquals => count == test.Number,
        SegmentTestKind.CountGreater => count > test.Number,
        SegmentTestKind.CountGreaterOrEqual => count >= test.Number,
        SegmentTestKind.CountLess => count < test.Number,
        SegmentTestKind.CountLessOrEqual => count <= test.Number,
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };

    private bool Within(DateTimeOffset at, SegmentWindow? window) =>
        !(at < (window?.FromAgo is { } from ? facts.Now - from : DateTimeOffset.MinValue)) && at < (window?.ToAgo is { } to ? facts.Now - to : DateTimeOffset.MaxValue);

    private sealed class Person
    {
        public Person(int number, Random random, ListId[] lists, DateTimeOffset now)
        {
            Number = number;
            Name = random.Next(6) == 0 ? null : Names[random.Next(Names.Length)];
            City = random.Next(3) == 0 ? null : Cities[random.Next(Cities.Length)];
            Tea = random.Next(3) == 0 ? null : random.Next(5);
            Vip = random.Next(3) switch { 0 => null, 1 => true, _ => false };
            Colours = [.. ((string[])["red", "blue", "true"]).Where(_ => random.Next(2) == 0)];
            var asked = random.Next(3) > 0;
            Unsubscribed = asked && random.Next(3) == 0;
            Suppressed = random.Next(5) == 0;
            ConsentAt = asked ? now.AddHours(-random.Next(40 * 24)) : null;
            Lists = [.. lists.Where(_ => random.Next(2) == 0).Select(list => (list, now.AddHours(-random.Next(40 * 24))))];
            Events = [.. Enumerable.Range(0, random.Next(8)).Select(_ => (
                Metrics[random.Next(Metrics.Length)], now.AddHours(-random.Next(40 * 24)).AddMilliseconds(-1),
                random.Next(2) == 0 ? FailureType.DeviceUnreachable : FailureType.CarrierViolation))];
            var attributes = new JsonObject { ["properties"] = new JsonObject() };
            if (Name is not null) attributes["first_name"] = Name;
            if (City is not null) attributes["location"] = new JsonObject { ["city"] = City };
            if (Tea is not null) attributes["properties"]!["Cups of tea"] = Tea;
            if (Vip is not null) attributes["properties"]!["vip"] = Vip;
            attributes["properties"]!["colours"] = new JsonArray([.. Colours.Select(colour => colour == "true" ? JsonValue.Create(true) : (JsonNode)colour)]);
            Row = LedgerFacts.Row(number, Unsubscribed ? null : ConsentAt, attributes.ToJsonString()) with { ExternalId = $"s-{number}" };
        }

        public int Number { get; }
        public SubscriberId Id => Row.Id;
        public string? Name { get; }
        public string? City { get; }
        public double? Tea { get; }
        public bool? Vip { get; }
        public string[] Colours { get; }
        public bool Unsubscribed { get; }
        public bool Suppressed { get; }
        public DateTimeOffset? ConsentAt { get; }
        public SmsConsent Consent => ConsentAt is null ? SmsConsent.Never : Unsubscribed ? SmsConsent.Unsubscribed : SmsConsent.Subscribed;
        public (ListId List, DateTimeOffset At)[] Lists { get; }
        public (Metric Metric, DateTimeOffset At, FailureType Failure)[] Events { get; }
        public ProfileWriteRow Row { get; }
        public ProfileWriteRow Bare => LedgerFacts.Row(Number);

        public bool IsOn(ListId list) => Lists.Any(member => member.List == list);
    }
}
