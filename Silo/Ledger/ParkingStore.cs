namespace Sms;

/// <summary>Parked receipts by statements that both databases have.</summary>
internal sealed class ParkingStore(ILedgerStatements statements) : IParkingStore
{
    private readonly BatchedReader<(string Carrier, string Id), MessageId?> messages = new(ids => FindAsync(statements, ids), null);
    private readonly BatchedReader<(string Carrier, string Id), IReadOnlyList<ParkedItem>> parked = new(ids => ReadAsync(statements, ids), []);

    public async Task<IReadOnlyList<ParkedItem>> ReadAsync(DateTimeOffset at, Guid after, int size) =>
        await ReadAsync([new("at", at), new("after", after), new("size", size)], "page");

    public async Task<ParkedItem?> ReadOneAsync(Guid id) => (await ReadAsync([new("id", id)], "one")).FirstOrDefault();

    public async Task<IReadOnlyList<ParkedItem>> ReadByProviderAsync(string carrier, IReadOnlyList<string> providerIds) =>
        [.. (await Task.WhenAll(providerIds.Select(id => parked.ReadAsync((carrier, id))))).SelectMany(items => items)];

    public Task<MessageId?> FindMessageAsync(string carrier, string providerId) => messages.ReadAsync((carrier, providerId));

    public Task DeleteAsync(Guid id) => statements.WriteAsync("parked_delete.sql", [new("id", id)], row => true);

    public async Task<int> ExpireAsync(DateTimeOffset before) =>
        (await statements.WriteAsync("parked_expire.sql", [new("before", before), new("size", 5_000)], row => true)).Count;

    private Task<List<ParkedItem>> ReadAsync(IReadOnlyList<SqlParameter> parameters, string which) => statements.ReadAsync("parked_read.sql", parameters, Item, [which]);

    private static async Task<IReadOnlyDictionary<(string, string), MessageId?>> FindAsync(ILedgerStatements statements, IReadOnlyList<(string Carrier, string Id)> ids)
    {
        var found = new Dictionary<(string, string), MessageId?>();
        foreach (var of in ids.GroupBy(id => id.Carrier))
            foreach (var (id, message) in await statements.ReadAsync("provider_message.sql", Names(of), row => (row.Text(0), new MessageId(row.Text(1)))))
                found[(of.Key, id)] = message;
        return found;
    }

    private static async Task<IReadOnlyDictionary<(string, string), IReadOnlyList<ParkedItem>>> ReadAsync(ILedgerStatements statements, IReadOnlyList<(string Carrier, string Id)> ids)
    {
        var found = new Dictionary<(string, string), IReadOnlyList<ParkedItem>>();
        foreach (var of in ids.GroupBy(id => id.Carrier))
            foreach (var items in (await statements.ReadAsync("parked_read.sql", Names(of), Item, ["provider"])).GroupBy(item => item.Parked.ProviderId!))
                found[(of.Key, items.Key)] = [.. items];
        return found;
    }

    private static IReadOnlyList<SqlParameter> Names(IGrouping<string, (string Carrier, string Id)> of) =>
        [new("carrier", of.Key), new("provider_ids", of.Select(id => id.Id).ToList())];

    private static ParkedItem Item(LedgerRow row)
    {
        var parked = new ParkedReceipt(row.Id(0), row.Time(1), row.Text(2), row.Text(3), row.TextOrNull(4), row.TextOrNull(5), row.Text(6));
        var receipt = row.IsNull(7) || parked.ProviderId is null ? null : new DeliveryReceipt
        {
            Carrier = parked.Carrier,
            ProviderId = parked.ProviderId,
            Status = (DeliveryStatus)row.Short(7),
            VendorStatus = parked.VendorStatus ?? "",
            VendorCode = row.TextOrNull(8),
            Failure = (FailureType)(row.IsNull(9) ? 0 : row.Short(9)),
            Part = row.TextOrNull(10),
            Raw = parked.Raw,
            ArrivedAt = parked.At,
        };
        return new ParkedItem(parked with { Receipt = receipt }, row.Message(11));
    }
}
