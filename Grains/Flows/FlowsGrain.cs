namespace Sms;

/// <summary>Knows which flows there are; what they are, they say themselves. An id is noted before its flow exists, so none is ever lost.</summary>
[GrainType("flows")]
internal sealed class FlowsGrain([PersistentState("flows")] IPersistentState<Register> stored, TimeProvider clock) : Grain, IFlowsGrain
{
    public async Task<FlowChange> CreateAsync(FlowDefinition definition)
    {
        if (definition.Trigger is { } list && await GrainFactory.List(list).GetAsync() is null) return new FlowChange(FlowVerdict.NoSuchList, null);
        for (var action = 0; action < definition.Actions.Count; action++)
            if (definition.Actions[action].Message is { } message && SmsTemplate.Validate(message.Content.Body) is { } broken)
                return new FlowChange(FlowVerdict.BrokenTemplate, null, action, broken);

        var id = new FlowId(Ulid.NewUlid(clock.GetUtcNow()).ToString());
        stored.State.Ids.Add(id.Value);
        await stored.SaveAsync(this);
        return new FlowChange(FlowVerdict.Done, await GrainFactory.Flow(id).CreateAsync(definition));
    }

    public async Task<IReadOnlyList<Flow>> ListAsync()
    {
        var flows = await Task.WhenAll(stored.State.Ids.Select(id => GrainFactory.Flow(new FlowId(id)).GetAsync()));
        return [.. flows.OfType<Flow>().OrderByDescending(flow => flow.Id.Value, StringComparer.Ordinal)];
    }

    public async Task ForgetAsync(FlowId id)
    {
        if (stored.State.Ids.Remove(id.Value)) await stored.SaveAsync(this);
    }
}
