using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>
/// The nightly round. A failure that suppresses at once tells its person when it happens; the round finds those whom the news did not reach, and everything that needs
/// counting. It keeps its day only when it is through: a crash costs a round begun again, and who is suppressed is not found twice.
/// </summary>
[GrainType("hygiene")]
internal sealed partial class HygieneGrain(
    [PersistentState("hygiene")] IPersistentState<HygieneState> stored, HygieneDesk desk, IOptions<HygieneOptions> options, TimeProvider clock,
    ILogger<HygieneGrain> logger) : Grain, IHygieneGrain
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    private Task run = Task.CompletedTask;

    public Task<TimeSpan?> ContinueAsync()
    {
        var now = clock.GetUtcNow();
        var at = options.Value.At;
        var day = DateOnly.FromDateTime((now - at).UtcDateTime);
        if (run.IsCompleted && stored.State.Done >= day)
            return Task.FromResult<TimeSpan?>(new DateTimeOffset(day.AddDays(1), TimeOnly.FromTimeSpan(at), TimeSpan.Zero) - now);

        if (run.IsCompleted) run = RunAsync(now, day);
        return Task.FromResult<TimeSpan?>(Pace);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        await run.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private async Task RunAsync(DateTimeOffset now, DateOnly day)
    {
        try
        {
            foreach (var rule in desk.Rules.All.Where(rule => rule.Automatic))
            {
                var plan = HygieneRules.PlanOf([rule], now, textedOnly: false);
                var suppressed = await desk.SuppressAllAsync(plan, rule, null, _ => Task.FromResult(true));
                if (suppressed > 0) LogSuppressed(suppressed, rule.Name);
            }

            stored.State.Done = day;
            await stored.SaveAsync(this);
        }
        catch (Exception failure)
        {
            // Whoever is suppressed is; the agenda comes again for the others.
            LogBroken(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{People} numbers suppressed by rule {Rule}")]
    private partial void LogSuppressed(int people, string rule);

    [LoggerMessage(Level = LogLevel.Error, Message = "The round of the hygiene rules broke off")]
    private partial void LogBroken(Exception failure);
}

[GenerateSerializer, Alias("hygiene-state")]
public sealed class HygieneState
{
    /// <summary>The day (UTC) of the last round.</summary>
    [Id(0)] public DateOnly Done { get; set; }
}
