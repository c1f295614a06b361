namespace Sms;

/// <summary>
/// Claims what is due and calls the grain it is for. A worker that dies leaves its leases to run out; whoever claims them next calls again, and
/// the grains take that calmly.
/// </summary>
internal sealed partial class AgendaWorker(IAgenda agenda, IGrainFactory grains, TimeProvider clock, AgendaCounters counters, ILogger<AgendaWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Long enough for a launch step, short enough that a crash costs seconds.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How far ahead the first look of a new process reaches: the one before it may have died holding leases, and what it would have looked after next is waited for.
    /// Whatever is not due after all says so and comes again when it is.
    /// </summary>
    private static readonly TimeSpan FirstReach = Lease + TimeSpan.FromSeconds(5);

    private const int Batch = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        var reach = FirstReach;
        bool more;
        do
        {
            more = false;
            try
            {
                var now = clock.GetUtcNow();
                var items = await agenda.ClaimAsync(now + reach, now + Lease, Batch);
                reach = TimeSpan.Zero;
                await Task.WhenAll(items.Select(HandleAsync));
                more = items.Count == Batch;
            }
            catch (LedgerUnavailableException failure)
            {
                LogUnavailable(failure.Message);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // An exception that leaves here ends the whole process; the leases run out and the items are claimed again.
                LogBroken(failure);
            }
        }
        // Many are due after a blast: answers, reminders, campaigns behind them.
        while ((more && !stoppingToken.IsCancellationRequested) || await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task HandleAsync(AgendaItem item)
    {
        // A grain's "nine hours from now" counts from when it was asked: the process may have been stopped since, and nobody is to be late by that.
        var asked = clock.GetUtcNow();
        DateTimeOffset? next;
        counters.Taken(item.Kind, asked - item.Due);
        try
        {
            next = asked + await ContinueAsync(item);
            counters.Handled(item.Kind, failed: false);
        }
        catch (Exception failure)
        {
            // Whatever it was, the item stays on the agenda: what is due must not be lost to one bad moment.
            LogFailed(item.Kind, item.Key, failure);
            counters.Handled(item.Kind, failed: true);
            next = clock.GetUtcNow() + AfterFailure;
        }

        await agenda.CompleteAsync(item, next);
    }

    private async Task<TimeSpan?> ContinueAsync(AgendaItem item) => item.Kind switch
    {
        AgendaKind.CampaignProgress => await grains.Campaign(new CampaignId(item.Key)).ContinueAsync(),
        AgendaKind.Sweep => await grains.Sweep(item.Key).ContinueAsync(),
        AgendaKind.Reconciliation => await grains.Reconciliation(item.Key).ContinueAsync(),
        AgendaKind.Resend => await SendAgainAsync(item),
        AgendaKind.Parking => await grains.Parking().ContinueAsync(),
        AgendaKind.SelfAudit when item.Key == "all" => await grains.SelfAudit().ContinueAsync(),
        AgendaKind.SelfAudit => await grains.CampaignAudit(new CampaignId(item.Key)).ContinueAsync(),
        AgendaKind.Answer => await ConverseAsync(item, ConversationStep.Answer),
        AgendaKind.FlaggedConversation => await ConverseAsync(item, ConversationStep.Flag),
        AgendaKind.InboundParts => await ConverseAsync(item, ConversationStep.Parts),
        AgendaKind.FlowStart => await ConverseAsync(item, ConversationStep.Flows),
        AgendaKind.FlowProgress => await grains.FlowRun(new FlowId(item.Key)).ContinueAsync(),
        AgendaKind.OptInReminder => await ConverseAsync(item, ConversationStep.Reminder),
        AgendaKind.Scrub => await grains.Privacy().ScrubAsync(),
        AgendaKind.Hygiene => await grains.Hygiene().ContinueAsync(),
        AgendaKind.Cleaning => await grains.Cleaning(item.Key).ContinueAsync(),
        _ => throw new InvalidOperationException($"Nobody handles agenda items of kind {item.Kind}"),
    };

    private Task<TimeSpan?> SendAgainAsync(AgendaItem item)
    {
        var (message, person) = ResendKey.Read(item.Key);
        return grains.Resend(message).ContinueAsync(person, proved: false);
    }

    private Task<TimeSpan?> ConverseAsync(AgendaItem item, ConversationStep step)
    {
        var (person, version) = ConversationDesk.ReadKey(item.Key);
        return grains.Subscriber(person).ContinueAsync(step, version);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The agenda cannot be read: {Why}")]
    private partial void LogUnavailable(string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of the agenda broke off")]
    private partial void LogBroken(Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Agenda item {Kind} {Key} failed and stays due")]
    private partial void LogFailed(AgendaKind kind, string key, Exception failure);
}
