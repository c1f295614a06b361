namespace Sms;

/// <summary>
/// Puts the sweeps and the daily comparison of each carrier with a sending number, the look through the parked receipts, the daily audit and the round of the hygiene rules, on the agenda when
/// the process starts. There is one item of each however many silos do so; from then on the agenda keeps them.
/// </summary>
internal sealed partial class ConfirmationSchedule(IAgenda agenda, ISendingNumbers numbers, TimeProvider clock, ILogger<ConfirmationSchedule> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>Numbers are added while the process runs, perhaps of a carrier that had none; nothing of theirs is swept before it is minutes old.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ScheduleAsync(
            [(AgendaKind.Parking, "all"), (AgendaKind.SelfAudit, "all"), (AgendaKind.Hygiene, "all")], stoppingToken);
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (!stoppingToken.IsCancellationRequested)
        {
            var carriers = numbers.All.Select(number => number.Carrier).Where(known.Add).ToList();
            await ScheduleAsync([.. carriers.SelectMany(ItemsOf)], stoppingToken);
            await Task.Delay(LookAgain, clock, stoppingToken);
        }
    }

    private async Task ScheduleAsync(IReadOnlyList<(AgendaKind Kind, string Key)> items, CancellationToken stoppingToken)
    {
        for (var i = 0; i < items.Count && !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await agenda.ScheduleAsync(items[i].Kind, items[i].Key, clock.GetUtcNow());
                i++;
            }
            catch (LedgerUnavailableException failure)
            {
                LogPutOff(failure.Message);
                await Task.Delay(AfterFailure, clock, stoppingToken);
            }
        }
    }

    private static IEnumerable<(AgendaKind Kind, string Key)> ItemsOf(string carrier)
    {
        foreach (var stage in Enum.GetValues<SettleStage>()) yield return (AgendaKind.Sweep, $"{stage.ToString().ToLowerInvariant()}/{carrier}");
        yield return (AgendaKind.Reconciliation, carrier);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sweeps and audits are not on the agenda yet: {Why}")]
    private partial void LogPutOff(string why);
}
