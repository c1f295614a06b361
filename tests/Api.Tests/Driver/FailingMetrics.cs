namespace Sms;

internal sealed class FailingMetrics(Exception failure) : IMetricsGrain
{
    public Task<EventPage> QueryEventsAsync(EventQuery query) => throw failure;
    public Task<RecordedEvent?> GetEventAsync(Guid id) => throw failure;
    public Task<AggregateResult> AggregateAsync(AggregateQuery query) => throw failure;
    public Task<IReadOnlyList<CampaignValues>> CampaignValuesAsync(CampaignValuesQuery query) => throw failure;
    public Task<FlowValuesResult> FlowValuesAsync(FlowValuesQuery query) => throw failure;
    public Task<DecisionPage> DecisionsAsync(DecisionQuery query) => throw failure;
    public Task<IReadOnlyList<ParkedReceipt>> ParkedReceiptsAsync(int size) => throw failure;
    public Task<IReadOnlyList<ParkedReceipt>> ParkedReceiptsAfterAsync(ParkedPlace place, int size) => throw failure;
}
