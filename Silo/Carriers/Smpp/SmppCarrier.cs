namespace Sms;

/// <summary>
/// A provider over SMPP 3.4. Its receipts know a message by the provider's id alone, and come by the same binds: <see cref="SmppInbox"/> takes them.
/// </summary>
internal sealed class SmppCarrier(SmppSettings settings, SmppLine line, SmppReceipts receipts) : ICarrier
{
    private static readonly TimeSpan PauseInside = TimeSpan.FromMilliseconds(250);

    private int reference = Random.Shared.Next();

    public string Name => settings.Name;

    public bool ReportsByProviderId => true;

    /// <summary>A message of several parts takes as many places of the window, one after the other.</summary>
    public int? MostAtOnce => settings.Window * settings.Sessions;

    /// <summary>There is no list to be absent from.</summary>
    public bool AbsenceProves => false;

    public SmppSettings Settings => settings;
    public SmppReceipts Receipts => receipts;

    public async Task<SubmitReply> SubmitAsync(CarrierMessage message, CancellationToken cancellation)
    {
        if (line.Guard.Enter() is { } closed) return closed;
        using var span = line.Guard.Trace(message.Id);
        var (reply, answered) = await SendAsync(message, cancellation).ConfigureAwait(false);
        line.Guard.Leave(message.Id, reply, answered, span);
        return reply;
    }

    /// <summary>Nothing comes over HTTP.</summary>
    public CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt) => CallbackReading.Forged;

    public Task<CarrierRecord?> FetchAsync(string providerId, CancellationToken cancellation) =>
        Task.FromException<CarrierRecord?>(new CarrierUnreachableException("Over SMPP nothing is looked up; messages are settled by their receipts."));

    public Task<IReadOnlyList<CarrierRecord>> FindAsync(string to, DateTimeOffset since, CancellationToken cancellation) =>
        Task.FromException<IReadOnlyList<CarrierRecord>>(new CarrierUnreachableException("SMPP has no list by recipient; a submit without an answer is settled by its receipt."));

    private async Task<(SubmitReply Reply, bool Answered)> SendAsync(CarrierMessage message, CancellationToken cancellation)
    {
        // A provider that refuses to be bound to does answer.
        if (line.Pick() is not { } session)
            return (line.Refused ?? SubmitReply.Throttled(null, "There is no bind.") with { Cause = ThrottleCause.Unreachable }, line.IsTurnedAway);

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(settings.SubmitTimeout);
        var text = SmppText.Of(message.Body, settings.Gsm, settings.LongMessages is SmppLongMessages.Payload);
        var joined = text.Parts.Count > 1 ? Interlocked.Increment(ref reference) : 0;
        var first = await SubmitAsync(0);
        // Nothing has left yet that could be half a message.
        if (!first.IsOk) return (Weigh(first), first.Kind is SmppAnswerKind.Answered || cancellation.IsCancellationRequested);
        if (SmppIds.Canonical(first.MessageId, settings.AnswerIds) is not { } id)
            return (SubmitReply.Unknown(null, "The provider's answer names no message."), true);

        line.Sent.Add(id, message.Id);
        if (text.Parts.Count == 1) return (SubmitReply.Accepted(id) with { Parts = 1, PartIds = [id] }, true);
        var rest = await Task.WhenAll(Enumerable.Range(1, text.Parts.Count - 1).Select(RestAsync));
        // Some parts on their way are a message on its way, even if it will not arrive whole: sending it again would text twice.
        return (SubmitReply.Accepted(id) with { Parts = text.Parts.Count, PartIds = [id, .. rest.OfType<string>()] }, true);

        Task<SmppAnswer> SubmitAsync(int part) =>
            session.SubmitAsync(new SmppSubmit(message, text.Coding, text.Parts[part], part + 1, text.Parts.Count, joined), timeout.Token);

        async Task<string?> RestAsync(int part)
        {
            while (true)
            {
                var answer = await SubmitAsync(part);
                if (answer.IsOk && SmppIds.Canonical(answer.MessageId, settings.AnswerIds) is { } known)
                {
                    line.Sent.Add(known, message.Id);
                    return known;
                }
                // The first part is out: for this one "later" means soon.
                if (answer.Kind is not SmppAnswerKind.Answered || SmppReply.OfStatus(answer.Status).Kind is not SubmitKind.Throttled || timeout.IsCancellationRequested) return null;
                await Task.WhenAny(Task.Delay(PauseInside, timeout.Token));
            }
        }
    }

    private static SubmitReply Weigh(SmppAnswer answer) => answer.Kind switch
    {
        SmppAnswerKind.Answered => SmppReply.OfStatus(answer.Status),
        SmppAnswerKind.NotSent => SubmitReply.Throttled(null, answer.Cause) with { Cause = ThrottleCause.Unreachable },
        SmppAnswerKind.Unknown => SubmitReply.Unknown(null, answer.Cause),
        _ => throw new InvalidOperationException($"No answer is {answer.Kind}"),
    };
}
