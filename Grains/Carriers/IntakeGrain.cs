using Orleans.Concurrency;

namespace Sms;

/// <summary>The desk, for many callbacks in one call. Reentrant and stateless: it waits for thousands of commits at once.</summary>
[GrainType("intake"), StatelessWorker, Reentrant]
internal sealed class IntakeGrain(CarrierDesk desk, IMessageHomes homes, CarrierCounters counters, BatchBook book) : Grain, IIntakeGrain
{
    public async Task<IntakeAnswer> ReceiveStatusesAsync(string carrier, StatusCallback[] callbacks, long known)
    {
        var batch = await book.AnswerAsync(desk.ReceiveStatuses(carrier, callbacks, new ReceiptCourier(GrainFactory, homes, counters)));
        var latest = homes.Latest;
        return new IntakeAnswer { Batch = batch, Silo = homes.Here, Homes = latest.Version == known ? null : latest };
    }
}
