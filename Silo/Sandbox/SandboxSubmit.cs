namespace Sms;

/// <summary>A submit as the sandbox reads it, whatever language it came in.</summary>
/// <param name="To">E.164.</param>
/// <param name="Reference">The sender's own name for it, where the language has such a field.</param>
internal sealed record SandboxSubmit(string To, string From, string Body, SandboxCallbackUrl? Callback, string? Reference = null)
{
    public bool IsAddressed => To.Length is >= 8 and <= 16 && To[0] == '+' && To[1] != '0' && !To.AsSpan(1).ContainsAnyExceptInRange('0', '9');
}
