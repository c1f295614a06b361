using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Sms.EndToEnd;

/// <summary>Headless Chromium with an empty profile of its own, spoken to over the DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);

    private readonly string profile = Directory.CreateTempSubdirectory("chromium-").FullName;
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient http = new();
    private readonly Process process;

    private Browser()
    {
        var start = new ProcessStartInfo("chromium") { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] flags =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--no-first-run", "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank",
        ];
        foreach (var flag in flags) start.ArgumentList.Add(flag);
        process = Process.Start(start) ?? throw new InvalidOperationException("Chromium did not start");
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public static async Task<Browser> StartAsync()
    {
        var browser = new Browser();
        await browser.listening.Task.WaitAsync(StartWithin);
        return browser;
    }

    public async Task<BrowserTab> OpenTabAsync()
    {
        var endpoint = await listening.Task;
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"http://127.0.0.1:{endpoint.Port}/json/new?about:blank"));
        using var answer = await http.SendAsync(request);
        var target = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>();
        return await BrowserTab.ConnectAsync(new Uri(target!["webSocketDebuggerUrl"]!.GetValue<string>()));
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        http.Dispose();
        Directory.Delete(profile, recursive: true);
    }

    private void Hear(string? line)
    {
        const string Marker = "DevTools listening on ";
        if (line?.StartsWith(Marker, StringComparison.Ordinal) == true) listening.TrySetResult(new Uri(line[Marker.Length..]));
    }
}
