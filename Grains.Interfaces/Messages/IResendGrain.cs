namespace Sms;

/// <summary>Sends a message again whose submit is proved never to have arrived, when that may be. Key: <c>resend/{message}</c>.</summary>
[Alias("sms.IResendGrain")]
public interface IResendGrain : IGrainWithStringKey
{
    /// <summary>Offers it to the person again; harmless when it is not owed any more. Returns when to ask again, null: never.</summary>
    /// <param name="proved">The provider's look-up has just shown that it never arrived; else it is asked first, for much may have happened since.</param>
    /// <exception cref="LedgerUnavailableException">Nothing was sent: ask again.</exception>
    [Alias("continue")] Task<TimeSpan?> ContinueAsync(SubscriberId person, bool proved);
}
