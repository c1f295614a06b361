using System.Text.Json;

namespace Sms;

/// <summary>The tables beside the adapters.</summary>
public sealed class VendorVocabularyTests
{
    [Theory]
    [InlineData("Vonage", "accepted buffered delivered expired failed rejected unknown")]
    [InlineData("Telnyx", "scheduled queued sending sent delivered read cancelled expired sending_failed delivery_failed delivery_unconfirmed received webhook_delivered")]
    [InlineData("Plivo", "queued sent delivered read undelivered failed rejected received")]
    public void Every_status_of_the_vendor_is_mapped_or_named_as_not_ours(string vendor, string words)
    {
        using var stream = typeof(CarrierVocabulary).Assembly.GetManifestResourceStream($"Carriers/{vendor}/{vendor.ToLowerInvariant()}-statuses.json")!;
        using var document = JsonDocument.Parse(stream);
        var named = document.RootElement.GetProperty("not_outbound").EnumerateArray().Select(e => e.GetString()!);
        Assert.Equal(words.Split(' ').Order(), CarrierVocabulary.Of(vendor).Statuses.Keys.Concat(named).Order());
    }

    [Theory]
    [InlineData("Vonage", "3", FailureType.DeviceDisconnected)]
    [InlineData("Vonage", "12", FailureType.DeviceUnreachable)]
    [InlineData("Vonage", "52", FailureType.CarrierViolation)]
    [InlineData("Vonage", "4", FailureType.MessageBlocked)]
    [InlineData("Vonage", "11", FailureType.DeviceIncapable)]
    [InlineData("Vonage", "51", FailureType.NumberNotVerified)]
    [InlineData("Telnyx", "40012", FailureType.DeviceDisconnected)]
    [InlineData("Telnyx", "40014", FailureType.DeviceUnreachable)]
    [InlineData("Telnyx", "40003", FailureType.CarrierViolation)]
    [InlineData("Telnyx", "40300", FailureType.MessageBlocked)]
    [InlineData("Telnyx", "40001", FailureType.DeviceIncapable)]
    [InlineData("Telnyx", "40010", FailureType.NumberNotVerified)]
    [InlineData("Plivo", "50", FailureType.DeviceDisconnected)]
    [InlineData("Plivo", "20", FailureType.DeviceUnreachable)]
    [InlineData("Plivo", "10", FailureType.CarrierViolation)]
    [InlineData("Plivo", "200", FailureType.MessageBlocked)]
    [InlineData("Plivo", "90", FailureType.DeviceIncapable)]
    [InlineData("Plivo", "40", FailureType.NumberNotVerified)]
    public void Codes_map_to_the_reasons_of_reports(string vendor, string code, FailureType failure) =>
        Assert.Equal(failure, CarrierVocabulary.Of(vendor).FailureOf(code));

    [Theory]
    [InlineData("Vonage/vonage-errors.json")]
    [InlineData("Vonage/vonage-refusals.json")]
    [InlineData("Telnyx/telnyx-errors.json")]
    [InlineData("Plivo/plivo-errors.json")]
    public void A_code_is_either_a_reason_or_a_throttle_and_has_a_text(string file) => Assert.All(CarrierVocabulary.ReadErrors(file).Values, error =>
    {
        Assert.NotEmpty(error.Text);
        Assert.NotEqual(FailureType.None, error.Failure);
        if (error.Throttle) Assert.Equal(FailureType.Unknown, error.Failure);
    });
}
