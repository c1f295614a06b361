using Orleans.Concurrency;

namespace Sms;

/// <summary>A carrier's way in: verifies a callback, parses it and routes it to its message. Stateless. Key: the carrier's configured name.</summary>
[Alias("sms.ICarrierGrain")]
public interface ICarrierGrain : IGrainWithStringKey
{
    /// <summary>One callback. This release's gateways hand them to the <see cref="IIntakeGrain"/>; those of the release before come here while silos are replaced.</summary>
    /// <param name="messageId">As the URL names it; empty for vendors that name it in the callback itself.</param>
    /// <exception cref="LedgerUnavailableException">Not recorded: the carrier must send it again.</exception>
    [Alias("status")] Task<CallbackVerdict> ReceiveStatusAsync(string messageId, CarrierCallback callback);

    /// <summary>What the Orleans dashboard shows, of the silo that answers.</summary>
    [Alias("state"), AlwaysInterleave] Task<CarrierView> GetState();
    /// <summary>A person's text. What is signed and cannot be read is parked and taken: sending it again would change nothing.</summary>
    /// <exception cref="LedgerUnavailableException">Not recorded: the carrier must send it again.</exception>
    [Alias("inbound")] Task<CallbackVerdict> ReceiveInboundAsync(CarrierCallback callback);
}

/// <param name="Configured">False for a name no carrier has: somebody posted to its address.</param>
/// <param name="SubmitWindow">Submits allowed at once just now, on this silo.</param>
/// <param name="Submitting">Submits under way.</param>
/// <param name="Waiting">Submits that wait for their turn.</param>
[GenerateSerializer, Immutable, Alias("carrier-view")]
public sealed record CarrierView(
    [property: Id(0)] bool Configured, [property: Id(1)] int SubmitWindow, [property: Id(2)] int Submitting, [property: Id(3)] int Waiting);

/// <summary>A callback as it came, nothing interpreted.</summary>
[GenerateSerializer, Immutable, Alias("carrier-callback")]
public sealed record CarrierCallback
{
    [Id(0)] public required string Method { get; init; }
    /// <summary>The URL the carrier was given, query included: the configured public base plus the request's own path and query.</summary>
    [Id(1)] public required string Url { get; init; }
    [Id(2)] public string? ContentType { get; init; }
    /// <summary>Names in lower case.</summary>
    [Id(3)] public required IReadOnlyDictionary<string, string> Headers { get; init; }
    [Id(4)] public required byte[] Body { get; init; }
}

public enum CallbackVerdict : byte
{
    /// <summary>Taken: recorded, repeated or parked, and durable.</summary>
    Taken,
    /// <summary>The signature does not fit; nothing was done.</summary>
    Forged,
    UnknownCarrier,
    /// <summary>Signed, but not a callback this carrier's adapter can read.</summary>
    Malformed,
}
