namespace Sms;

/// <summary>Receipts for messages nobody knows: kept, and shown, so that none is lost unseen.</summary>
internal static class ParkedReceiptEndpoints
{
    private static readonly ListShape Shape = new() { DefaultSize = 100, MaxSize = 1_000 };

    public static void MapParkedReceipts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/parked-receipts", ListAsync).WithTags("Messages").WithSummary("Receipts without a message, newest first.").Refuses();

    private static async Task<JsonApi<Collection<ParkedReceiptAttributes>>> ListAsync(
        [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var receipts = await grains.Metrics().ParkedReceiptsAsync(parameters.Read(Shape).Size);
        return new(new Collection<ParkedReceiptAttributes>(
            [.. receipts.Select(receipt => new Resource<ParkedReceiptAttributes>("parked-receipt", receipt.Id.ToString(), ParkedReceiptAttributes.Of(receipt), links.Self(request)))],
            links.Page(request, null)));
    }
}

public sealed record ParkedReceiptAttributes(
    DateTimeOffset Datetime, string Carrier, string MessageId, string? ProviderId, string? VendorStatus, string Raw)
{
    public static ParkedReceiptAttributes Of(ParkedReceipt receipt) =>
        new(receipt.At, receipt.Carrier, receipt.MessageId, receipt.ProviderId, receipt.VendorStatus, receipt.Raw);
}
