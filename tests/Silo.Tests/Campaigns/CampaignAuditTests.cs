using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>The audit against a real ledger; what is made wrong is the campaign's view, and what moves are real commits.</summary>
public sealed class CampaignAuditTests(SqliteFixture database) : IClassFixture<SqliteFixture>
{
    private const int Messages = 3;

    private readonly LedgerFacts facts = new(new DateTimeOffset(2026, 11, 23, 10, 7, 31, 123, TimeSpan.Zero));
    private readonly SourceTally view = new();
    private readonly TimeProvider clock = TimeProvider.System;

    private IReportStore Reports => database.Harness.Reports;

    [Fact]
    public async Task When_all_agree_there_is_no_difference()
    {
        await SendAsync();
        await ReadViewAsync();
        var audit = await AuditAsync(Reports);
        Assert.Empty(audit.Differences);
        Assert.Equal(Messages, audit.Recounted.Submitted);
    }

    [Fact]
    public async Task A_campaign_that_has_just_woken_reads_its_view_before_it_is_compared()
    {
        await SendAsync();
        Assert.Empty((await AuditAsync(Reports)).Differences);
    }

    [Fact]
    public async Task A_view_that_is_too_high_is_a_difference()
    {
        await SendAsync();
        await ReadViewAsync();
        view.Merge([new SourceTotal(facts.Source, Metric.ReceivedSms, 99, 1)]);
        Assert.Equal(["Received SMS: the campaign's figures say 1, the events 0"], (await AuditAsync(Reports)).Differences);
        Assert.Single((await AuditAsync(Reports)).Differences);
    }

    [Fact]
    public async Task A_view_that_is_too_high_is_a_difference_while_figures_move_too()
    {
        await SendAsync();
        await ReadViewAsync();
        view.Merge([new SourceTotal(facts.Source, Metric.ReceivedSms, 99, 1)]);
        Assert.Equal(["Received SMS: the campaign's figures say 1, the events 0"], (await AuditAsync(Moving())).Differences);
    }

    [Fact]
    public async Task A_view_that_has_missed_a_hand_over_is_no_difference_and_makes_up_for_it()
    {
        await SendAsync();
        view.Refresh([], clock.GetUtcNow());
        Assert.Empty((await AuditAsync(Reports)).Differences);
        Assert.Equal(Messages, view.Count(Metric.Submitting));
    }

    [Fact]
    public async Task A_view_that_lags_while_figures_move_is_not_a_difference()
    {
        view.Refresh([], clock.GetUtcNow());
        await SendAsync();
        Assert.Empty((await AuditAsync(Moving())).Differences);
    }

    private int sent;

    private async Task SendAsync()
    {
        for (var i = 0; i < Messages; i++) await CommitAsync();
    }

    private Task CommitAsync() => database.Harness.Ledger.CommitAsync(facts.Entry(sent++, 1, Metric.Submitting));

    private async Task ReadViewAsync() => view.Refresh(await Reports.ReadTotalsAsync(facts.Source), clock.GetUtcNow());

    private Task<CampaignAudit> AuditAsync(IReportStore reports) => new CampaignLedger(database.Harness.Audiences, reports, database.Harness.Get<IDecisionStore>(), clock).AuditAsync(
        new Campaign
        {
            Id = facts.Campaign,
            MessageId = Ulid.NewUlid().ToString(),
            Definition = new CampaignDefinition { Name = "Spring", Included = [], Content = new MessageContent { Body = "Hi" } },
            Status = CampaignStatus.Sending,
            Created = facts.Now,
            Updated = facts.Now,
            LaunchedAt = facts.Now,
            Targeted = 100,
        },
        view);

    /// <summary>The same ledger, in which another message is committed before each reading.</summary>
    private IReportStore Moving()
    {
        var reports = DispatchProxy.Create<IReportStore, MovingReports>();
        ((MovingReports)reports).Begin(Reports, CommitAsync);
        return reports;
    }

    [SuppressMessage("Performance", "CA1852", Justification = "The proxy derives from it.")]
    private class MovingReports : DispatchProxy
    {
        private IReportStore? inner;
        private Func<Task>? move;

        public void Begin(IReportStore reports, Func<Task> commit) => (inner, move) = (reports, commit);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            move!().GetAwaiter().GetResult();
            return targetMethod!.Invoke(inner, args);
        }
    }
}
