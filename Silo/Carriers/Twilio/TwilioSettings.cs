namespace Sms;

/// <summary>One configured account, checked.</summary>
/// <param name="BaseUrl">Asked for each request: the sandbox's address is known only after it listens.</param>
/// <param name="CallbackBase">Public base of the gateway, without a slash at the end.</param>
internal sealed record TwilioSettings(
    string Name, Func<Uri> BaseUrl, string AccountSid, string AuthToken, string? PreviousAuthToken, string CallbackBase,
    int Connections, TimeSpan ConnectTimeout, TimeSpan SubmitTimeout, TimeSpan LookupTimeout)
{
    public string[] Tokens => PreviousAuthToken is null ? [AuthToken] : [AuthToken, PreviousAuthToken];

    /// <param name="path">Begins with a slash.</param>
    public Uri At(string path) => new(BaseUrl().AbsoluteUri.TrimEnd('/') + path);
}
