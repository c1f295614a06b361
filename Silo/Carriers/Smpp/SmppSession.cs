using System.Collections.Concurrent;

namespace Sms;

/// <summary>
/// One bind: submits and their answers in any order, what the provider delivers and our answers, and now and then the question whether anybody is there.
/// </summary>
internal sealed class SmppSession
{
    /// <summary>Deliveries taken at once; beyond that the provider is asked to come again, for answers to submits must not wait behind them.</summary>
    private const int MostDeliveries = 2_000;

    /// <summary>How long an answer that nobody waits for may still come.</summary>
    private static readonly TimeSpan LatestAnswer = TimeSpan.FromMinutes(10);

    /// <summary>How long what is under way may take when the bind ends in good order.</summary>
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly SmppSettings settings;
    private readonly ISmppInbox inbox;
    private readonly TimeProvider clock;
    private readonly SmppChannel channel;
    private readonly SemaphoreSlim room;
    private readonly ConcurrentDictionary<uint, SmppPending> waiting = new();
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource<string> leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<string> run;
    private Task watch = Task.CompletedTask;
    private int sequence;
    private int submits;
    private int deliveries;
    private volatile bool closing;
    private volatile bool heard;

    private SmppSession(SmppSettings settings, Stream stream, ISmppInbox inbox, TimeProvider clock)
    {
        (this.settings, this.inbox, this.clock) = (settings, inbox, clock);
        room = new SemaphoreSlim(settings.Window);
        channel = new SmppChannel(stream);
        run = RunAsync(stream);
    }

    /// <summary>Takes submits.</summary>
    public bool IsOpen => !closing && !run.IsCompleted;

    /// <summary>Submits under way, or waiting for room.</summary>
    public int Submits => Volatile.Read(ref submits);

    /// <summary>Completes with what the bind ended of.</summary>
    public Task<string> Ended => run;

    /// <summary>Binds as transceiver. What came of it is in the answer; there is a session only if that is fine.</summary>
    public static async Task<(SmppSession? Session, SmppAnswer Answer)> BindAsync(
        SmppSettings settings, Stream stream, ISmppInbox inbox, TimeProvider clock, CancellationToken cancellation)
    {
        var session = new SmppSession(settings, stream, inbox, clock);
        var answer = await session.AskAsync(session.WriteBind, settings.SubmitTimeout, cancellation);
        if (answer.IsOk)
        {
            session.watch = session.WatchAsync();
            return (session, answer);
        }
        await session.stop.CancelAsync();
        await session.run;
        return (null, answer);
    }

    /// <summary>Sends it once, when there is room. Cancellation ends the wait, not the message.</summary>
    public async Task<SmppAnswer> SubmitAsync(SmppSubmit submit, CancellationToken cancellation)
    {
        Interlocked.Increment(ref submits);
        try
        {
            await room.WaitAsync(cancellation);
            try
            {
                if (!IsOpen) return new SmppAnswer(SmppAnswerKind.NotSent, Cause: "the bind has ended");
                var (number, pending) = Expect(submit.Message.Id);
                pending.Batch = submit.Post(settings, number, channel);
                return await AnswerAsync(number, pending, cancellation);
            }
            finally { room.Release(); }
        }
        catch (OperationCanceledException)
        {
            return new SmppAnswer(SmppAnswerKind.NotSent, Cause: "no room among the unanswered submits");
        }
        finally { Interlocked.Decrement(ref submits); }
    }

    /// <summary>Ends in good order: no more submits, answers to what is under way, and a word of farewell.</summary>
    public async Task CloseAsync()
    {
        closing = true;
        await FinishAsync();
        if (!run.IsCompleted) await AskAsync(WriteUnbind, TimeSpan.FromSeconds(2), CancellationToken.None);
        await stop.CancelAsync();
        await run;
        await watch;
    }

    private async Task<string> RunAsync(Stream stream)
    {
        try
        {
            var channelEnds = channel.RunAsync(Receive, stop.Token);
            var cause = await await Task.WhenAny(channelEnds, leaving.Task);
            closing = true;
            await Task.WhenAny(channelEnds, FinishAsync());
            await stop.CancelAsync();
            await channelEnds;
            return cause;
        }
        finally
        {
            await stream.DisposeAsync();
            foreach (var (number, pending) in waiting)
                if (waiting.TryRemove(number, out _)) pending.TryAnswer(new SmppAnswer(channel.HasLeft(pending.Batch) ? SmppAnswerKind.Unknown : SmppAnswerKind.NotSent, Cause: "the connection ended"));
        }
    }

    /// <summary>Lets what is under way come to its end.</summary>
    private async Task FinishAsync()
    {
        var since = clock.GetTimestamp();
        while (Submits + Volatile.Read(ref deliveries) > 0 && clock.GetElapsedTime(since) < LongestFarewell) await Task.Delay(Glance, clock);
    }

    private (uint Number, SmppPending Pending) Expect(MessageId? message)
    {
        var number = (uint)Interlocked.Increment(ref sequence) & SmppHeader.LastSequence;
        if (number == 0) number = (uint)Interlocked.Increment(ref sequence) & SmppHeader.LastSequence;
        var pending = new SmppPending(message, clock.GetTimestamp());
        waiting[number] = pending;
        return (number, pending);
    }

    private async Task<SmppAnswer> AnswerAsync(uint number, SmppPending pending, CancellationToken cancellation)
    {
        if (pending.Batch == 0 && waiting.TryRemove(number, out _)) return new SmppAnswer(SmppAnswerKind.NotSent, Cause: "the connection is closed");
        try
        {
            return await pending.Task.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // As long as the connection stands, what is queued may still leave: only its end tells what never did.
            return pending.TryGiveUp() ? new SmppAnswer(SmppAnswerKind.Unknown, Cause: "no answer in time") : await pending.Task;
        }
    }

    private async Task<SmppAnswer> AskAsync(Func<uint, long> post, TimeSpan patience, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(patience);
        var (number, pending) = Expect(null);
        pending.Batch = post(number);
        return await AnswerAsync(number, pending, timeout.Token);
    }

    /// <summary>A silent connection may be a dead one: it is asked, and given up if it does not answer.</summary>
    private async Task WatchAsync()
    {
        while (!run.IsCompleted)
        {
            heard = false;
            if (await Task.WhenAny(run, Task.Delay(settings.EnquireLink, clock, stop.Token)) == run || closing) return;
            foreach (var (number, old) in waiting)
                if (old.IsGivenUp && clock.GetElapsedTime(old.StartedAt) > LatestAnswer) waiting.TryRemove(number, out _);
            if (heard) continue;
            if ((await AskAsync(WriteEnquiry, settings.SubmitTimeout, CancellationToken.None)).Kind is SmppAnswerKind.Answered) continue;
            leaving.TrySetResult("no answer to enquire_link");
            return;
        }
    }

    private void Receive(SmppHeader header, ReadOnlySpan<byte> body)
    {
        heard = true;
        if (header.IsAnswer) Answer(header, body);
        else if (header.Command is SmppCommand.DeliverSm or SmppCommand.DataSm) Take(header, SmppDelivery.Read(header.Command, body));
        else if (header.Command is SmppCommand.EnquireLink) Reply(header, SmppStatus.Ok);
        else if (header.Command is SmppCommand.Unbind)
        {
            Reply(header, SmppStatus.Ok);
            leaving.TrySetResult("the provider unbound");
        }
        else if (header.Command is not SmppCommand.AlertNotification)
            channel.Post(new SmppWriter(stackalloc byte[SmppHeader.Size]).End(SmppCommand.Answer, SmppStatus.InvalidCommand, header.Sequence));
    }

    private void Answer(SmppHeader header, ReadOnlySpan<byte> body)
    {
        if (!waiting.TryRemove(header.Sequence, out var pending)) return;
        var id = header.Command is SmppCommand.SubmitSmAnswer && header.Status == SmppStatus.Ok ? new SmppFields(body).Text(65) : null;
        if (pending.TryAnswer(new SmppAnswer(SmppAnswerKind.Answered, header.Status, id)) || id is null) return;
        if (pending.Message is { } message && SmppIds.Canonical(id, settings.AnswerIds) is { } late) _ = CountedAsync(inbox.LearnAsync(message, late));
    }

    private void Take(SmppHeader header, SmppDelivery? delivery)
    {
        if (!closing && Volatile.Read(ref deliveries) < MostDeliveries)
        {
            _ = CountedAsync(TakeAsync(header, delivery));
            return;
        }
        inbox.PutOff();
        Reply(header, SmppStatus.TryAgain);
    }

    private async Task TakeAsync(SmppHeader header, SmppDelivery? delivery)
    {
        var status = await inbox.TakeAsync(delivery);
        if (Reply(header, status) && delivery is not null && status == SmppStatus.Ok) inbox.Acknowledged(delivery);
    }

    /// <summary>Counts what is done for the provider; <see cref="FinishAsync"/> waits for it, and the inbox never throws.</summary>
    private async Task CountedAsync(Task work)
    {
        Interlocked.Increment(ref deliveries);
        try
        {
            await work;
        }
        finally { Interlocked.Decrement(ref deliveries); }
    }

    /// <summary>False: it did not go out.</summary>
    private bool Reply(SmppHeader header, uint status)
    {
        var pdu = new SmppWriter(stackalloc byte[SmppHeader.Size + 1]);
        // Answers to deliveries have a message id, which is not used.
        if (header.Command is SmppCommand.DeliverSm or SmppCommand.DataSm) pdu.Byte(0);
        return channel.Post(pdu.End(header.Command | SmppCommand.Answer, status, header.Sequence)) != 0;
    }

    private long WriteBind(uint number)
    {
        var pdu = new SmppWriter(stackalloc byte[200]);
        pdu.Text(settings.SystemId);
        pdu.Text(settings.Password);
        pdu.Text(settings.SystemType);
        pdu.Bytes([0x34, 0, 0, 0]);
        return channel.Post(pdu.End(SmppCommand.BindTransceiver, SmppStatus.Ok, number));
    }

    private long WriteEnquiry(uint number) => channel.Post(new SmppWriter(stackalloc byte[SmppHeader.Size]).End(SmppCommand.EnquireLink, SmppStatus.Ok, number));

    private long WriteUnbind(uint number) => channel.Post(new SmppWriter(stackalloc byte[SmppHeader.Size]).End(SmppCommand.Unbind, SmppStatus.Ok, number));
}
