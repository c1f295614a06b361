using System.Text.Json;

namespace Sms;

public sealed class TwilioVocabularyTests
{
    /// <summary>message_enum_status of the vendor's OpenAPI description.</summary>
    private static readonly string[] VendorStatuses =
        ["queued", "sending", "sent", "failed", "delivered", "undelivered", "receiving", "received", "accepted", "scheduled", "read", "partially_delivered", "canceled"];

    [Fact]
    public void Every_status_of_the_vendor_is_mapped_or_named_as_not_ours()
    {
        using var stream = typeof(TwilioVocabulary).Assembly.GetManifestResourceStream("Carriers/Twilio/twilio-statuses.json")!;
        using var document = JsonDocument.Parse(stream);
        var named = document.RootElement.GetProperty("not_outbound").EnumerateArray().Select(e => e.GetString()!);
        Assert.Equal(VendorStatuses.Order(), TwilioVocabulary.Statuses.Keys.Concat(named).Order());
    }

    [Theory]
    [InlineData("30005", FailureType.DeviceDisconnected)]
    [InlineData("30003", FailureType.DeviceUnreachable)]
    [InlineData("30017", FailureType.DeviceUnreachable)]
    [InlineData("30007", FailureType.CarrierViolation)]
    [InlineData("30004", FailureType.MessageBlocked)]
    [InlineData("21610", FailureType.MessageBlocked)]
    [InlineData("30450", FailureType.MessageBlocked)]
    [InlineData("30006", FailureType.DeviceIncapable)]
    [InlineData("21614", FailureType.DeviceIncapable)]
    [InlineData("21612", FailureType.DeviceIncapable)]
    [InlineData("30034", FailureType.NumberNotVerified)]
    [InlineData("30032", FailureType.NumberNotVerified)]
    [InlineData("21211", FailureType.InvalidMobileNumber)]
    [InlineData("30008", FailureType.Unknown)]
    [InlineData("12", FailureType.Unknown)]
    [InlineData(null, FailureType.Unknown)]
    public void Codes_map_to_the_reasons_of_reports(string? code, FailureType failure) => Assert.Equal(failure, TwilioVocabulary.Words.FailureOf(code));

    [Theory]
    [InlineData("30001"), InlineData("30022"), InlineData("30023"), InlineData("30027"), InlineData("14107"), InlineData("20429"), InlineData("21611"), InlineData("30002")]
    public void Codes_that_mean_later_are_no_refusals(string code) => Assert.True(TwilioVocabulary.Words.ErrorOf(code)!.Throttle);

    [Fact]
    public void A_code_is_either_a_reason_or_a_throttle_and_has_a_text() => Assert.All(TwilioVocabulary.Words.Errors.Values, error =>
    {
        Assert.NotEmpty(error.Text);
        Assert.NotEqual(FailureType.None, error.Failure);
        if (error.Throttle) Assert.Equal(FailureType.Unknown, error.Failure);
    });
}
