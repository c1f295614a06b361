namespace Sms;

/// <summary>
/// <c>-- sandbox</c>: the sandbox carrier in a process of its own. Products reach it by <c>Carriers:sandbox:BaseUrl</c>; its settings are those of the built-in
/// one (<c>Sandbox:*</c>, <c>Data:Directory</c>).
/// </summary>
internal static class SandboxHost
{
    public static bool Asked(string[] args) => args is ["sandbox", ..];

    public static async Task<int> RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args[1..], ContentRootPath = AppContext.BaseDirectory });
        builder.AddSmsSandbox();
        await builder.Build().RunAsync();
        return 0;
    }
}
