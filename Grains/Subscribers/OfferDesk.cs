using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>What is decided about an offer: a draft to submit, until when to wait, or why not.</summary>
internal readonly record struct OfferDecision(MessageDraft? Draft, SkipReason Reason, string? Detail, DateTimeOffset? Until = null);

/// <summary>Puts the pure decisions of an offer in a row: policy, number, text.</summary>
internal sealed class OfferDesk(
    ISendingNumbers numbers, NumberPaces paces, ICarriers carriers, QuietPlaces places, SendingHistory history, IOptions<SendingOptions> options,
    IOptions<QuietHoursOptions> quiet, MessageCounters counters, TimeProvider clock)
{
    private ModeOf told = new([], QuietHoursMode.Enforce);

    /// <summary>Numbers with a rate, in this silo.</summary>
    public NumberPaces Paces => paces;

    /// <summary>Completes when the numbers are known as they are now.</summary>
    public Task Ready => numbers.Ready;

    /// <param name="person">Null when the person was erased.</param>
    /// <param name="recent">What the person was sent lately; empty when no rule asks.</param>
    public OfferDecision Decide(Profile? person, Offer offer, IReadOnlyList<RecentSend> recent)
    {
        var now = clock.GetUtcNow();
        // What was asked for, an order's confirmation say, is wanted now.
        var rules = offer.Content.Transactional ? null : offer.Rules;
        var facts = new OfferFacts(offer.Message.Ordinal, numbers.All)
        {
            Message = offer.Message,
            Transactional = offer.Content.Transactional,
            Rules = rules,
            Place = person is null || rules is null ? null : PlaceOf(person, offer.Source, now),
            Local = person is not null && offer.Rules?.Local is { } local ? new LocalFacts(places.Of(person).Shows(local.WallClock), local) : null,
            Recent = recent,
            Windows = history.Windows,
            // The first attempt was counted, or not allowed.
            Caps = offer.Again || offer.Content.Transactional ? [] : history.Caps,
        };
        var allowed = SendingPolicy.Decide(person, facts, now);
        if (allowed.From is not { } from) return new OfferDecision(null, allowed.Reason, allowed.Detail, allowed.Until);

        var composed = MessageComposer.Compose(offer.Content, person!, options.Value);
        if (composed.Body is not { } body) return new OfferDecision(null, composed.Reason, composed.Detail);

        return new OfferDecision(
            new MessageDraft
            {
                Subscriber = person!.Id,
                Source = offer.Source,
                To = person.Phone,
                From = from.Number,
                Carrier = from.Carrier,
                Body = body,
                Segments = composed.Segments,
                Country = person.Country,
                ValidUntil = QuietHoursRule.EndsAt(facts, now),
            },
            SkipReason.None,
            null);
    }

    /// <summary>Null where quiet hours are not enforced.</summary>
    private QuietPlace? PlaceOf(Profile person, SourceId source, DateTimeOffset now)
    {
        var mode = (source.Kind == SourceKind.Flow ? quiet.Value.Flows : quiet.Value.Campaigns) ?? Default();
        if (mode == QuietHoursMode.Off) return null;
        var place = places.Of(person);
        if (mode == QuietHoursMode.Enforce) return place;
        if (!place.At(now).IsOpen) counters.InQuietHours();
        return null;
    }

    private QuietHoursMode Default()
    {
        var all = numbers.All;
        var known = told;
        if (!ReferenceEquals(known.Numbers, all))
            told = known = new ModeOf(all, all.Any(number => carriers.ReachesPeople(number.Carrier)) ? QuietHoursMode.Enforce : QuietHoursMode.Off);
        return known.Mode;
    }

    /// <summary>What follows from the numbers, until they are others.</summary>
    private sealed record ModeOf(IReadOnlyList<SendingNumber> Numbers, QuietHoursMode Mode);
}
