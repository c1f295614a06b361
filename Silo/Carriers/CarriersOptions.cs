namespace Sms;

/// <summary>Everything this deployment may send with: <c>Carriers</c>, <c>SendingNumbers</c> and the gateway's public address.</summary>
internal sealed class CarriersOptions
{
    /// <summary>By name. Without any there is one named <c>sandbox</c>.</summary>
    public Dictionary<string, CarrierOptions> Carriers { get; } = new(StringComparer.Ordinal);

    /// <summary>What the configuration says that cannot be read, by the name of its key.</summary>
    public List<string> Unreadable { get; } = [];

    /// <summary><c>SendingNumbers:{i}</c>. Without any, the sandbox has a short code and a toll-free number that may send to every country.</summary>
    public List<SendingNumberOptions> Numbers { get; } = [];

    /// <summary>
    /// <c>Gateway:PublicUrl</c>: the address under which carriers reach the gateway, http(s), no query. Default http://localhost:5080. It is part of what
    /// callbacks are signed with: a wrong one makes every receipt a forgery.
    /// </summary>
    public string PublicUrl { get; set; } = "http://localhost:5080";
}
