namespace Sms.Benchmarks;

/// <summary>The life cycle as every tutorial writes it: a persistent state for each message, subscriber and campaign, written at each step.</summary>
public interface ITextbookMessageGrain : IGrainWithStringKey
{
    Task SubmitAsync(string campaign, string subscriber, string body);
    Task ReceivedAsync();
}

public interface ITextbookCounterGrain : IGrainWithStringKey
{
    Task SentAsync();
    Task ReceivedAsync();
    Task<TextbookCounter> GetAsync();
}

[GenerateSerializer]
public sealed class TextbookMessage
{
    [Id(0)] public string Campaign { get; set; } = "";
    [Id(1)] public string Subscriber { get; set; } = "";
    [Id(2)] public string Body { get; set; } = "";
    [Id(3)] public string Status { get; set; } = "";
}

[GenerateSerializer]
public sealed class TextbookCounter
{
    [Id(0)] public int Sent { get; set; }
    [Id(1)] public int Received { get; set; }
}

public sealed class TextbookMessageGrain([PersistentState("textbookMessage")] IPersistentState<TextbookMessage> state) : Grain, ITextbookMessageGrain
{
    public async Task SubmitAsync(string campaign, string subscriber, string body)
    {
        state.State = new TextbookMessage { Campaign = campaign, Subscriber = subscriber, Body = body, Status = "submitting" };
        await state.WriteStateAsync();
        state.State.Status = "sent";
        await state.WriteStateAsync();
        await GrainFactory.GetGrain<ITextbookCounterGrain>(state.State.Subscriber).SentAsync();
        await GrainFactory.GetGrain<ITextbookCounterGrain>(state.State.Campaign).SentAsync();
    }

    public async Task ReceivedAsync()
    {
        state.State.Status = "received";
        await state.WriteStateAsync();
        await GrainFactory.GetGrain<ITextbookCounterGrain>(state.State.Subscriber).ReceivedAsync();
        await GrainFactory.GetGrain<ITextbookCounterGrain>(state.State.Campaign).ReceivedAsync();
    }
}

public sealed class TextbookCounterGrain([PersistentState("textbookCounter")] IPersistentState<TextbookCounter> state) : Grain, ITextbookCounterGrain
{
    public Task SentAsync()
    {
        state.State.Sent++;
        return state.WriteStateAsync();
    }

    public Task ReceivedAsync()
    {
        state.State.Received++;
        return state.WriteStateAsync();
    }

    public Task<TextbookCounter> GetAsync() => Task.FromResult(state.State);
}
