using Microsoft.Extensions.Options;

namespace Sms;

internal sealed class SandboxValidator : IValidateOptions<SandboxOptions>
{
    public ValidateOptionsResult Validate(string? name, SandboxOptions options)
    {
        var wrong = new List<string>();
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || url.Scheme != "http")
            wrong.Add($"Sandbox:Url must be an absolute http address; it is '{options.Url}'.");
        if (options.CallbackConnections is < 1 or > 1024) wrong.Add($"Sandbox:CallbackConnections must be between 1 and 1024; it is {options.CallbackConnections}.");
        if (options.Patience < TimeSpan.Zero || options.Patience > TimeSpan.FromDays(1)) wrong.Add($"Sandbox:Patience must be between 0 and 1 day; it is {options.Patience}.");
        if (options.CallbackTimeout < TimeSpan.FromSeconds(1) || options.CallbackTimeout > TimeSpan.FromSeconds(60))
            wrong.Add($"Sandbox:CallbackTimeout must be between 1 and 60 s; it is {options.CallbackTimeout}.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
