using System.ComponentModel.DataAnnotations;

namespace Sms;

/// <summary>Settings of the gateway, section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    public const string Section = "Gateway";
    public const string DefaultPublicUrl = "http://localhost:5080";

    /// <summary>
    /// Scheme, host and port (and path, behind a proxy that strips one) under which the world reaches the gateway. Carriers sign the URL they
    /// were given, which begins with this. Absent: callbacks are checked against <see cref="DefaultPublicUrl"/>, links follow the request.
    /// </summary>
    [Url] public string? PublicUrl { get; set; }

    /// <summary>Requests one key may make per <see cref="RateLimitWindowSeconds"/>; 0: no limit. Callbacks of carriers are not counted.</summary>
    [Range(0, int.MaxValue)] public int RateLimit { get; set; } = 100_000;

    /// <summary>Length of the fixed window, in seconds: 1 to 3,600. A short one keeps <c>Retry-After</c> short.</summary>
    [Range(1, 3600)] public int RateLimitWindowSeconds { get; set; } = 10;

    /// <summary>
    /// Answers kept for <c>Idempotency-Key</c>, 24 hours at most: 0 to 1,000,000. When more come the oldest go. Each costs its answer's size in
    /// memory. They are kept by this process: a repeat that reaches another gateway, or this one restarted, is done again.
    /// </summary>
    [Range(0, 1_000_000)] public int IdempotentAnswers { get; set; } = 10_000;

    /// <summary>Seconds a silo and the ledger may take to answer before <c>/health/ready</c> says no: 0.1 to 60.</summary>
    [Range(0.1, 60)] public double ReadyTimeoutSeconds { get; set; } = 2;

    /// <summary>
    /// Requests and callbacks under way at once, 16 to 1,000,000 (default 10,000). More are answered 503 with <c>Retry-After: 1</c>, unread: each one under way keeps
    /// its body in memory, 5 MiB at most, a callback's 64 KiB. Probes and metrics are not counted.
    /// </summary>
    [Range(16, 1_000_000)] public int RequestsInFlight { get; set; } = 10_000;

    /// <summary>
    /// Percent of the memory this process may have – the container's limit, else the machine's – that it may be resident in, 0.1 to 100 (default 90). Beyond it
    /// requests are answered 503 until it shrinks.
    /// </summary>
    [Range(0.1, 100.0)] public double MemoryLimitPercent { get; set; } = 90;
}
