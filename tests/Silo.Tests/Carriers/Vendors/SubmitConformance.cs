using System.Text;
using Microsoft.Extensions.Logging;

namespace Sms;

/// <summary>What answers mean, whatever the vendor: the adapter against the sandbox that speaks its language, over HTTP. One subclass a vendor.</summary>
public abstract class SubmitConformance
{
    private protected abstract CarrierKind Dialect { get; }

    /// <summary>How the vendor says that the recipient has replied STOP.</summary>
    protected abstract (string Code, FailureType Failure) Stopped { get; }

    /// <summary>How the vendor says "later".</summary>
    protected abstract string Later { get; }

    /// <summary>The provider can be asked for a recipient's messages.</summary>
    protected virtual bool Lists => true;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accepted_refused_and_throttled_are_told_apart()
    {
        await using var rig = await StartAsync();
        var accepted = await rig.SubmitAsync("+15005551000");
        Assert.Equal((SubmitKind.Accepted, true), (accepted.Kind, VendorText.IsId(accepted.ProviderId)));
        var refused = await rig.SubmitAsync("+15005550004");
        Assert.Equal((SubmitKind.Refused, Stopped.Code, Stopped.Failure), (refused.Kind, refused.VendorCode, refused.Failure));
        Assert.False(string.IsNullOrEmpty(refused.Detail));
        var throttled = await rig.SubmitAsync("+15005552000");
        Assert.Equal((SubmitKind.Throttled, Later, TimeSpan.FromSeconds(1)), (throttled.Kind, throttled.VendorCode, throttled.RetryAfter));
    }

    [Theory]
    [InlineData("+15005552001", 0)]
    [InlineData("+15005552002", 1)]
    [InlineData("+15005552003", 0)]
    [InlineData("+15005552004", 1)]
    [InlineData("+15005552005", 0)]
    [InlineData("+15005552006", 1)]
    [InlineData("+15005552007", 1)]
    public async Task Errors_time_outs_and_cut_connections_leave_it_unknown_and_a_look_up_or_receipt_tells(string to, int sent)
    {
        await using var rig = await StartAsync(("Carriers:sandbox:SubmitTimeout", "00:00:01"));
        var since = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        const string Text = "Grüße & more=1";
        Assert.Equal(SubmitKind.Unknown, (await rig.SubmitAsync(to, body: Text)).Kind);
        Assert.Equal(sent, (await rig.TruthAsync()).Accepted);
        if (sent > 0)
        {
            await rig.ArrivedAsync(all => all.Any(a => a.Reading.Receipt?.Status is DeliveryStatus.Delivered));
            Assert.All(rig.Arrivals, a => Assert.Equal(SandboxRig.Id(0).Value, a.Reading.Message ?? a.Message));
        }
        if (!Lists)
        {
            await Assert.ThrowsAsync<CarrierUnreachableException>(() => rig.Carrier.FindAsync(to, since, Cancellation));
            return;
        }
        var found = await rig.Carrier.FindAsync(to, since, Cancellation);
        Assert.Equal(sent, found.Count);
        Assert.All(found, record => Assert.True(record.IsOf(SandboxRig.Id(0), Text, "78745")));
        Assert.All(found, record => Assert.False(record.IsOf(SandboxRig.Id(1), Text + "!", "78745")));
    }

    [Theory]
    [InlineData("+15005553003", FailureType.DeviceUnreachable)]
    [InlineData("+15005553005", FailureType.DeviceDisconnected)]
    [InlineData("+15005553006", FailureType.DeviceIncapable)]
    [InlineData("+15005553007", FailureType.CarrierViolation)]
    public async Task Failures_keep_their_reason_in_receipt_and_fetch(string to, FailureType failure)
    {
        await using var rig = await StartAsync();
        var submitted = await rig.SubmitAsync(to);
        await rig.ArrivedAsync(all => all.Any(a => a.Reading.Receipt?.Status is DeliveryStatus.Failed));
        var receipt = rig.Arrivals.First(a => a.Reading.Receipt?.Status is DeliveryStatus.Failed).Reading.Receipt!;
        Assert.Equal((failure, submitted.ProviderId), (receipt.Failure, receipt.ProviderId));
        var record = await rig.Carrier.FetchAsync(submitted.ProviderId!, Cancellation);
        Assert.Equal((DeliveryStatus.Failed, failure, to), (record!.Status, record.Failure, record.To));
    }

    [Fact]
    public async Task Every_callback_of_the_sandbox_is_believed_and_names_its_message()
    {
        await using var rig = await StartAsync();
        for (var i = 0; i < 5; i++) await rig.SubmitAsync("+15005551000", i);
        await rig.SubmitAsync("+15005551010", 5);
        await rig.ArrivedAsync(all => all.Count >= 13);
        Assert.Equal(
            ["UnknownStatus"], rig.Arrivals.Select(a => a.Reading.Kind.ToString()).Where(kind => kind != nameof(CallbackKind.Receipt)));
        Assert.All(rig.Arrivals, a => Assert.Equal(a.Message, a.Reading.Message ?? a.Message));
        Assert.Equal(6, rig.Arrivals.Where(a => a.Reading.Receipt?.Status is DeliveryStatus.Delivered).Select(a => a.Message).Distinct().Count());
    }

    [Fact]
    public async Task A_fetch_of_what_the_provider_never_had_finds_nothing()
    {
        await using var rig = await StartAsync();
        Assert.Null(await rig.Carrier.FetchAsync("0123456789abcdef", Cancellation));
    }

    private protected Task<SandboxRig> StartAsync(params (string Key, string Value)[] settings) =>
        SandboxRig.StartAsync([("Carriers:sandbox:Dialect", Dialect.ToString()), .. settings]);
}

public sealed class TwilioSubmitConformance : SubmitConformance
{
    private protected override CarrierKind Dialect => CarrierKind.Twilio;
    protected override (string, FailureType) Stopped => ("21610", FailureType.MessageBlocked);
    protected override string Later => "20429";
}

public sealed class TelnyxSubmitConformance : SubmitConformance
{
    private protected override CarrierKind Dialect => CarrierKind.Telnyx;
    protected override (string, FailureType) Stopped => ("40300", FailureType.MessageBlocked);
    protected override string Later => "10011";
}

public sealed class PlivoSubmitConformance : SubmitConformance
{
    private protected override CarrierKind Dialect => CarrierKind.Plivo;
    protected override (string, FailureType) Stopped => ("400", FailureType.Unknown);
    protected override string Later => "429";
    protected override bool Lists => false;
}

public sealed class VonageSubmitConformance : SubmitConformance
{
    private protected override CarrierKind Dialect => CarrierKind.Vonage;
    protected override (string, FailureType) Stopped => ("7", FailureType.MessageBlocked);
    protected override string Later => "1";

    [Fact]
    public async Task Credentials_that_do_not_fit_are_a_200_and_an_operator_hears_of_them_all_the_same()
    {
        await using var rig = await StartAsync(("Carriers:sandbox:ApiSecret", "another"));
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var reply = await rig.SubmitAsync("+15005551000");
            Assert.Equal((SubmitKind.Throttled, "4", true), (reply.Kind, reply.VendorCode, reply.TurnedAway));
        }
        // Once, not for each message.
        Assert.Single(rig.Log.At(LogLevel.Warning), line => line.Contains("turns the account away (4)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("4", true)]
    [InlineData("8", true)]
    [InlineData("9", true)]
    [InlineData("1", false)]
    public void A_status_about_the_account_turns_it_away_and_one_about_speed_does_not(string status, bool away)
    {
        var answer = $$"""{"message-count":"1","messages":[{"status":"{{status}}","error-text":"no"}]}""";
        var reply = VonageReply.Weigh(new CarrierAnswer(200, null, Encoding.UTF8.GetBytes(answer)));
        Assert.Equal((SubmitKind.Throttled, away), (reply.Kind, reply.TurnedAway));
    }

    [Fact]
    public async Task A_long_text_is_accepted_once_and_reported_part_by_part()
    {
        await using var rig = await StartAsync();
        var text = new string('a', 400);
        var reply = await rig.SubmitAsync("+15005551000", body: text);
        Assert.Equal((SubmitKind.Accepted, 3), (reply.Kind, reply.Parts));
        await rig.ArrivedAsync(all => all.Count == 6);
        var delivered = rig.Arrivals.Where(a => a.Reading.Receipt!.Status is DeliveryStatus.Delivered).Select(a => a.Reading.Receipt!.Part).ToList();
        Assert.Equal(3, delivered.Distinct().Count());
        Assert.Contains(reply.ProviderId, delivered);
        var record = await rig.Carrier.FetchAsync(reply.ProviderId!, TestContext.Current.CancellationToken);
        Assert.Equal((DeliveryStatus.Delivered, reply.ProviderId, SandboxRig.Id(0).Value), (record!.Status, record.ProviderId, record.Message));
    }
}
