namespace Sms;

/// <summary>Compares a carrier's last days with the provider's own list, once a day. Key: <c>reconciliation/{carrier}</c>.</summary>
[Alias("sms.IReconciliationGrain")]
public interface IReconciliationGrain : IGrainWithStringKey
{
    /// <summary>Does what is due, in the background, and returns when to ask again.</summary>
    [Alias("continue")] Task<TimeSpan?> ContinueAsync();
}
