namespace Sms;

/// <summary>
/// Puts the sweeps and the daily comparison of each carrier with a sending number, the look through the parked receipts, the daily audit and the round of the hygiene rules, on the agenda when
/// the process starts. There is one item of each however many silos do so; from then on the agenda keeps them.
/// </summary>
internal sealed partial class ConfirmationSchedule(IAgenda agenda, ISendingNumbers numbers, TimeProvider clock, ILogger<ConfirmationSchedule> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var items = numbers.All.Select(number => number.Carrier).Distinct().SelectMany(ItemsOf)
            .Append((Kind: AgendaKind.Parking, Key: "all")).Append((Kind: AgendaKind.SelfAudit, Key: "all"))
            .Append((Kind: AgendaKind.Hygiene, Key: "all")).ToList();
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
