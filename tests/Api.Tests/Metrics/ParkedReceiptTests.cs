using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Sms;

public sealed class ParkedReceiptTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_follow_each_other_without_gaps_by_link_or_by_the_link_as_a_cursor(bool linkAsCursor)
    {
        await using var app = await GatewayApp.StartAsync();
        var metrics = DispatchProxy.Create<IMetricsGrain, ParkedReceipts>();
        app.Grains.Put("0", metrics);
        var read = new List<string>();
        var pages = 0;
        for (var next = "/api/parked-receipts?page[size]=10"; next is not null; pages++)
        {
            var (status, page, _) = await app.GetAsync(next);
            Assert.Equal(200, status);
            read.AddRange(page!["data"]!.AsArray().Select(receipt => (string)receipt!["id"]!));
            var link = (string?)page["links"]!["next"];
            next = link is null || !linkAsCursor ? link : "/api/parked-receipts?page[cursor]=" + Uri.EscapeDataString(link);
        }
        Assert.Equal(((ParkedReceipts)metrics).All.Select(receipt => receipt.Id.ToString()), read);
        Assert.Equal(3, pages);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("99999999999999999 01890000000070008000000000000000")]
    [InlineData("1 2")]
    public async Task A_cursor_of_another_list_is_refused(string position)
    {
        await using var app = await GatewayApp.StartAsync();
        var (status, answer, _) = await app.GetAsync("/api/parked-receipts?page[cursor]=" + new Cursor(position, null, null, 10).Encode());
        Assert.Equal((400, "page[cursor]"), (status, (string?)answer!["errors"]![0]!["source"]!["parameter"]));
    }

    /// <summary>Thirty of them, newest first, ten in each millisecond.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "The proxy derives from it.")]
    private class ParkedReceipts : DispatchProxy
    {
        public List<ParkedReceipt> All { get; } =
        [
            .. Enumerable.Range(0, 30).Select(i => new ParkedReceipt(
                new Guid($"00000000-0000-0000-0000-{30 - i:000000000000}"), Now.AddMilliseconds(-i / 10), "sandbox", "unknown", null, "sent", "a=1")),
        ];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => (targetMethod?.Name, args) switch
        {
            (nameof(IMetricsGrain.ParkedReceiptsAsync), [int size]) => Answer(All.Take(size)),
            (nameof(IMetricsGrain.ParkedReceiptsAfterAsync), [ParkedPlace place, int size]) =>
                Answer(All.SkipWhile(receipt => (receipt.At, receipt.Id) != (place.At, place.Id)).Skip(1).Take(size)),
            var (other, _) => throw new NotSupportedException(other),
        };

        private static Task<IReadOnlyList<ParkedReceipt>> Answer(IEnumerable<ParkedReceipt> receipts) => Task.FromResult<IReadOnlyList<ParkedReceipt>>([.. receipts]);
    }
}
