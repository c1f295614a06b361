using System.Globalization;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>The rules of this deployment, and the questions to the ledger they come down to: those of segments, so that a preview and a segment never disagree.</summary>
internal sealed class HygieneRules
{
    public const string Sunset = "sunset";

    private readonly Dictionary<FailureType, HygieneRule> atOnce;

    public HygieneRules(IOptions<HygieneOptions> options)
    {
        var failures = options.Value.Failures.Where(rule => rule.Value.Enabled).Select(rule => OfFailure(rule.Key, rule.Value));
        All = [.. failures.OrderByDescending(rule => rule.Automatic).ThenBy(rule => rule.Name, StringComparer.Ordinal), .. OfSunset(options.Value.Sunset)];
        atOnce = All.Where(rule => rule is { Automatic: true, AtOnce: not FailureType.None })
            .GroupBy(rule => rule.AtOnce).ToDictionary(rules => rules.Key, rules => rules.First());
    }

    /// <summary>In the order they are applied in: what a number does by itself first, what it has not done for a long time last.</summary>
    public IReadOnlyList<HygieneRule> All { get; }

    public HygieneRule? Find(string name) => All.FirstOrDefault(rule => rule.Name == name);

    /// <summary>The automatic rule that this one failure breaks; null: none.</summary>
    public HygieneRule? BrokenBy(FailureType failure) => failure == FailureType.None ? null : atOnce.GetValueOrDefault(failure);

    /// <summary>
    /// Whether a number suppressed by this rule comes back with an opt-in from the phone itself: that shows that it works, and who has it now. A human's decision and a
    /// list of people not to be texted stand.
    /// </summary>
    public bool IsLiftedByOptIn(string rule) =>
        Find(rule) is not null || rule is DeactivationRules.Deactivated or DeactivationRules.Reassigned or DeactivationRules.Landline;

    /// <summary>Those whom any of the rules fits, by what had happened at <paramref name="at"/> – since their suppression was lifted last, if it ever was.</summary>
    /// <param name="textedOnly">Only people who would be sent marketing.</param>
    /// <param name="spareReceivedSince">Not those who have received a text since.</param>
    public static SegmentPlan PlanOf(IEnumerable<HygieneRule> rules, DateTimeOffset at, ListId? list = null, bool textedOnly = true, bool spareReceivedSince = false)
    {
        List<SegmentGroup> groups = [Group(new SegmentTest { Kind = SegmentTestKind.NotSuppressed })];
        if (textedOnly) groups.Add(Group(new SegmentTest { Kind = SegmentTestKind.ConsentIs, Number = (int)SmsConsent.Subscribed }));
        if (list is { } only) groups.Add(Group(new SegmentTest { Kind = SegmentTestKind.InGroup, Texts = [only.Value] }));
        SegmentCondition[] found = [.. rules.SelectMany(rule => rule.Finds).Select(condition => Until(condition, at))];
        groups.Add(found is [] ? Nobody : new SegmentGroup(found));
        if (spareReceivedSince) groups.Add(Group(NoneReceived(new SegmentWindow(From: at))));
        return new SegmentPlan(new SegmentRule(groups), new Dictionary<SegmentId, SegmentRule>());
    }

    /// <summary>Whom no rule finds: those suppressed and not suppressed.</summary>
    private static SegmentGroup Nobody { get; } = new([new SegmentCondition([new SegmentTest { Kind = SegmentTestKind.NotSuppressed }], Negated: true)]);

    private static SegmentGroup Group(SegmentTest test) => new([new SegmentCondition([test])]);

    /// <summary>Windows end where they are looked from: what comes later moves nobody in or out.</summary>
    private static SegmentCondition Until(SegmentCondition condition, DateTimeOffset at) => condition with
    {
        Tests = [.. condition.Tests.Select(test => test with { Window = new SegmentWindow(From: at - (test.Window?.FromAgo ?? at - DateTimeOffset.UnixEpoch), To: at) })],
    };

    private static HygieneRule OfFailure(string name, FailureRuleOptions about)
    {
        var window = Days(about.WithinDays);
        SegmentTest[] spared = about.UnlessReceivedWithinDays is { } days ? [NoneReceived(Days(days))] : [];
        var says = string.Create(
            CultureInfo.InvariantCulture,
            $"{about.Failure.Label()}: {about.AtLeast} or more {(about.WithinDays is { } within ? $"within {within} days" : "ever")}{(spared is [] ? "" : $", and nothing received within {about.UnlessReceivedWithinDays} days")}");
        return new HygieneRule(
            name, says, about.Automatic, about.WithdrawsConsent,
            [Failed(Metric.FailedToDeliverSms), Failed(Metric.RefusedSms)],
            about is { AtLeast: 1, UnlessReceivedWithinDays: null } ? about.Failure : FailureType.None);

        SegmentCondition Failed(Metric metric) => new(
            [new SegmentTest { Kind = SegmentTestKind.CountGreaterOrEqual, Metric = metric, Failures = [about.Failure], Number = about.AtLeast, Window = window, SinceLifted = true }, .. spared]);
    }

    private static IEnumerable<HygieneRule> OfSunset(SunsetOptions about)
    {
        if (!about.Enabled) yield break;
        var window = Days(7 * about.Weeks);
        var says = string.Create(CultureInfo.InvariantCulture, $"Nothing received in {about.Weeks} weeks of {about.AtLeastSent} or more texts");
        yield return new HygieneRule(
            Sunset, says, about.Automatic, false,
            [
                new SegmentCondition(
                [
                    new SegmentTest { Kind = SegmentTestKind.CountGreaterOrEqual, Metric = Metric.RelayedSms, Number = about.AtLeastSent, Window = window, SinceLifted = true },
                    NoneReceived(window),
                ]),
            ]);
    }

    private static SegmentTest NoneReceived(SegmentWindow? window) =>
        new() { Kind = SegmentTestKind.CountEquals, Metric = Metric.ReceivedSms, Number = 0, Window = window };

    private static SegmentWindow? Days(int? days) => days is { } count ? new SegmentWindow(FromAgo: TimeSpan.FromDays(count)) : null;
}
