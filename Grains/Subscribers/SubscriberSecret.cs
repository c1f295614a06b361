namespace Sms;

/// <summary>Turns numbers into subscribers with the deployment's secret, which is read once.</summary>
internal sealed class SubscriberSecret(IProfileStore profiles)
{
    private Task<byte[]>? secret;

    public async ValueTask<byte[]> ReadAsync()
    {
        var reading = secret ??= profiles.ReadSecretAsync();
        try
        {
            return await reading;
        }
        catch
        {
            // The next call asks again; a failure must not stick.
            if (ReferenceEquals(secret, reading)) secret = null;
            throw;
        }
    }
}
