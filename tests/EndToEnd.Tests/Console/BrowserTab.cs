using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Sms.EndToEnd;

/// <summary>One tab. Notes whatever the page complains about: script errors, console errors, refused files, violated policies.</summary>
internal sealed class BrowserTab : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> answers = new();
    private readonly SemaphoreSlim sending = new(1, 1);
    private TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task receiving = Task.CompletedTask;
    private int last;

    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Documents loaded so far: unchanged means that nothing was reloaded.</summary>
    public int Loads { get; private set; }

    public static async Task<BrowserTab> ConnectAsync(Uri endpoint)
    {
        var tab = new BrowserTab();
        await tab.socket.ConnectAsync(endpoint, CancellationToken.None);
        tab.receiving = tab.ReceiveAsync();
        foreach (var domain in (string[])["Page", "Runtime", "Log", "Network"]) await tab.SendAsync(domain + ".enable");
        return tab;
    }

    public async Task GoToAsync(Uri address) => await LoadAsync(() => SendAsync("Page.navigate", new JsonObject { ["url"] = address.AbsoluteUri }));

    /// <summary>Does something that ends in a new document, and waits for it.</summary>
    public async Task LoadAsync(Func<Task> act)
    {
        loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await act();
        await loaded.Task.WaitAsync(Patience);
    }

    public async Task<JsonNode?> EvaluateAsync(string script)
    {
        var answer = await SendAsync("Runtime.evaluate", new JsonObject
        {
            ["expression"] = script,
            ["awaitPromise"] = true,
            ["returnByValue"] = true,
            ["userGesture"] = true,
        });
        if (answer["exceptionDetails"] is { } details) throw new InvalidOperationException(details.ToJsonString());
        return answer["result"]!["value"]?.DeepClone();
    }

    public async Task<string> TextAsync(string selector) =>
        (await EvaluateAsync($"document.querySelector({JsonValue.Create(selector).ToJsonString()}).textContent"))!.GetValue<string>();

    /// <summary>Waits, inside the page, until a condition holds; it is looked at whenever the document changes.</summary>
    public async Task UntilAsync(string condition)
    {
        await EvaluateAsync($$"""
            new Promise((done, fail) => {
              const holds = () => { try { return {{condition}} } catch { return false } }
              if (holds()) return done()
              const watch = new MutationObserver(() => { if (holds()) { watch.disconnect(); done() } })
              watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
              setTimeout(() => fail(new Error('not within 30 s')), {{(int)Patience.TotalMilliseconds}})
            })
            """);
    }

    public Task TypeAsync(string text) => SendAsync("Input.insertText", new JsonObject { ["text"] = text });

    public async Task PressEnterAsync()
    {
        var key = new JsonObject { ["key"] = "Enter", ["code"] = "Enter", ["windowsVirtualKeyCode"] = 13, ["text"] = "\r" };
        foreach (var kind in (string[])["keyDown", "keyUp"])
        {
            var press = key.DeepClone().AsObject();
            press["type"] = kind;
            await SendAsync("Input.dispatchKeyEvent", press);
        }
    }

    public async Task LookLikeAsync(int width, int height, bool dark, bool still = true)
    {
        await SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await SendAsync("Emulation.setEmulatedMedia", new JsonObject
        {
            ["features"] = new JsonArray(
                new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" },
                new JsonObject { ["name"] = "prefers-reduced-motion", ["value"] = still ? "reduce" : "no-preference" }),
        });
    }

    public async Task<byte[]> PictureAsync()
    {
        var answer = await SendAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png" });
        return Convert.FromBase64String(answer["data"]!.GetValue<string>());
    }

    public async Task<JsonObject> SendAsync(string method, JsonObject? parameters = null)
    {
        var id = Interlocked.Increment(ref last);
        var answer = answers[id] = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        var text = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] }.ToJsonString();
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }

        var message = await answer.Task.WaitAsync(Patience * 2);
        if (message["error"] is { } error) throw new InvalidOperationException($"{method}: {error.ToJsonString()}");
        return message["result"]!.AsObject();
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await receiving;
        socket.Dispose();
        sending.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close) break;
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage) continue;
                Take(JsonNode.Parse(message.ToArray())!.AsObject());
                message.SetLength(0);
            }
        }
        catch (Exception fault) when (fault is (WebSocketException or OperationCanceledException) && socket.State != WebSocketState.Open)
        {
            // The tab was closed from our side.
        }

        foreach (var answer in answers.Values) answer.TrySetException(new InvalidOperationException("The browser is gone"));
    }

    private void Take(JsonObject message)
    {
        if (message["id"] is { } id)
        {
            if (answers.TryRemove(id.GetValue<int>(), out var answer)) answer.TrySetResult(message);
            return;
        }

        var details = message["params"]!.AsObject();
        switch (message["method"]!.GetValue<string>())
        {
            case "Page.loadEventFired":
                Loads++;
                loaded.TrySetResult();
                break;
            case "Runtime.exceptionThrown":
                Complaints.Enqueue(details.ToJsonString());
                break;
            case "Runtime.consoleAPICalled" when details["type"]!.GetValue<string>() is "error" or "warning":
                Complaints.Enqueue(details.ToJsonString());
                break;
            // Violations of the content security policy come this way.
            case "Log.entryAdded" when details["entry"]!["level"]!.GetValue<string>() is "error" or "warning":
                Complaints.Enqueue(details.ToJsonString());
                break;
            case "Page.javascriptDialogOpening":
                Complaints.Enqueue("A dialog opened: " + details["message"]);
                break;
        }
    }
}
