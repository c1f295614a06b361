using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>This silo's window to each carrier, by the carrier's configured name.</summary>
internal sealed class SubmitWindows(IOptions<SubmitWindowOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, SubmitWindow> windows = new();

    public SubmitWindow Of(string carrier) => windows.GetOrAdd(carrier, _ => new SubmitWindow(options.Value, clock));
}
