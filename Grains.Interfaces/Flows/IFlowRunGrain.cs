namespace Sms;

/// <summary>Takes the people in a flow from step to step. Keeps nothing: what is due stands in the ledger. Key: <c>flow-run/{ulid}</c>.</summary>
[Alias("sms.IFlowRunGrain")]
public interface IFlowRunGrain : IGrainWithStringKey
{
    /// <summary>Lets in who is to enter and takes on who is due, after a crash too. Returns when to ask again; null when nobody is in it and nobody may come.</summary>
    [Alias("continue")] Task<TimeSpan?> ContinueAsync();
}
