namespace Sms;

public sealed class VendorTextTests
{
    [Theory]
    [InlineData("The 'To' number +15005550001 is not a valid phone number.", "The 'To' number (number) is not a valid phone number.")]
    [InlineData("Unreachable: +1 (500) 555-0001, 4915112345678", "Unreachable: (number), (number)")]
    [InlineData("code 30007, see https://www.twilio.com/docs/errors/30007", "code 30007, see https://www.twilio.com/docs/errors/30007")]
    [InlineData("SM1234567890abcdef1234567890abcdef is queued since 12:30", "SM1234567890abcdef1234567890abcdef is queued since 12:30")]
    [InlineData(null, null)]
    public void A_vendors_sentence_is_kept_without_the_numbers_in_it(string? said, string? kept) => Assert.Equal(kept, VendorText.WithoutNumbers(said));

    [Fact]
    public void A_refusal_that_repeats_the_number_is_kept_without_it()
    {
        var answer = new CarrierAnswer(400, null, """{"code":21211,"message":"The 'To' number +15005550001 is not a valid phone number."}"""u8.ToArray());
        Assert.Equal("The 'To' number (number) is not a valid phone number.", TwilioReply.Weigh(answer).Detail);
    }
}
