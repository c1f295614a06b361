namespace Sms;

/// <summary>The flows an answer speaks of, each asked for once.</summary>
internal sealed class FlowNames
{
    private readonly Dictionary<string, Flow> byId;

    private FlowNames(Dictionary<string, Flow> byId) => this.byId = byId;

    public static async Task<FlowNames> OfAsync(IEnumerable<SourceId> sources, IGrainFactory grains)
    {
        var ids = sources.Where(source => source.Kind == SourceKind.Flow).Select(source => new FlowId(source.Key)).Distinct();
        var flows = await Task.WhenAll(ids.Select(id => grains.Flow(id).GetAsync()));
        return new FlowNames(flows.OfType<Flow>().ToDictionary(flow => flow.Id.Value));
    }

    /// <summary>The message's own id and name within its flow; null for what is no flow's, or a deleted one's.</summary>
    public (string Id, string Name)? Find(SourceId? source, MessageId? message) =>
        source is { Kind: SourceKind.Flow } flow && message is { } sent && byId.GetValueOrDefault(flow.Key) is { } known && known.Definition.ActionOf(sent)?.Message is { } text
            ? (text.Id, text.Name ?? known.Definition.Name) : null;
}
