using System.Globalization;

namespace Sms;

/// <summary>A status callback's URL and, from its fragment, how to try again: <c>rc</c> 0–5 times (default 1) upon <c>rp</c> (default <c>ct</c>).</summary>
internal sealed record SandboxCallbackUrl(string Url, Uri Address, int Retries, string RetryOn)
{
    public static SandboxCallbackUrl? TryParse(string text)
    {
        var plain = CallbackUrl.WithoutFragment(text);
        if (!Uri.TryCreate(plain, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) return null;
        var fragment = FormBody.Parse(System.Text.Encoding.UTF8.GetBytes(text[Math.Min(text.Length, plain.Length + 1)..]));
        var retries = int.TryParse(fragment.Get("rc"u8), NumberStyles.None, CultureInfo.InvariantCulture, out var rc) ? Math.Min(rc, 5) : 1;
        return new SandboxCallbackUrl(plain, address, retries, fragment.Get("rp"u8) ?? "ct");
    }

    /// <summary>For vendors that decide by themselves how often to try; null for what is no address.</summary>
    public static SandboxCallbackUrl? Patient(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") ? new SandboxCallbackUrl(text!, address, 5, "all") : null;

    /// <param name="status">0: no connection; -1: no answer in time.</param>
    public bool RetriesUpon(int status)
    {
        if (Retries == 0) return false;
        var kind = status switch { 0 => "ct", -1 => "rt", >= 500 => "5xx", >= 400 => "4xx", _ => "" };
        return kind.Length > 0 && (RetryOn.Contains("all", StringComparison.Ordinal) || RetryOn.Contains(kind, StringComparison.Ordinal));
    }
}
