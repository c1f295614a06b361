using CsCheck;

namespace Sms.Tests;

/// <summary>What a text does, over random people, requests and texts.</summary>
public sealed class ConversationRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly ListId List = new("01JABCDEFGHJKMNPQRSTVWXYZ0");

    private static readonly Gen<Profile> Anybody = Gen.Select(
        Gen.OneOf(SmsConsent.Never, SmsConsent.Subscribed, SmsConsent.Unsubscribed), Gen.OneOf(SmsConsent.Never, SmsConsent.Subscribed, SmsConsent.Unsubscribed), Gen.Bool, Gen.Bool,
        (consent, transactional, flagged, suppressed) => People.Ada with
        {
            Consent = consent,
            Transactional = transactional == SmsConsent.Never ? null : new ChannelConsent(transactional, Now, null, null, Now),
            FlaggedAt = flagged ? Now : null,
            Suppression = suppressed ? "Landline" : null,
        });

    private static readonly Gen<FoundKeyword?> AnyKeyword = Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, (found, list, reply, confirm) => found
        ? new FoundKeyword(new SmsKeyword { Id = "k", Word = "vip", List = list ? List : null, Reply = reply ? "Hello" : null, Created = Now, Updated = Now }, confirm)
        : null);

    private static readonly Gen<IReadOnlyList<OpenOptIn>> AnyRequests = Gen.Bool.Select(open => (IReadOnlyList<OpenOptIn>)(open ? [Request()] : []));

    private static readonly Gen<HeardKind> AnyHeard = Gen.OneOf(HeardKind.Nothing, HeardKind.OptOut, HeardKind.Ambiguous, HeardKind.Help, HeardKind.OptIn, HeardKind.Yes);

    [Fact]
    public void After_an_opt_out_nobody_is_subscribed_whoever_it_was() => Anybody.Select(AnyRequests).Sample((person, open) =>
    {
        var hearing = Decide(person, HeardKind.OptOut, null, open);
        Assert.True(hearing.Move is ConsentMove.Unsubscribe or ConsentMove.UnsubscribeTransactional || person.Transactional?.Consent != SmsConsent.Subscribed);
        return (hearing.Move == ConsentMove.Unsubscribe || person.Consent == SmsConsent.Unsubscribed) && hearing.Joins.Count == 0;
    });

    [Fact]
    public void Nobody_is_subscribed_without_a_word_that_says_so() => Gen.Select(Anybody, AnyHeard, AnyKeyword, AnyRequests).Sample((person, kind, keyword, open) =>
    {
        var hearing = Decide(person, kind, keyword, open);
        var said = kind == HeardKind.OptIn || kind == HeardKind.Yes && open.Count > 0 || hearing.Heard == HeardLabels.Keyword && keyword is { Confirm: false, Keyword.List: not null };
        return hearing.Move != ConsentMove.Subscribe || said;
    });

    [Fact]
    public void Nobody_who_is_suppressed_is_subscribed_or_asked() => Gen.Select(Anybody, AnyHeard, AnyKeyword, AnyRequests).Sample((person, kind, keyword, open) =>
        person.Suppression is null || Decide(person, kind, keyword, open) is { Move: not (ConsentMove.Subscribe or ConsentMove.Request), Joins.Count: 0 });

    [Fact]
    public void An_ambiguous_text_leaves_nobody_whom_marketing_would_reach() => Anybody.Sample(person =>
        Decide(person, HeardKind.Ambiguous, null, []).Move == ConsentMove.Flag || person.Consent == SmsConsent.Unsubscribed || person.FlaggedAt is not null);

    [Fact]
    public void A_request_is_made_once_and_a_yes_without_one_is_a_text_like_others()
    {
        var confirmed = new FoundKeyword(new SmsKeyword { Id = "k", Word = "vip", List = List, Created = Now, Updated = Now }, true);
        Assert.Equal(ConsentMove.Request, Decide(People.Ada with { Consent = SmsConsent.Never }, HeardKind.Nothing, confirmed, []).Move);
        Assert.Equal(ConsentMove.None, Decide(People.Ada with { Consent = SmsConsent.Never }, HeardKind.Nothing, confirmed, [Request()]).Move);
        Assert.Equal(HeardLabels.Text, Decide(People.Ada with { Consent = SmsConsent.Never }, HeardKind.Yes, null, []).Heard);
        Assert.Equal([List], Decide(People.Ada with { Consent = SmsConsent.Never }, HeardKind.Yes, null, [Request()]).Joins);
    }

    [Fact]
    public void A_flow_starts_with_its_keyword_or_with_the_yes_that_was_asked_for_and_with_nothing_else()
    {
        var (flow, other) = (new FlowId("01JABCDEFGHJKMNPQRSTVWXYZ1"), new FlowId("01JABCDEFGHJKMNPQRSTVWXYZ2"));
        var keyword = new SmsKeyword { Id = "k", Word = "vip", Flow = flow, Created = Now, Updated = Now };
        var stranger = People.Ada with { Consent = SmsConsent.Never };
        Assert.Equal([flow], Decide(stranger, HeardKind.Nothing, new FoundKeyword(keyword, false), []).Starts);
        Assert.Equal([flow], Decide(stranger, HeardKind.Nothing, new FoundKeyword(keyword with { List = List }, false), []).Starts);
        Assert.Equal([flow], Decide(People.Ada with { Consent = SmsConsent.Subscribed }, HeardKind.Nothing, new FoundKeyword(keyword with { List = List }, true), []).Starts);
        Assert.Equal((ConsentMove.Request, flow), Decide(stranger, HeardKind.Nothing, new FoundKeyword(keyword with { List = List }, true), []) is var asked ? (asked.Move, asked.Starts[0]) : default);
        // The request that is out keeps its own; the yes starts those.
        var open = Request() with { Flows = [other] };
        Assert.Equal([other], Decide(People.Ada with { Suppression = "Landline" }, HeardKind.Yes, null, [open]).Starts);
        Assert.Empty(Decide(stranger, HeardKind.Nothing, new FoundKeyword(keyword with { List = List }, true), [open]).Starts);
        Assert.Equal([other], Decide(stranger, HeardKind.Yes, null, [open, open]).Starts);
        Gen.Select(Anybody, AnyHeard.Where(kind => kind is not (HeardKind.Nothing or HeardKind.Yes))).Sample((person, kind) => Decide(person, kind, new FoundKeyword(keyword, false), [open]).Starts.Count == 0);
    }

    private static Hearing Decide(Profile person, HeardKind kind, FoundKeyword? keyword, IReadOnlyList<OpenOptIn> open) =>
        ConversationRules.Decide(person, new Heard(kind, null, null, ""), keyword, open);

    private static OpenOptIn Request() => new(1, List, "API", null, Now.AddDays(1), false, new LedgerEvent
    {
        Id = Guid.Empty,
        Stream = StreamId.Of(People.Ada.Id),
        Version = 1,
        Metric = Metric.ConsentRequested,
        At = Now,
        Subscriber = People.Ada.Id,
    });
}
