namespace Sms;

/// <summary>Where the sandbox is: its configured address until it listens here, then the one it listens on (port 0 asks for any free port).</summary>
internal sealed class SandboxAddress(Uri configured, Uri smpp)
{
    private volatile Uri url = configured;
    private volatile Uri smpp = smpp;

    public Uri Url => url;

    /// <summary>For binds.</summary>
    public Uri Smpp => smpp;

    public void Set(Uri actual) => url = actual;

    public void SetSmpp(Uri actual) => smpp = actual;
}
