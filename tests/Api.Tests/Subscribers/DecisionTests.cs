using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Sms;

public sealed class DecisionTests
{
    private const string Person = "abcdefghijklmnopqrstuvwxyz";
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly SourceId Campaign = new("campaign/01ARZ3NDEKTSV4RRFFQ69G5FAV");

    [Fact]
    public async Task Decisions_say_what_became_of_each_message_and_why_page_by_page()
    {
        await using var app = await StartAsync();
        var seen = new List<string>();
        var next = $"/api/profiles/{Person}/decisions?page[size]=2";
        while (next is not null)
        {
            var (status, page, _) = await app.GetAsync(next);
            Assert.Equal(200, status);
            seen.AddRange(page!["data"]!.AsArray().Select(item => item!["attributes"]!)
                .Select(one => $"{one["decision"]} {one["reason"]}: {one["detail"]} {one["waiting"]} {one["message_id"]}"));
            next = (string?)page["links"]!["next"];
        }
        Assert.Equal(
            [
                $"deferred Quiet Hours: texts only US 08:00-21:00 true {Campaign.Key}-2611-0",
                $"skipped Smart Sending: window 1.00:00:00 false {Campaign.Key}-2611-1",
                $"sent :  false {Campaign.Key}-2611-2",
            ],
            seen);
    }

    [Theory]
    [InlineData("nobody/decisions", 404, null)]
    [InlineData(Person + "/decisions?filter=equals(campaign_id,\"x\")", 400, "filter")]
    [InlineData(Person + "/decisions?filter=equals(reason,\"x\")", 400, "filter")]
    [InlineData(Person + "/decisions?page[size]=101", 400, "page[size]")]
    public async Task What_cannot_be_asked_is_refused(string path, int expected, string? parameter)
    {
        await using var app = await StartAsync();
        var (status, answer, _) = await app.GetAsync("/api/profiles/" + path);
        Assert.Equal((expected, parameter), (status, (string?)answer!["errors"]![0]!["source"]?["parameter"]));
    }

    private static async Task<GatewayApp> StartAsync()
    {
        var app = await GatewayApp.StartAsync();
        app.Grains.Put("0", DispatchProxy.Create<IMetricsGrain, Decided>());
        app.Grains.Put("0", DispatchProxy.Create<IProfilesGrain, Known>());
        return app;
    }

    [SuppressMessage("Performance", "CA1852", Justification = "The proxy derives from it.")]
    private class Decided : DispatchProxy
    {
        private static readonly Decision[] All =
        [
            Make(0, DecisionVerdict.Deferred) with { Reason = SkipReason.QuietHours, Detail = "texts only US 08:00-21:00", Until = Noon.AddHours(1), Waiting = true },
            Make(1, DecisionVerdict.Skipped) with { Reason = SkipReason.SmartSending, Detail = "window 1.00:00:00" },
            Make(2, DecisionVerdict.Sent),
        ];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var query = (DecisionQuery)args![0]!;
            var left = All.SkipWhile(decision => query.After is { } after && decision.Id != after).Skip(query.After is null ? 0 : 1).ToList();
            return Task.FromResult(new DecisionPage([.. left.Take(query.Size)], left.Count > query.Size));
        }

        private static Decision Make(int number, DecisionVerdict verdict) => new()
        {
            Id = new Guid($"00000000-0000-0000-0000-{9 - number:000000000000}"),
            At = Noon.AddMinutes(-number),
            Verdict = verdict,
            Source = Campaign,
            Message = new MessageId($"{Campaign.Key}-2611-{number}"),
        };
    }

    [SuppressMessage("Performance", "CA1852", Justification = "The proxy derives from it.")]
    private class Known : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            Task.FromResult<Profile?>(new Profile { Id = new SubscriberId(Person), Phone = "+12025550123", Country = "US" });
    }
}
