namespace Sms;

/// <summary>Takes numbers out of use and brings them back: one commit for many people, each with an event that names the rule.</summary>
internal sealed class HygieneDesk(HygieneRules rules, IProfileStore profiles, ISegmentStore segments, TimeProvider clock)
{
    private const int Page = 500;

    public HygieneRules Rules => rules;

    /// <summary>Returns how many changed. A null rule lifts what suppresses them.</summary>
    public async Task<int> SuppressAsync(IReadOnlyCollection<SubscriberId> people, string? rule) => (await WriteAsync(people, OrderOf(rule), null)).Count(person => person.Changed);

    public Task<int> LiftAsync(IReadOnlyCollection<SubscriberId> people) => SuppressAsync(people, rule: (string?)null);

    /// <summary>As a carrier's list has it: consent goes as well, unless it was given since.</summary>
    public Task<IReadOnlyList<ProfileWritten>> DeactivateAsync(IReadOnlyCollection<SubscriberId> people, string rule, DateTimeOffset at) =>
        WriteAsync(people, OrderOf(rule) with { SpareConsentSince = at }, new ConsentChange(rule));

    /// <summary>As <see cref="SuppressAsync(IReadOnlyCollection{SubscriberId}, string?)"/>, with what the rule does to consent.</summary>
    /// <param name="spareConsentSince">Leaves those alone who have consented later than this.</param>
    public async Task<int> SuppressAsync(IReadOnlyCollection<SubscriberId> people, HygieneRule rule, DateTimeOffset? spareConsentSince = null)
    {
        var withdrawal = rule.WithdrawsConsent ? new ConsentChange(rule.Name) : null;
        return (await WriteAsync(people, OrderOf(rule.Name) with { SpareConsentSince = spareConsentSince }, withdrawal)).Count(person => person.Changed);
    }

    /// <summary>
    /// Suppresses those the plan finds, page by page; those behind <paramref name="after"/> if it is given. Who opts in between being found and being suppressed is
    /// left alone. Returns how many changed.
    /// </summary>
    /// <param name="onPage">Called after each page with its last person.</param>
    public async Task<int> SuppressAllAsync(SegmentPlan plan, HygieneRule rule, SubscriberId? after, Func<SubscriberId, Task<bool>> onPage)
    {
        for (var suppressed = 0; ;)
        {
            var found = clock.GetUtcNow();
            var page = await segments.PageAsync(plan, found, after, Page);
            if (page.Profiles is []) return suppressed;
            suppressed += await SuppressAsync([.. page.Profiles.Select(person => person.Id)], rule, found);
            after = page.Profiles[^1].Id;
            if (!await onPage(after.Value) || page.Next is null) return suppressed;
        }
    }

    public Task<long> CountAsync(SegmentPlan plan) => segments.CountAsync(plan, clock.GetUtcNow());

    public Task<ProfilePage> PageAsync(SegmentPlan plan, SubscriberId? after, int size) => segments.PageAsync(plan, clock.GetUtcNow(), after, size);

    /// <summary>What no opt-in lifts takes the place of what one does; otherwise the first rule stays.</summary>
    private SuppressionOrder OrderOf(string? rule) => new(rule) { Replaces = rule is not null && !rules.IsLiftedByOptIn(rule) };

    private async Task<IReadOnlyList<ProfileWritten>> WriteAsync(IReadOnlyCollection<SubscriberId> people, SuppressionOrder order, ConsentChange? withdrawal)
    {
        if (people.Count == 0) return [];
        var rows = people.Distinct().Select(person => new ProfileWriteRow(person, null, null, null, null, null)).ToList();
        return await profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Update, rows, clock.GetUtcNow().ToMilliseconds()) { Suppression = order, Withdrawal = withdrawal });
    }
}
