using System.Diagnostics;
using Orleans.Runtime;

namespace Sms;

/// <summary>
/// Takes the receipts of one batch to their messages: to those that live here one by one, to those of another silo in one call. What a turn of the grain hands over goes
/// together; ids that the database had to be asked for come later, and go in a call of their own.
/// </summary>
internal sealed class ReceiptCourier(IGrainFactory grains, IMessageHomes homes, CarrierCounters counters)
{
    private readonly Dictionary<string, List<Parcel>> leaving = new(StringComparer.Ordinal);

    /// <inheritdoc cref="IMessageGrain.RecordAsync"/>
    public Task RecordAsync(MessageId message, DeliveryReceipt receipt)
    {
        if (homes.ElsewhereOf(message) is not { } silo) return grains.Message(message).RecordAsync(receipt);

        var parcel = new Parcel(new AddressedReceipt(message, receipt) { TraceParent = MessageSpans.TraceParent });
        lock (leaving)
        {
            if (leaving.TryGetValue(silo, out var others))
            {
                others.Add(parcel);
                return parcel.Task;
            }

            leaving.Add(silo, [parcel]);
        }

        _ = LeaveAsync(silo);
        return parcel.Task;
    }

    /// <summary>Never fails.</summary>
    private async Task LeaveAsync(string silo)
    {
        // What is done for all of them is no part of what the first belongs to, nor of its trace.
        RequestContext.Clear();
        Activity.Current = null;
        // The rest of this turn comes first.
        await Task.Yield();
        List<Parcel>? parcels;
        lock (leaving) leaving.Remove(silo, out parcels);
        counters.PassedOn(parcels!.Count);
        await BatchCall.FollowAsync(grains, () => grains.SiloDesk(silo).RecordAsync([.. parcels!.Select(parcel => parcel.Receipt)]), parcels!, CancellationToken.None);
    }

    private sealed class Parcel(AddressedReceipt receipt) : TaskCompletionSource<CallbackVerdict>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public AddressedReceipt Receipt { get; } = receipt;
    }
}
