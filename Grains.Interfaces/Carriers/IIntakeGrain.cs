namespace Sms;

/// <summary>
/// A silo's way in for many callbacks at once; each is treated as <see cref="ICarrierGrain.ReceiveStatusAsync"/> treats one. Stateless. Key: a number, which means nothing:
/// a client keeps each to one connection, so that several spread over the silos. Callbacks that come to the silo of their message need not go on to another.
/// </summary>
[Alias("sms.IIntakeGrain")]
public interface IIntakeGrain : IGrainWithStringKey
{
    /// <summary>Answers when all are done, or soon with what is done by then (<see cref="BatchAnswer"/>). What goes wrong with one is its own answer and nobody else's.</summary>
    /// <param name="carrier">Its configured name.</param>
    /// <param name="callbacks">In the order they came; 128, or some 256 KB of bodies, are enough.</param>
    /// <param name="known">The version of the <see cref="PartitionHomes"/> the caller has: it is told of others.</param>
    [Alias("statuses")] Task<IntakeAnswer> ReceiveStatusesAsync(string carrier, StatusCallback[] callbacks, long known);
}

/// <param name="MessageId">As the URL names it; empty for vendors that name it in the callback itself.</param>
[GenerateSerializer, Immutable, Alias("status-callback")]
public sealed record StatusCallback([property: Id(0)] string MessageId, [property: Id(1)] CarrierCallback Callback)
{
    /// <summary>The span this belongs to, as W3C's <c>traceparent</c>; null while nobody traces.</summary>
    [Id(2)] public string? TraceParent { get; init; }
}
