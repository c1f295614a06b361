namespace Sms;

public sealed class SendingNumberTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"number":"+18005550100","segments_per_second":-1}""", "/data/attributes/segments_per_second")]
    [InlineData("""{"number":"+18005550100","segments_per_second":100001}""", "/data/attributes/segments_per_second")]
    [InlineData("""{"number":"+18005550100","type":"fax"}""", "/data/attributes/type")]
    [InlineData("""{"number":"+18005550100","type":"short_code"}""", "/data/attributes/number")]
    [InlineData("""{"number":"78745","type":"toll_free"}""", "/data/attributes/number")]
    [InlineData("""{"number":"12"}""", "/data/attributes/number")]
    [InlineData("""{"number":"+1 800 555 0100"}""", "/data/attributes/number")]
    [InlineData("""{"number":"٧٨٧٤٥"}""", "/data/attributes/number")]
    [InlineData("""{"number":" "}""", "/data/attributes/number")]
    [InlineData("""{"type":"short_code"}""", "/data/attributes/number")]
    [InlineData("""{"number":"78745","status":"fine"}""", "/data/attributes/status")]
    [InlineData("""{"number":"78745","countries":["US","Germany"]}""", "/data/attributes/countries/1")]
    [InlineData("""{"number":"78745","countries":["ZZ"]}""", "/data/attributes/countries/0")]
    [InlineData("""{"number":"78745","countries":[null]}""", "/data/attributes/countries/0")]
    [InlineData("""{"number":"78745","carrier":""}""", "/data/attributes/carrier")]
    [InlineData("""{"number":"78746","carrier":"pigeon"}""", "/data/attributes/carrier")]
    public async Task What_is_wrong_with_a_new_number_is_named(string attributes, string place)
    {
        await using var app = await StartAsync();
        var (status, answer, _) = await app.PostAsync("/api/sending-numbers", $$$"""{"data":{"type":"sending-number","attributes":{{{attributes}}}}}""");
        Assert.Equal((400, place), (status, (string)answer!["errors"]![0]!["source"]!["pointer"]!));
    }

    [Theory]
    [InlineData("""{"segments_per_second":-0.5,"reason":"x"}""", "/data/attributes/segments_per_second")]
    [InlineData("""{"status":"suspended"}""", "/data/attributes/reason")]
    [InlineData("""{"status":"sleeping","reason":"x"}""", "/data/attributes/status")]
    [InlineData("""{"reason":"x"}""", "/data/attributes")]
    [InlineData("""{"type":"toll_free","status":"verified","reason":"x"}""", "/data/attributes/type")]
    [InlineData("""{"carrier":"main","status":"verified","reason":"x"}""", "/data/attributes/carrier")]
    [InlineData("""{"countries":["usa"],"reason":"x"}""", "/data/attributes/countries/0")]
    public async Task What_is_wrong_with_a_change_is_named(string attributes, string place)
    {
        await using var app = await StartAsync();
        var (status, answer, _) = await app.SendAsync(
            HttpMethod.Patch, "/api/sending-numbers/78745", $$$"""{"data":{"type":"sending-number","id":"78745","attributes":{{{attributes}}}}}""");
        Assert.Equal((400, place), (status, (string)answer!["errors"]![0]!["source"]!["pointer"]!));
    }

    [Fact]
    public async Task A_number_is_added_found_changed_and_removed()
    {
        await using var app = await StartAsync();
        var (status, answer, response) = await app.PostAsync(
            "/api/sending-numbers", """{"data":{"type":"sending-number","attributes":{"number":"+18005550100","segments_per_second":3,"countries":["us","CA","US"],"reason":"bought"}}}""");
        Assert.Equal(201, status);
        var attributes = answer!["data"]!["attributes"]!;
        Assert.Equal(("+18005550100", "toll_free", "unverified", false, "api"),
            ((string)answer["data"]!["id"]!, (string)attributes["type"]!, (string)attributes["status"]!, (bool)attributes["sends"]!, (string)attributes["source"]!));
        Assert.Equal("""["US","CA"]""", attributes["countries"]!.ToJsonString());
        Assert.EndsWith("/api/sending-numbers/%2B18005550100", response.Headers.Location!.ToString(), StringComparison.Ordinal);

        Assert.Equal(409, (await app.PostAsync("/api/sending-numbers", """{"data":{"type":"sending-number","attributes":{"number":"+18005550100"}}}""")).Status);
        foreach (var path in (string[])["/api/sending-numbers/%2B18005550100", "/api/sending-numbers/+18005550100"])
        {
            var (found, one, _) = await app.SendAsync(
                HttpMethod.Patch, path, """{"data":{"type":"sending-number","id":"+18005550100","attributes":{"status":"verified","reason":"approved"}}}""");
            Assert.Equal((200, "verified"), (found, (string)one!["data"]!["attributes"]!["status"]!));
        }

        var history = (await app.GetAsync("/api/sending-numbers/%2B18005550100")).Body!["data"]!["attributes"]!["history"]!.AsArray();
        Assert.Equal(["status", "added"], history.Select(change => (string)change!["what"]!));
        Assert.Equal(409, (await app.SendAsync(HttpMethod.Delete, "/api/sending-numbers/78745")).Status);
        Assert.Equal(204, (await app.SendAsync(HttpMethod.Delete, "/api/sending-numbers/%2B18005550100")).Status);
        Assert.Equal(404, (await app.GetAsync("/api/sending-numbers/%2B18005550100")).Status);
        Assert.Equal(404, (await app.SendAsync(HttpMethod.Delete, "/api/sending-numbers/%2B18005550100")).Status);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gaps()
    {
        await using var app = await StartAsync();
        for (var i = 0; i < 24; i++)
            Assert.Equal(201, (await app.PostAsync("/api/sending-numbers", $$$$"""{"data":{"type":"sending-number","attributes":{"number":"+120255501{{{{i:00}}}}"}}}""")).Status);
        var seen = new List<string>();
        for (var next = "/api/sending-numbers?page[size]=10&sort=number"; next is not null;)
        {
            var (status, page, _) = await app.GetAsync(next);
            Assert.Equal(200, status);
            seen.AddRange(page!["data"]!.AsArray().Select(number => (string)number!["id"]!));
            next = (string?)page["links"]!["next"];
        }

        Assert.Equal(Enumerable.Range(0, 24).Select(i => $"+120255501{i:00}").Append("78745"), seen);
        var (_, verified, _) = await app.GetAsync("/api/sending-numbers?filter=equals(status,\"verified\")");
        Assert.Equal("78745", (string)Assert.Single(verified!["data"]!.AsArray())!["id"]!);
    }

    private static async Task<GatewayApp> StartAsync()
    {
        var app = await GatewayApp.StartAsync();
        app.Grains.Put<ISendingNumbersGrain>("numbers/all", new RememberedNumbers());
        return app;
    }

    /// <summary>Decides nothing a client could get wrong; what it does itself is tested in a silo.</summary>
    private sealed class RememberedNumbers : ISendingNumbersGrain
    {
        private readonly List<NumberDetail> all =
            [new(new NumberRecord { Number = "78745", Type = NumberType.ShortCode, Carrier = "main", Status = NumberStatus.Verified, Configured = true, Created = At, Updated = At }, [], new NumberPaceView())];

        public Task<IReadOnlyList<NumberDetail>> ListAsync() => Task.FromResult<IReadOnlyList<NumberDetail>>([.. all]);
        public Task<NumberDetail?> GetAsync(string number) => Task.FromResult(all.Find(one => one.Record.Number == number));

        public Task<NumberWrite> AddAsync(NumberDraft draft)
        {
            if (all.Exists(one => one.Record.Number == draft.Number)) return Task.FromResult(new NumberWrite(NumberVerdict.Taken));
            if (draft.Carrier is not (null or "main")) return Task.FromResult(new NumberWrite(NumberVerdict.UnknownCarrier, null, ["main"]));
            var record = new NumberRecord
            {
                Number = draft.Number,
                Type = draft.Type,
                Carrier = "main",
                Status = draft.Status,
                SegmentsPerSecond = draft.SegmentsPerSecond,
                Countries = draft.Countries,
                Created = At,
                Updated = At,
            };
            all.Add(new NumberDetail(record, [new NumberChange(At, "added", null, draft.Status.Word(), draft.Reason)], new NumberPaceView()));
            return Task.FromResult(new NumberWrite(NumberVerdict.Written, all[^1]));
        }

        public Task<NumberWrite> PatchAsync(string number, NumberPatch patch)
        {
            var place = all.FindIndex(one => one.Record.Number == number);
            if (place < 0) return Task.FromResult(new NumberWrite(NumberVerdict.Unknown));
            var (record, history, pace) = all[place];
            if (patch.Status is { } status && status != record.Status)
                all[place] = new NumberDetail(record with { Status = status }, [new NumberChange(At, "status", null, status.Word(), patch.Reason), .. history], pace);
            return Task.FromResult(new NumberWrite(NumberVerdict.Written, all[place]));
        }

        public Task<NumberVerdict> RemoveAsync(string number, string? reason) => Task.FromResult(
            all.Find(one => one.Record.Number == number) is not { } found ? NumberVerdict.Unknown
            : found.Record.Configured ? NumberVerdict.Configured
            : all.Remove(found) ? NumberVerdict.Written : NumberVerdict.Unknown);

        public Task<NumberEdition?> ReadAsync(string? edition) => throw new NotSupportedException();
        public Task NotePaceAsync(string number, double? slowedTo) => throw new NotSupportedException();
    }
}
