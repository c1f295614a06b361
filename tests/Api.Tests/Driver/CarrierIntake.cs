namespace Sms;

/// <summary>A silo's way in for batches, before one carrier: what comes together is handed to it one by one.</summary>
internal sealed class CarrierIntake(string name, ICarrierGrain carrier) : IIntakeGrain
{
    public async Task<IntakeAnswer> ReceiveStatusesAsync(string carrierName, StatusCallback[] callbacks, long known)
    {
        Assert.Equal(name, carrierName);
        return new IntakeAnswer { Batch = new BatchAnswer { Answers = await Task.WhenAll(callbacks.Select(ReceiveAsync)) }, Silo = "the only one" };
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
