using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Sms.Tests;

/// <summary>Callbacks that come in one call, for messages of this silo and of others (which here is this one again, under another name).</summary>
public sealed class BatchedCallbackTests
{
    private const string There = "10.0.0.9:11111@1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, string> providerIds = [];
    private readonly Homes homes = new();
    private readonly Calls calls = new();
    private readonly ScriptedCarrier carrier;

    public BatchedCallbackTests() => carrier = new ScriptedCarrier { ReportsByProviderId = true, OnRead = ReadSpecial };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_callback_of_a_batch_ends_as_it_would_alone(bool elsewhere)
    {
        var alone = await TellAsync(AloneAsync);
        if (elsewhere) homes.Of = _ => There;
        var together = await TellAsync(TogetherAsync);

        Assert.Equal(alone, together);
        Assert.Equal(elsewhere, calls.Records.Any(call => call.Silo == There));
    }

    [Fact]
    public async Task Receipts_for_messages_of_another_silo_go_there_in_one_call()
    {
        const int People = 40;
        await using var rig = await StartAsync();
        var messages = await SendAsync(rig, People);
        homes.Of = message => messages.IndexOf(message) switch { < 10 => null, < 25 => "10.0.0.1:11111@1", _ => "10.0.0.2:11111@1" };
        await TogetherAsync(rig, "sandbox", [.. messages.Select(message => Of(message, $"{providerIds[message.Value]} Sent"))]);
        Assert.Equal([("10.0.0.1:11111@1", 15), ("10.0.0.2:11111@1", 15)], calls.Records.Order());

        calls.Records.Clear();
        var outcomes = await TogetherAsync(rig, "sandbox", [.. messages.Select(message => Of(null, $"{providerIds[message.Value]} Delivered"))]);
        Assert.All(outcomes, outcome => Assert.Equal("Taken", outcome));
        Assert.Equal(
            [("10.0.0.1:11111@1", 15), ("10.0.0.2:11111@1", 15)],
            calls.Records.GroupBy(call => call.Silo).Select(silo => (silo.Key, silo.Sum(call => call.Receipts))).Order());
        foreach (var message in messages) Assert.Equal(MessageStatus.Received, (await rig.Grains.Message(message).GetTraceAsync())!.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_callback_is_answered_while_another_of_its_batch_waits_for_that_very_answer(bool elsewhere)
    {
        await using var rig = await StartAsync();
        var messages = await SendAsync(rig, 2);
        if (elsewhere) homes.Of = _ => There;
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        calls.Hold = (messages[0], release.Task);
        var items = Follow(rig, "sandbox", [.. messages.Select(message => Of(message, $"{providerIds[message.Value]} Delivered"))]);

        Assert.Equal(CallbackVerdict.Taken, await items[1].WaitAsync(Patience));
        Assert.False(items[0].IsCompleted);
        release.SetResult();
        Assert.Equal(CallbackVerdict.Taken, await items[0].WaitAsync(Patience));
    }

    [Fact]
    public async Task A_way_in_tells_which_silo_it_leads_to_and_who_lives_where_unless_that_is_known()
    {
        await using var rig = await StartAsync();
        var told = await rig.Grains.Intake(3).ReceiveStatusesAsync("nobody", [Of(null, "x")], PartitionHomes.Unknown.Version);
        var again = await rig.Grains.Intake(3).ReceiveStatusesAsync("nobody", [Of(null, "x")], told.Homes!.Version);

        Assert.Equal((homes.Here, homes.Latest.Version), (told.Silo, told.Homes.Version));
        Assert.Equal(homes.Latest.Silos, told.Homes.Silos);
        Assert.Equal((homes.Here, null), (again.Silo, again.Homes));
    }

    /// <summary>Callbacks of every kind, and everything there is to see afterwards.</summary>
    private async Task<IReadOnlyList<string>> TellAsync(Func<SiloRig, string, StatusCallback[], Task<string[]>> deliver)
    {
        await using var rig = await StartAsync();
        using var counted = new CallbackCount(rig.Meters);
        var messages = await SendAsync(rig, 4);
        var ids = messages.Select(message => providerIds[message.Value]).ToList();
        var never = new MessageId(messages[0].Value[..^1] + "9");
        var outcomes = await deliver(rig, "sandbox",
        [
            Of(messages[0], $"{ids[0]} Delivered"), Of(messages[0], $"{ids[0]} Delivered"), Of(null, $"{ids[1]} Delivered"), Of(null, "SM404 Delivered"),
            Of(new MessageId("not one of ours"), "SM405 Sent"), Of(never, "SM406 Delivered"), Of(messages[2], "forged"), Of(messages[2], "malformed"),
            Of(messages[2], "unknown"), Of(messages[2], "broken"), Of(messages[2], "away"), Of(messages[2], $"signed {messages[3].Value} {ids[3]}"),
            Of(null, $"signed {messages[3].Value} {ids[3]}"),
        ]);
        var strangers = await deliver(rig, "nobody", [Of(messages[2], $"{ids[2]} Delivered"), Of(null, "x")]);
        var statuses = new List<string>();
        foreach (var message in messages) statuses.Add((await rig.Grains.Message(message).GetTraceAsync())!.Status.ToString());
        // Each rig has a campaign of its own.
        var campaign = messages[0].Value[..^2];
        var parked = (await rig.Reports.ReadParkedAsync(10))
            .Select(one => $"{one.Carrier} {one.MessageId.Replace(campaign, "", StringComparison.Ordinal)} {one.ProviderId} {one.VendorStatus}").ToList();
        string[] seen = [.. outcomes, .. strangers, .. statuses, .. parked.Order(), .. counted.Read()];

        Assert.Equal(["Taken", "Taken", "Taken", "Taken", "Taken", "Taken", "Forged", "Malformed", "Taken"], outcomes[..9]);
        Assert.Equal(["InvalidOperationException: broken", "LedgerUnavailableException: away", "Forged", "Taken"], outcomes[9..]);
        Assert.Equal(["UnknownCarrier", "UnknownCarrier"], strangers);
        Assert.Equal(["Received", "Received", "Relayed", "Failed"], statuses);
        Assert.Equal(4, parked.Count);
        return seen;
    }

    private static async Task<string[]> AloneAsync(SiloRig rig, string name, StatusCallback[] callbacks)
    {
        var outcomes = new List<string>();
        foreach (var one in callbacks) outcomes.Add(await OutcomeAsync(rig.Grains.Carrier(name).ReceiveStatusAsync(one.MessageId, one.Callback)));
        return [.. outcomes];
    }

    private static async Task<string[]> TogetherAsync(SiloRig rig, string name, StatusCallback[] callbacks) =>
        await Task.WhenAll(Follow(rig, name, callbacks).Select(OutcomeAsync));

    private static Task<CallbackVerdict>[] Follow(SiloRig rig, string name, StatusCallback[] callbacks)
    {
        var items = callbacks.Select(_ => new TaskCompletionSource<CallbackVerdict>(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        _ = BatchCall.FollowAsync(
            rig.Grains, async () => (await rig.Grains.Intake(3).ReceiveStatusesAsync(name, callbacks, 0)).Batch, items, TestContext.Current.CancellationToken);
        return [.. items.Select(item => item.Task)];
    }

    private static async Task<string> OutcomeAsync(Task<CallbackVerdict> answer)
    {
        try
        {
            return (await answer.WaitAsync(Patience)).ToString();
        }
        catch (Exception failure)
        {
            return $"{failure.GetType().Name}: {failure.Message}";
        }
    }

    private Task<SiloRig> StartAsync() =>
        SiloRig.StartAsync(carrier, services => services.AddSingleton<IMessageHomes>(homes).AddSingleton<IIncomingGrainCallFilter>(calls));

    /// <summary>Messages their provider has taken, in the order of the audience.</summary>
    private async Task<List<MessageId>> SendAsync(SiloRig rig, int people)
    {
        carrier.OnSubmit = message =>
        {
            var reply = carrier.Accept(message, rig.Clock.GetUtcNow());
            providerIds[message.Id.Value] = reply.ProviderId!;
            return reply;
        };
        var campaign = await rig.SendAsync(people);
        var messages = new List<MessageId>();
        for (var ordinal = 0; ordinal < people; ordinal++) messages.Add((await rig.TraceAsync(campaign, ordinal)).Id);
        return messages;
    }

    private static StatusCallback Of(MessageId? message, string words) =>
        new(message?.Value ?? "", ScriptedCarrier.Callback("", DeliveryStatus.Sent) with { Body = System.Text.Encoding.UTF8.GetBytes(words) });

    private CallbackReading? ReadSpecial(string words) => words.Split(' ') switch
    {
        ["forged"] => CallbackReading.Forged,
        ["malformed"] => CallbackReading.Malformed,
        ["unknown"] => new CallbackReading(CallbackKind.UnknownStatus, null, "SM407", "unknown", words),
        ["broken"] => throw new InvalidOperationException("broken"),
        ["away"] => throw new LedgerUnavailableException("away"),
        ["signed", var message, var id] => carrier.Read(ScriptedCarrier.Callback(id, DeliveryStatus.Failed), DateTimeOffset.UnixEpoch) with { Message = message },
        _ => null,
    };

    private sealed class Homes : IMessageHomes
    {
        public Func<MessageId, string?> Of { get; set; } = _ => null;

        public string Here => "10.0.0.8:11111@1";

        public PartitionHomes Latest { get; } = new(8, [.. Enumerable.Repeat("10.0.0.8:11111@1", Partition.Count)]);

        public string? ElsewhereOf(MessageId message) => Of(message);
    }

    /// <summary>Sees what one silo asks of another, and can keep a message's receipts waiting.</summary>
    private sealed class Calls : IIncomingGrainCallFilter
    {
        public ConcurrentBag<(string Silo, int Receipts)> Records { get; } = [];

        public (MessageId Message, Task Until)? Hold { get; set; }

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            var (method, key) = (context.MethodName, context.TargetId.Key.ToString()!);
            if (method == nameof(ISiloDeskGrain.RecordAsync) && context.Request.GetArgument(0) is AddressedReceipt[] receipts) Records.Add((key, receipts.Length));
            if (method == nameof(IMessageGrain.RecordAsync) && Hold is { } hold && key == hold.Message.Value) await hold.Until;
            await context.Invoke();
        }
    }

    /// <summary>Callbacks by carrier and verdict.</summary>
    private sealed class CallbackCount : IDisposable
    {
        private readonly ConcurrentDictionary<string, long> counts = [];
        private readonly MeterListener listener;

        public CallbackCount(IMeterFactory meters)
        {
            listener = new MeterListener
            {
                InstrumentPublished = (instrument, listening) =>
                {
                    if (instrument is { Name: "sms.callbacks" } && ReferenceEquals(instrument.Meter.Scope, meters)) listening.EnableMeasurementEvents(instrument);
                },
            };
            listener.SetMeasurementEventCallback<long>((_, more, tags, _) => counts.AddOrUpdate($"{tags[0].Value} {tags[1].Value}", more, (_, known) => known + more));
            listener.Start();
        }

        public IEnumerable<string> Read() => counts.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value}")).Order();

        public void Dispose() => listener.Dispose();
    }
}
