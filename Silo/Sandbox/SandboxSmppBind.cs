using System.Collections.Concurrent;

namespace Sms;

/// <summary>One connection of a sender's.</summary>
internal sealed class SandboxSmppBind(Stream stream, SandboxAccount account, SandboxDesk desk, TimeProvider clock)
{
    /// <summary>Submits that have ended are forgotten by so many.</summary>
    private const int MostForgotten = 1_000;

    private readonly SmppChannel channel = new(stream);
    private readonly List<Task> taking = [];
    private readonly ConcurrentDictionary<uint, TaskCompletionSource<uint>> waiting = new();
    private readonly CancellationTokenSource ended = new();
    private int sequence;

    public bool IsBound { get; private set; }

    public CancellationToken Ended => ended.Token;

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, ended.Token);
        await channel.RunAsync(Receive, stop.Token);
        IsBound = false;
        await ended.CancelAsync();
        foreach (var open in waiting.Values) open.TrySetCanceled(CancellationToken.None);
        await Task.WhenAll(taking);
    }

    public void Cut() => ended.Cancel();

    public void Answer(uint number, uint status, string? id = null)
    {
        var pdu = new SmppWriter(stackalloc byte[100]);
        if (id is not null) pdu.Text(id);
        channel.Post(pdu.End(SmppCommand.SubmitSmAnswer, status, number));
    }

    /// <inheritdoc cref="SandboxSmpp.ReceiptAsync"/>
    public async Task<int> DeliverAsync(SandboxSmppDelivery delivery, TimeSpan patience)
    {
        var number = (uint)Interlocked.Increment(ref sequence) & SmppHeader.LastSequence;
        var answer = waiting[number] = new TaskCompletionSource<uint>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            if (delivery.Post(number, channel) == 0) return 0;
            return await answer.Task.WaitAsync(patience, clock) == SmppStatus.Ok ? 200 : 500;
        }
        catch (TimeoutException)
        {
            return -1;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        finally { waiting.TryRemove(number, out _); }
    }

    private void Receive(SmppHeader header, ReadOnlySpan<byte> body)
    {
        switch (header.Command)
        {
            case SmppCommand.BindTransceiver: Bind(header, body); break;
            case SmppCommand.SubmitSm when !IsBound: Answer(header.Sequence, SmppStatus.NotBound); break;
            case SmppCommand.SubmitSm: Submit(header, SmppDelivery.Read(header.Command, body)); break;
            case SmppCommand.EnquireLink: Reply(header, SmppCommand.EnquireLinkAnswer, SmppStatus.Ok); break;
            case SmppCommand.Unbind:
                IsBound = false;
                Reply(header, SmppCommand.UnbindAnswer, SmppStatus.Ok);
                break;
            case SmppCommand.DeliverSmAnswer or SmppCommand.Answer:
                if (waiting.TryRemove(header.Sequence, out var open)) open.TrySetResult(header.Status);
                break;
            case var other when (other & SmppCommand.Answer) == 0: Reply(header, SmppCommand.Answer, SmppStatus.InvalidCommand); break;
        }
    }

    private void Bind(SmppHeader header, ReadOnlySpan<byte> body)
    {
        var fields = new SmppFields(body);
        var (system, password) = (fields.Text(16), fields.Text(65));
        var status = system != SandboxAccount.SystemId && system != account.Sid ? SmppStatus.InvalidSystemId
            : !VendorText.Same(account.Token, password) ? SmppStatus.InvalidPassword : SmppStatus.Ok;
        var pdu = new SmppWriter(stackalloc byte[60]);
        if (status == SmppStatus.Ok)
        {
            pdu.Text(SandboxAccount.SystemId);
            pdu.Tag(SmppTag.InterfaceVersion, (byte)0x34);
        }
        channel.Post(pdu.End(SmppCommand.BindTransceiverAnswer, status, header.Sequence));
        IsBound = status == SmppStatus.Ok;
    }

    private void Submit(SmppHeader header, SmppDelivery? sent)
    {
        if (sent?.ReadText(gsm: true) is not { } read)
        {
            Answer(header.Sequence, sent is null ? SmppStatus.InvalidLength : SmppStatus.SystemError);
            return;
        }
        var submit = new SandboxSubmit(sent.To.Number, sent.From.Number, read.Text, SandboxSmppWords.Way(sent, read.Part?.Number ?? 1));
        var fault = submit.From.Length == 0 ? 21603 : submit.Body.Length == 0 ? 21602 : !submit.IsAddressed ? 21211 : 0;
        taking.Add(desk.TakeAsync(new SandboxSmppExchange(this, header.Sequence), submit, fault));
        // Called by one reader, one PDU at a time.
        if (taking.Count > MostForgotten) taking.RemoveAll(task => task.IsCompletedSuccessfully);
    }

    private void Reply(SmppHeader header, SmppCommand command, uint status) =>
        channel.Post(new SmppWriter(stackalloc byte[SmppHeader.Size]).End(command, status, header.Sequence));
}
