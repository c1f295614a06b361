namespace Sms;

/// <summary>Where the sandbox is: its configured address until it listens here, then the one it listens on (port 0 asks for any free port).</summary>
internal sealed class SandboxAddress(Uri configured)
{
    private volatile Uri url = configured;

    public Uri Url => url;

    public void Set(Uri actual) => url = actual;
}
