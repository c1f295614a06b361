namespace Sms;

/// <summary>A flow of two texts and the wait between them.</summary>
internal sealed class KnownFlow(FlowId id) : IFlowGrain
{
    public Task<Flow?> GetAsync() => Task.FromResult<Flow?>(new Flow
    {
        Id = id,
        Definition = new FlowDefinition { Name = "Welcome", Actions = [Send("first"), new FlowAction { Id = "wait", Delay = new FlowDelay(FlowUnit.Days, 1) }, Send("second")] },
        Status = FlowStatus.Live,
        Created = DateTimeOffset.UnixEpoch,
        Updated = DateTimeOffset.UnixEpoch,
    });

    public Task<Flow> CreateAsync(FlowDefinition definition) => throw new NotSupportedException();
    public Task<Flow?> SetStatusAsync(FlowStatus status) => throw new NotSupportedException();
    public Task<bool> DeleteAsync() => throw new NotSupportedException();
    public Task<FlowEntryVerdict> EnterAsync(FlowStart start) => throw new NotSupportedException();
    public Task<bool> TendAsync() => throw new NotSupportedException();

    private static FlowAction Send(string id) => new() { Id = id, Message = new FlowMessage { Id = id, Content = new MessageContent { Body = "Hello" } } };
}
