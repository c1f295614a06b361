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
        await JoinAsync(key.Message, key.Carrier, [key.ProviderId]);
    }

    /// <summary>Records what was parked for a message whose ids at the provider have just become known.</summary>
    public async Task JoinAsync(MessageId message, string carrier, IReadOnlyList<string> providerIds)
    {
        foreach (var item in await store.ReadByProviderAsync(carrier, providerIds)) await TryJoinAsync(item with { Known = message });
    }

    /// <summary>True when the receipt found its message; it is recorded there before it is forgotten here.</summary>
    public async Task<bool> TryJoinAsync(ParkedItem item)
    {
        if (item.Parked.Receipt is not { } receipt) return false;
        var message = item.Known;
        if (message is null && MessageId.TryParse(item.Parked.MessageId, out var named) && (await ledger.ReadAsync(StreamId.Of(named))).Count > 0) message = named;
        if (message is not { } found) return false;
        // A message that was never submitted would only park it once more.
        if (await grains.Message(found).RecordAsync(receipt) == ReceiptOutcome.Parked) return false;
        await store.DeleteAsync(item.Parked.Id);
        return true;
    }
}
