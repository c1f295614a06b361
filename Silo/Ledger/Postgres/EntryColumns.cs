using Npgsql;

namespace Sms;

/// <summary>What entries carry beside plain events, by column, as <c>commit_entries.sql</c> takes it.</summary>
internal sealed class EntryColumns
{
    /// <summary>An entry without events has no first event that guards its parts.</summary>
    private const int Unguarded = -1;

    private readonly List<int> eventEntry = [];
    private readonly List<bool> eventFirst = [];
    private readonly List<int> consentEntry = [];
    private readonly List<string> consentSubscriber = [];
    private readonly List<short?> consent = [];
    private readonly List<DateTime> consentAt = [];
    private readonly List<string?> consentMethod = [];
    private readonly List<int> consentVersion = [];
    private readonly List<bool?> consentFlagged = [];
    private readonly List<DateTime?> consentTextedAt = [];
    private readonly List<string?> consentTextedTo = [];
    private readonly List<int> receiptEntry = [];
    private readonly List<string> receiptMessage = [];
    private readonly List<Guid> receiptId = [];
    private readonly List<DateTime> receiptAt = [];
    private readonly List<string> receiptCarrier = [];
    private readonly List<string?> receiptProvider = [];
    private readonly List<string> receiptStatus = [];
    private readonly List<string> receiptRaw = [];
    private readonly List<string?> receiptDetail = [];
    private readonly List<int> parkedEntry = [];
    private readonly List<Guid> parkedId = [];
    private readonly List<DateTime> parkedAt = [];
    private readonly List<string> parkedCarrier = [];
    private readonly List<string> parkedMessage = [];
    private readonly List<string?> parkedProvider = [];
    private readonly List<string?> parkedStatus = [];
    private readonly List<string> parkedRaw = [];
    private readonly List<short?> parkedReading = [];
    private readonly List<string?> parkedCode = [];
    private readonly List<short?> parkedFailure = [];
    private readonly List<string?> parkedPart = [];
    private readonly List<int> keyEntry = [];
    private readonly List<string> keyCarrier = [];
    private readonly List<string> keyProvider = [];
    private readonly List<string> keyMessage = [];
    private readonly List<DateTime> keyAt = [];
    private readonly List<int> joinEntry = [];
    private readonly List<string> joinList = [];
    private readonly List<string> joinSubscriber = [];
    private readonly List<DateTime> joinAt = [];

    public void Fill(IReadOnlyList<LedgerEntry> entries)
    {
        Clear();
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            for (var j = 0; j < entry.Events.Count; j++)
            {
                eventEntry.Add(i);
                eventFirst.Add(j == 0);
            }
            var guard = entry.Events.Count > 0 ? i : Unguarded;
            if (entry.Consent is { } update) Add(guard, update);
            if (entry.Receipt is { } receipt) Add(guard, receipt);
            if (entry.Parked is { } parked) Add(guard, parked);
            foreach (var key in entry.ProviderKeys) Add(guard, key);
            foreach (var join in entry.Joins) Add(guard, join);
        }
    }

    public void BindTo(NpgsqlParameterCollection parameters)
    {
        parameters.AddList(eventEntry);
        parameters.AddList(eventFirst);
        parameters.AddList(consentEntry);
        parameters.AddList(consentSubscriber);
        parameters.AddList(consent);
        parameters.AddList(consentAt);
        parameters.AddList(consentMethod);
        parameters.AddList(consentVersion);
        parameters.AddList(receiptEntry);
        parameters.AddList(receiptMessage);
        parameters.AddList(receiptId);
        parameters.AddList(receiptAt);
        parameters.AddList(receiptCarrier);
        parameters.AddList(receiptProvider);
        parameters.AddList(receiptStatus);
        parameters.AddList(receiptRaw);
        parameters.AddList(parkedEntry);
        parameters.AddList(parkedId);
        parameters.AddList(parkedAt);
        parameters.AddList(parkedCarrier);
        parameters.AddList(parkedMessage);
        parameters.AddList(parkedProvider);
        parameters.AddList(parkedStatus);
        parameters.AddList(parkedRaw);
        parameters.AddList(parkedReading);
        parameters.AddList(parkedCode);
        parameters.AddList(parkedFailure);
        parameters.AddList(parkedPart);
        parameters.AddList(keyEntry);
        parameters.AddList(keyCarrier);
        parameters.AddList(keyProvider);
        parameters.AddList(keyMessage);
        parameters.AddList(keyAt);
        parameters.AddList(receiptDetail);
        parameters.AddList(consentFlagged);
        parameters.AddList(consentTextedAt);
        parameters.AddList(consentTextedTo);
        parameters.AddList(joinEntry);
        parameters.AddList(joinList);
        parameters.AddList(joinSubscriber);
        parameters.AddList(joinAt);
    }

    private void Add(int guard, ConsentUpdate update)
    {
        consentEntry.Add(guard);
        consentSubscriber.Add(update.Subscriber.Value);
        consent.Add((short?)update.Consent);
        consentAt.Add(update.At.ToMillisecond());
        consentMethod.Add(update.Method);
        consentVersion.Add(update.StreamVersion);
        consentFlagged.Add(update.Flagged);
        consentTextedAt.Add(update.TextedAt?.ToMillisecond());
        consentTextedTo.Add(update.TextedTo);
    }

    private void Add(int guard, UnappliedReceipt receipt)
    {
        receiptEntry.Add(guard);
        receiptMessage.Add(receipt.Message.Value);
        receiptId.Add(receipt.Id);
        receiptAt.Add(receipt.At.ToMillisecond());
        receiptCarrier.Add(receipt.Carrier);
        receiptProvider.Add(StorableText.Of(receipt.ProviderId));
        receiptStatus.Add(StorableText.Of(receipt.VendorStatus));
        receiptRaw.Add(StorableText.Of(receipt.Raw));
        receiptDetail.Add(StorableText.Of(receipt.Detail));
    }

    private void Add(int guard, ParkedReceipt parked)
    {
        parkedEntry.Add(guard);
        parkedId.Add(parked.Id);
        parkedAt.Add(parked.At.ToMillisecond());
        parkedCarrier.Add(parked.Carrier);
        parkedMessage.Add(StorableText.Of(parked.MessageId));
        parkedProvider.Add(StorableText.Of(parked.ProviderId));
        parkedStatus.Add(StorableText.Of(parked.VendorStatus));
        parkedRaw.Add(StorableText.Of(parked.Raw));
        parkedReading.Add((short?)parked.Receipt?.Status);
        parkedCode.Add(StorableText.Of(parked.Receipt?.VendorCode));
        parkedFailure.Add((short?)parked.Receipt?.Failure);
        parkedPart.Add(StorableText.Of(parked.Receipt?.Part));
    }

    private void Add(int guard, ProviderKey key)
    {
        keyEntry.Add(guard);
        keyCarrier.Add(key.Carrier);
        keyProvider.Add(StorableText.Of(key.ProviderId));
        keyMessage.Add(key.Message.Value);
        keyAt.Add(key.At.ToMillisecond());
    }

    private void Add(int guard, ListJoin join)
    {
        joinEntry.Add(guard);
        joinList.Add(join.List.Value);
        joinSubscriber.Add(join.Subscriber.Value);
        joinAt.Add(join.At.ToMillisecond());
    }

    private void Clear()
    {
        eventEntry.Clear();
        eventFirst.Clear();
        consentEntry.Clear();
        consentSubscriber.Clear();
        consent.Clear();
        consentAt.Clear();
        consentMethod.Clear();
        consentVersion.Clear();
        consentFlagged.Clear();
        consentTextedAt.Clear();
        consentTextedTo.Clear();
        receiptEntry.Clear();
        receiptMessage.Clear();
        receiptId.Clear();
        receiptAt.Clear();
        receiptCarrier.Clear();
        receiptProvider.Clear();
        receiptStatus.Clear();
        receiptRaw.Clear();
        receiptDetail.Clear();
        parkedEntry.Clear();
        parkedId.Clear();
        parkedAt.Clear();
        parkedCarrier.Clear();
        parkedMessage.Clear();
        parkedProvider.Clear();
        parkedStatus.Clear();
        parkedRaw.Clear();
        parkedReading.Clear();
        parkedCode.Clear();
        parkedFailure.Clear();
        parkedPart.Clear();
        keyEntry.Clear();
        keyCarrier.Clear();
        keyProvider.Clear();
        keyMessage.Clear();
        keyAt.Clear();
        joinEntry.Clear();
        joinList.Clear();
        joinSubscriber.Clear();
        joinAt.Clear();
    }
}
