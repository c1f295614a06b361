namespace Sms;

public sealed class ListTests
{
    private static readonly object Newsletter = new { data = new { type = "list", attributes = new { name = "Newsletter" } } };

    [Fact]
    public async Task A_repeated_request_with_its_key_is_answered_as_the_first_time_and_done_once()
    {
        await using var app = await GatewayApp.StartAsync();
        var lists = new RememberedLists();
        app.Grains.Put<IListsGrain>("lists/all", lists);
        var (status, first, _) = await app.PostAsync("/api/lists", Newsletter, ("Idempotency-Key", "k1"));
        Assert.Equal(201, status);
        var (again, second, response) = await app.PostAsync("/api/lists", Newsletter, ("Idempotency-Key", "k1"));
        Assert.Equal(201, again);
        Assert.Equal(first!.ToJsonString(), second!.ToJsonString());
        Assert.NotNull(response.Headers.Location);
        Assert.Single(lists.All);

        var other = new { data = new { type = "list", attributes = new { name = "Another" } } };
        Assert.Equal(422, (await app.PostAsync("/api/lists", other, ("Idempotency-Key", "k1"))).Status);
        Assert.Equal(201, (await app.PostAsync("/api/lists", other, ("Idempotency-Key", "k2"))).Status);
        app.Clock.Advance(IdempotentAnswers.Kept);
        Assert.Equal(201, (await app.PostAsync("/api/lists", other, ("Idempotency-Key", "k1"))).Status);
        Assert.Equal(3, lists.All.Count);
    }

    [Fact]
    public async Task A_refused_request_does_not_use_its_key_up()
    {
        await using var app = await GatewayApp.StartAsync();
        app.Grains.Put<IListsGrain>("lists/all", new RememberedLists());
        Assert.Equal(400, (await app.PostAsync("/api/lists", "{}", ("Idempotency-Key", "k"))).Status);
        Assert.Equal(201, (await app.PostAsync("/api/lists", Newsletter, ("Idempotency-Key", "k"))).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_follow_each_other_without_gaps_by_link_or_by_the_link_as_a_cursor(bool linkAsCursor)
    {
        await using var app = await GatewayApp.StartAsync();
        var lists = new RememberedLists();
        for (var i = 0; i < 25; i++) await lists.CreateAsync($"List {i:00}", false);
        app.Grains.Put<IListsGrain>("lists/all", lists);
        var names = new List<string>();
        var next = "/api/lists?sort=-name&page[size]=10";
        while (next is not null)
        {
            var (status, page, _) = await app.GetAsync(next);
            Assert.Equal(200, status);
            names.AddRange(page!["data"]!.AsArray().Select(list => (string)list!["attributes"]!["name"]!));
            var link = (string?)page["links"]!["next"];
            next = link is null || !linkAsCursor ? link : "/api/lists?page[cursor]=" + Uri.EscapeDataString(link);
        }
        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(i => $"List {i:00}"), names);
    }

    [Fact]
    public async Task Lists_are_filtered_by_name_and_time_together()
    {
        await using var app = await GatewayApp.StartAsync();
        var lists = new RememberedLists();
        await lists.CreateAsync("A", false);
        await lists.CreateAsync("B", true);
        app.Grains.Put<IListsGrain>("lists/all", lists);
        var (_, page, _) = await app.GetAsync("/api/lists?filter=and(any(name,[\"B\",\"C\"]),greater-than(created,2020-01-01))&fields[list]=opt_in_process");
        Assert.Equal("""{"opt_in_process":"double_opt_in"}""", Assert.Single(page!["data"]!.AsArray())!["attributes"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"data":{"type":"list","attributes":{"name":" "}}}""", "/data/attributes/name")]
    [InlineData("""{"data":{"type":"list"}}""", "/data/attributes")]
    [InlineData("""{"data":{"type":"profile","attributes":{"name":"x"}}}""", "/data/type")]
    [InlineData("""{"data":{"type":"list","attributes":{"name":"x","opt_in_process":"maybe"}}}""", "/data/attributes/opt_in_process")]
    public async Task What_is_wrong_is_named(string body, string place)
    {
        await using var app = await GatewayApp.StartAsync();
        var (status, answer, _) = await app.PostAsync("/api/lists", body);
        Assert.Equal(400, status);
        Assert.Equal(place, (string?)answer!["errors"]![0]!["source"]!["pointer"]);
    }

    [Fact]
    public async Task A_null_among_ids_is_named_too()
    {
        await using var app = await GatewayApp.StartAsync();
        var (status, answer, _) = await app.PostAsync("/api/lists/01ARZ3NDEKTSV4RRFFQ69G5FAV/relationships/profiles", """{"data":[null]}""");
        Assert.Equal(400, status);
        Assert.Equal("/data/0", (string?)answer!["errors"]![0]!["source"]!["pointer"]);
    }

    private sealed class RememberedLists : IListsGrain
    {
        public List<ListDefinition> All { get; } = [];

        public Task<ListDefinition> CreateAsync(string name, bool doubleOptIn)
        {
            var at = new DateTimeOffset(2026, 1, 1, 0, 0, All.Count, TimeSpan.Zero);
            All.Insert(0, new ListDefinition { Id = new ListId(Ulid.NewUlid(at).ToString()), Name = name, DoubleOptIn = doubleOptIn, Created = at, Updated = at });
            return Task.FromResult(All[0]);
        }

        public Task<IReadOnlyList<ListDefinition>> ListAsync() => Task.FromResult<IReadOnlyList<ListDefinition>>([.. All]);

        public Task ForgetAsync(ListId id) => Task.CompletedTask;
    }
}
