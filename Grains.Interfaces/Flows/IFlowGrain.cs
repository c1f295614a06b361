using Orleans.Concurrency;

namespace Sms;

/// <summary>One flow: what it is, and its door. Who is in it is moved by <see cref="IFlowRunGrain"/>; this grain never waits for a person. Key: <c>flow/{ulid}</c>.</summary>
[Alias("sms.IFlowGrain")]
public interface IFlowGrain : IGrainWithStringKey
{
    /// <summary>As a draft, with ids for its actions and messages.</summary>
    [Alias("create")] Task<Flow> CreateAsync(FlowDefinition definition);
    /// <summary>Null when there is no such flow.</summary>
    [Alias("get"), AlwaysInterleave] Task<Flow?> GetAsync();
    /// <summary>To draft: whoever is in it stays where they are for good. Null when there is no such flow.</summary>
    [Alias("set-status")] Task<Flow?> SetStatusAsync(FlowStatus status);
    /// <summary>Ends it for everybody. False when there is no such flow.</summary>
    [Alias("delete")] Task<bool> DeleteAsync();
    /// <summary>Starts the flow for a person, once for the same cause.</summary>
    /// <exception cref="LedgerUnavailableException">Not recorded: to be asked again.</exception>
    [Alias("enter")] Task<FlowEntryVerdict> EnterAsync(FlowStart start);
    /// <summary>
    /// While it is live: starts it for people who were put on its list since then, some hundred at a time; true when there may be more. While it is a draft, or gone: ends it
    /// for whoever is still in it.
    /// </summary>
    [Alias("tend")] Task<bool> TendAsync();
}

/// <summary>Stored by number: append, never renumber.</summary>
public enum FlowStatus : byte
{
    None = 0,
    /// <summary>Nobody enters, and nobody goes on.</summary>
    Draft = 1,
    /// <summary>Nobody enters; who is in it goes on to its end.</summary>
    Manual = 2,
    Live = 3,
}

[GenerateSerializer, Immutable, Alias("flow")]
public sealed record Flow
{
    [Id(0)] public required FlowId Id { get; init; }
    [Id(1)] public required FlowDefinition Definition { get; init; }
    [Id(2)] public required FlowStatus Status { get; init; }
    [Id(3)] public required DateTimeOffset Created { get; init; }
    [Id(4)] public required DateTimeOffset Updated { get; init; }
    /// <summary>Who was put on its list before does not enter; null unless it is live.</summary>
    [Id(5)] public DateTimeOffset? LiveSince { get; init; }
}

/// <param name="Cause">What started it, once for each person, cause and time: <c>text/{version of the person's event}</c> or <c>list/{ulid}</c>.</param>
/// <param name="At">When that was.</param>
[GenerateSerializer, Immutable, Alias("flow-start")]
public sealed record FlowStart([property: Id(0)] SubscriberId Person, [property: Id(1)] string Cause, [property: Id(2)] DateTimeOffset At);

/// <summary>What became of a start.</summary>
public enum FlowEntryVerdict : byte
{
    Entered,
    /// <summary>The same cause was told before.</summary>
    Already,
    /// <summary>The person was in it, and may not enter again (yet).</summary>
    Reentry,
    NotLive,
    /// <summary>There is no such flow.</summary>
    Unknown,
    /// <summary>A confirmation for the keyword's list is asked for already: what that request starts, it starts.</summary>
    AskedAlready,
}

/// <summary>The flows there are. Key: <c>flows/all</c>.</summary>
[Alias("sms.IFlowsGrain")]
public interface IFlowsGrain : IGrainWithStringKey
{
    [Alias("create")] Task<FlowChange> CreateAsync(FlowDefinition definition);
    /// <summary>Every flow, newest first.</summary>
    [Alias("list")] Task<IReadOnlyList<Flow>> ListAsync();
    [Alias("forget")] Task ForgetAsync(FlowId id);
}

/// <summary>Spoken by number: append, never renumber.</summary>
public enum FlowVerdict : byte { Done, NoSuchList, BrokenTemplate }

/// <param name="Action">Of a broken template: the place of its action.</param>
/// <param name="Detail">What is wrong with it, in words.</param>
[GenerateSerializer, Immutable, Alias("flow-change")]
public sealed record FlowChange(
    [property: Id(0)] FlowVerdict Verdict, [property: Id(1)] Flow? Flow, [property: Id(2)] int? Action = null, [property: Id(3)] string? Detail = null);
