namespace Sms;

/// <summary>A silo's way in for batches, before one carrier: what comes together is handed to it one by one.</summary>
internal sealed class CarrierIntake(string name, ICarrierGrain carrier) : IIntakeGrain
{
    public async Task<BatchAnswer> ReceiveStatusesAsync(string carrierName, StatusCallback[] callbacks)
    {
        Assert.Equal(name, carrierName);
        return new BatchAnswer { Answers = await Task.WhenAll(callbacks.Select(ReceiveAsync)) };
    }

    private async Task<CallbackAnswer> ReceiveAsync(StatusCallback one)
    {
        try
        {
            return new CallbackAnswer { Verdict = await carrier.ReceiveStatusAsync(one.MessageId, one.Callback) };
        }
        catch (Exception failure)
        {
            return new CallbackAnswer { Failure = failure };
        }
    }
}
