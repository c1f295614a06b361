namespace Sms;

public sealed class SendingPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly SendingNumber Us = new("+18005550100", NumberType.TollFree, "sandbox", true, 0, ["US"]);
    private static readonly Profile Subscribed = People.With("{}");

    [Fact]
    public void A_subscribed_person_is_texted_from_a_number_of_the_country() => Assert.Equal(Us, Decide(Subscribed, Us).From);

    [Theory]
    [InlineData(SmsConsent.Never, null, SkipReason.MissingConsent)]
    [InlineData(SmsConsent.Unsubscribed, null, SkipReason.Unsubscribed)]
    [InlineData(SmsConsent.Unsubscribed, "rule", SkipReason.Unsubscribed)]
    [InlineData(SmsConsent.Subscribed, "rule", SkipReason.Suppressed)]
    public void Who_may_not_be_texted_is_skipped_for_the_first_reason(SmsConsent consent, string? suppression, SkipReason reason)
    {
        Assert.Equal(reason, Decide(Subscribed with { Consent = consent, Suppression = suppression }, Us).Reason);
        Assert.Equal(reason, Decide(Subscribed with { Consent = consent, Suppression = suppression }).Reason);
    }

    [Fact]
    public void Who_was_erased_is_skipped() => Assert.Equal(SkipReason.PersonDeleted, Decide(null, Us).Reason);

    [Fact]
    public void A_country_none_of_our_numbers_is_meant_for_is_not_supported() =>
        Assert.Equal(SkipReason.CountryNotSupported, Decide(Subscribed with { Country = "DE" }, Us).Reason);

    [Fact]
    public void Without_a_verified_number_there_is_nothing_to_send_from()
    {
        Assert.Equal(SkipReason.NoSendingNumber, Decide(Subscribed).Reason);
        Assert.Equal(SkipReason.NoSendingNumber, Decide(Subscribed, Us with { Verified = false }).Reason);
    }

    private static SendingDecision Decide(Profile? person, params SendingNumber[] numbers) => SendingPolicy.Decide(person, new OfferFacts(0, numbers), Now);
}
