using System.Globalization;

namespace Sms;

/// <summary>Receipts for messages nobody knows: kept, and shown, so that none is lost unseen.</summary>
internal static class ParkedReceiptEndpoints
{
    private static readonly long MostMilliseconds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
    private static readonly ListShape Shape = new() { DefaultSize = 100, MaxSize = 1_000 };

    public static void MapParkedReceipts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/parked-receipts", ListAsync).WithTags("Messages").WithSummary("Receipts without a message, newest first.").Refuses();

    private static async Task<JsonApi<Collection<ParkedReceiptAttributes>>> ListAsync(
        [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(Shape);
        // One more than the page holds tells whether there is another.
        var place = list.Position is { } position ? Place(position) : null;
        var receipts = place is not null
            ? await grains.Metrics().ParkedReceiptsAfterAsync(place, list.Size + 1)
            : await grains.Metrics().ParkedReceiptsAsync(list.Size + 1);
        var page = receipts.Take(list.Size).ToList();
        var next = receipts.Count > page.Count ? list.CursorTo(Position(page[^1])) : null;
        return new(new Collection<ParkedReceiptAttributes>(
            [.. page.Select(receipt => new Resource<ParkedReceiptAttributes>("parked-receipt", receipt.Id.ToString(), ParkedReceiptAttributes.Of(receipt), links.Self(request)))],
            links.Page(request, next)));
    }

    private static string Position(ParkedReceipt last) => string.Create(CultureInfo.InvariantCulture, $"{last.At.ToUnixTimeMilliseconds()} {last.Id:N}");

    private static ParkedPlace Place(string position)
    {
        var blank = position.IndexOf(' ', StringComparison.Ordinal);
        return blank > 0 && long.TryParse(position.AsSpan(0, blank), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at < MostMilliseconds && Guid.TryParseExact(position.AsSpan(blank + 1), "N", out var id)
            ? new ParkedPlace(DateTimeOffset.FromUnixTimeMilliseconds(at), id)
            : throw RefusedException.Parameter("page[cursor]", "This cursor belongs to another list.");
    }
}

public sealed record ParkedReceiptAttributes(
    DateTimeOffset Datetime, string Carrier, string MessageId, string? ProviderId, string? VendorStatus, string Raw)
{
    public static ParkedReceiptAttributes Of(ParkedReceipt receipt) =>
        new(receipt.At, receipt.Carrier, receipt.MessageId, receipt.ProviderId, receipt.VendorStatus, receipt.Raw);
}
