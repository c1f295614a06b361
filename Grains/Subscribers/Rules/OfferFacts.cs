namespace Sms;

/// <summary>What a rule may look at besides the person.</summary>
/// <param name="Ordinal">The message's place in its campaign: spreads messages over equal numbers.</param>
/// <param name="Numbers">The numbers this deployment may send from.</param>
internal sealed record OfferFacts(long Ordinal, IReadOnlyList<SendingNumber> Numbers)
{
    /// <summary>The message itself: what it did before is nothing against it.</summary>
    public MessageId Message { get; init; }
    /// <summary>Not marketing: another consent counts, and no rule about time or frequency.</summary>
    public bool Transactional { get; init; }
    /// <summary>What its campaign asks for; null: a text to which no rule about time or frequency applies.</summary>
    public OfferRules? Rules { get; init; }
    /// <summary>Where the person's clock may be; null: quiet hours are not enforced.</summary>
    public QuietPlace? Place { get; init; }
    /// <summary>Where a campaign goes by the recipient's own clock; null: it does not.</summary>
    public LocalFacts? Local { get; init; }
    /// <summary>What the person was sent lately, campaigns and flows, in no order.</summary>
    public IReadOnlyList<RecentSend> Recent { get; init; } = [];
    public SmartWindows Windows { get; init; } = SmartWindows.None;
    public IReadOnlyList<FrequencyCap> Caps { get; init; } = [];
}
