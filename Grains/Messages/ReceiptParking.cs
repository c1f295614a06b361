using System.Globalization;

namespace Sms;

/// <summary>
/// Keeps a receipt whose message is not known (yet), and brings the two together. Whoever parks looks for the message again afterwards, and whoever learns a
/// message's provider id looks for parked receipts afterwards: whichever of the two is later finds the other.
/// </summary>
internal sealed class ReceiptParking(IParkingStore store, ILedger ledger, IGrainFactory grains)
{
    public Task<MessageId?> FindAsync(string carrier, string providerId) => store.FindMessageAsync(carrier, providerId);

    /// <param name="name">What the callback called the message; need not be one of our ids.</param>
    public async Task ParkAsync(ParkedReceipt parked, string name)
    {
        var month = int.Parse(parked.At.UtcDateTime.ToString("yyMM", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        await ledger.CommitAsync(new LedgerEntry(new StreamId(name, month), []) { Parked = parked });
        if (parked is { Receipt: not null, ProviderId: { } providerId } && await FindAsync(parked.Carrier, providerId) is { } message)
            await TryJoinAsync(new ParkedItem(parked, message));
    }

    /// <summary>Notes whose an id is, for receipts to come, and records those that came before.</summary>
    public async Task LearnAsync(ProviderKey key)
    {
        await ledger.CommitAsync(new LedgerEntry(StreamId.Of(key.Message), []) { ProviderKeys = [key] });
        await JoinAsync(key.Carrier, [key.ProviderId], grains.Message(key.Message).RecordAsync);
    }

    /// <summary>Records what was parked for a message whose ids at the provider have just become known.</summary>
    /// <param name="record">
    /// The message. In a turn of its own it must be the grain itself and no reference to it: once settled it is about to leave memory, and takes no more calls until
    /// that turn has ended.
    /// </param>
    public async Task JoinAsync(string carrier, IReadOnlyList<string> providerIds, Func<DeliveryReceipt, Task<ReceiptOutcome>> record)
    {
        foreach (var item in await store.ReadByProviderAsync(carrier, providerIds))
            if (item.Parked.Receipt is { } receipt) await RecordAsync(item.Parked.Id, receipt, record);
    }

    /// <summary>True when the receipt found its message; it is recorded there before it is forgotten here.</summary>
    public async Task<bool> TryJoinAsync(ParkedItem item)
    {
        if (item.Parked.Receipt is not { } receipt) return false;
        var message = item.Known;
        if (message is null && MessageId.TryParse(item.Parked.MessageId, out var named) && (await ledger.ReadAsync(StreamId.Of(named))).Count > 0) message = named;
        if (message is not { } found) return false;
        return await RecordAsync(item.Parked.Id, receipt, grains.Message(found).RecordAsync);
    }

    private async Task<bool> RecordAsync(Guid parked, DeliveryReceipt receipt, Func<DeliveryReceipt, Task<ReceiptOutcome>> record)
    {
        // A message that was never submitted would only park it once more.
        if (await record(receipt) == ReceiptOutcome.Parked) return false;
        await store.DeleteAsync(parked);
        return true;
    }
}
