using Orleans.Concurrency;
using Orleans.GrainDirectory;
using Orleans.Placement;

namespace Sms;

/// <summary>Keeps nothing itself: what is open is in its silo's <see cref="BatchBook"/>. Reentrant: it waits for thousands of commits at once.</summary>
[GrainType(AtHome.SiloDesk), GrainDirectory(AtHome.Directory), PreferLocalPlacement, Reentrant]
internal sealed class SiloDeskGrain(BatchBook book) : Grain, ISiloDeskGrain
{
    public Task<BatchAnswer> RecordAsync(AddressedReceipt[] receipts) =>
        book.AnswerAsync(Array.ConvertAll(receipts, item => BatchItem.AnswerAsync(item.TraceParent, async () =>
        {
            await GrainFactory.Message(item.Message).RecordAsync(item.Receipt);
            return CallbackVerdict.Taken;
        })));

    public Task<BatchAnswer> CollectAsync(long ticket) => book.CollectAsync(this.GetPrimaryKeyString(), ticket);
}
