using System.ComponentModel.DataAnnotations;

namespace Sms;

/// <summary><c>Sandbox</c>: the simulated provider. Its behaviour stands in the same section (<see cref="SandboxBehaviour"/>).</summary>
internal sealed class SandboxOptions : IValidatableObject
{
    /// <summary>Whether its server runs in this process. Default: when a carrier of kind Sandbox is configured without a <c>BaseUrl</c>, or no carrier at all. In a cluster, one process runs it.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Where it listens, http. Default http://localhost:5081. Port 0: any free port.</summary>
    public string Url { get; set; } = "http://localhost:5081";

    /// <summary>
    /// Where it takes binds, smpp, at localhost or a numeric address. Default smpp://localhost:5082 when a carrier of kind Sandbox speaks Smpp, else none. Port 0: any free port.
    /// </summary>
    public string? SmppUrl { get; set; }

    /// <summary>Its ledger, a SQLite file. Default <c>sandbox.db</c> under <c>Data:Directory</c>.</summary>
    public string? Database { get; set; }

    /// <summary>Callbacks posted at once, 1–1024. Default 64. More arrive faster, in less order.</summary>
    [Range(1, 1_024)] public int CallbackConnections { get; set; } = 64;

    /// <summary>
    /// How long a callback that met a dead or failing gateway is posted again, beyond the <c>rc</c> retries of its URL, 0–1 day. Default 10 min, so that a
    /// gateway's restart loses nothing. 0: as strict as the real provider. A URL with <c>rc=0</c> is never posted again.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")] public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The gateway has this long to answer a callback, 1–60 s. Default 15 s, as the real provider.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")] public TimeSpan CallbackTimeout { get; set; } = TimeSpan.FromSeconds(15);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SmppUrl is not null && !(Uri.TryCreate(SmppUrl, UriKind.Absolute, out var smpp) && smpp is { Scheme: "smpp", Port: >= 0 } && (smpp.Host == "localhost" || System.Net.IPAddress.TryParse(smpp.Host, out _))))
            yield return new ValidationResult($"Sandbox:SmppUrl must be smpp://, localhost or a numeric address, and a port; it is '{SmppUrl}'.", [nameof(SmppUrl)]);
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme != "http")
            yield return new ValidationResult($"Sandbox:Url must be an absolute http address; it is '{Url}'.", [nameof(Url)]);
    }
}
