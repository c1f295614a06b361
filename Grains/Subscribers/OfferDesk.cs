using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>What is decided about an offer: a draft to submit, or why not.</summary>
internal readonly record struct OfferDecision(MessageDraft? Draft, SkipReason Reason, string? Detail);

/// <summary>Puts the pure decisions of an offer in a row: policy, number, text.</summary>
internal sealed class OfferDesk(ISendingNumbers numbers, IOptions<SendingOptions> options, TimeProvider clock)
{
    public OfferDecision Decide(Profile? person, Offer offer)
    {
        var allowed = SendingPolicy.Decide(person, new OfferFacts(offer.Message.Ordinal, numbers.All, offer.Content.Transactional), clock.GetUtcNow());
        if (allowed.From is not { } from) return new OfferDecision(null, allowed.Reason, null);

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
            },
            SkipReason.None,
            null);
    }
}
