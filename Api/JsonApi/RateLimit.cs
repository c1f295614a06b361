using System.Globalization;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>Counts the requests of each key in a fixed window. In memory, per gateway.</summary>
internal sealed class RateLimit(IOptions<GatewayOptions> options, ApiKeys keys, TimeProvider clock)
{
    private readonly Window[] windows = [.. Enumerable.Range(0, keys.Count).Select(_ => new Window())];
    private readonly int limit = options.Value.RateLimit;
    private readonly long seconds = options.Value.RateLimitWindowSeconds;

    /// <summary>Takes one request of this key and sets the headers. Throws 429 when there is none left.</summary>
    public void Take(int key, IHeaderDictionary headers)
    {
        if (limit == 0) return;
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var start = now - (now % seconds);
        var used = windows[key].Count(start);
        var reset = start + seconds - now;
        headers["RateLimit-Limit"] = string.Create(CultureInfo.InvariantCulture, $"{limit}, {limit};w={seconds}");
        headers["RateLimit-Remaining"] = Math.Max(0, limit - used).ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Reset"] = reset.ToString(CultureInfo.InvariantCulture);
        if (used <= limit) return;
        throw new RefusedException(
            429, [ApiError.Of(429, "throttled", "Too many requests.", $"This key made its {limit} requests of these {seconds} s. Expected available in {reset} s.")])
        {
            RetryAfter = TimeSpan.FromSeconds(reset),
        };
    }

    private sealed class Window
    {
        private readonly Lock gate = new();
        private long start;
        private int used;

        public int Count(long now)
        {
            lock (gate)
            {
                if (start != now) (start, used) = (now, 0);
                return used < int.MaxValue ? ++used : used;
            }
        }
    }
}
