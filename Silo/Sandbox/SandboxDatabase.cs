namespace Sms;

/// <param name="Path">The file of the sandbox's ledger.</param>
internal sealed record SandboxDatabase(string Path)
{
    public static SandboxDatabase Of(IConfiguration configuration) =>
        new(configuration["Sandbox:Database"] is { Length: > 0 } path ? path : System.IO.Path.Combine(configuration["Data:Directory"] ?? "data", "sandbox.db"));
}
