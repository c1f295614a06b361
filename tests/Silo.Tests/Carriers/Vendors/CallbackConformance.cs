using System.Text;
using CsCheck;

namespace Sms;

/// <summary>What every vendor's callbacks must and must not do, in whatever way they are signed. One subclass a vendor and notation.</summary>
public abstract class CallbackConformance
{
    private readonly ICarrier carrier;

    private protected CallbackConformance(VendorCalls calls) => (Calls, carrier) = (calls, calls.Create());

    private protected VendorCalls Calls { get; }

    /// <summary>The signature covers the words, not only the address they are posted to.</summary>
    protected virtual bool SignsBody => true;

    [Fact]
    public void Its_words_are_read()
    {
        Assert.Equal(DeliveryStatus.Sent, Receipt(Calls.Signed(Calls.Body(Calls.Sent))).Status);
        var delivered = Receipt(Calls.Signed(Calls.Body(Calls.Delivered)));
        Assert.Equal((DeliveryStatus.Delivered, FailureType.None, null, "id-1", VendorCalls.Carrier, VendorCalls.Now),
            (delivered.Status, delivered.Failure, delivered.VendorCode, delivered.ProviderId, delivered.Carrier, delivered.ArrivedAt));
        var failed = Receipt(Calls.Signed(Calls.Body(Calls.Failed, Calls.Why.Code)));
        Assert.Equal((DeliveryStatus.Failed, Calls.Why.Failure, Calls.Why.Code, Calls.Failed), (failed.Status, failed.Failure, failed.VendorCode, failed.VendorStatus));
    }

    [Fact]
    public void A_code_nobody_knows_is_kept_and_of_unknown_type()
    {
        var failed = Receipt(Calls.Signed(Calls.Body(Calls.Failed, "98765")));
        Assert.Equal(("98765", FailureType.Unknown), (failed.VendorCode, failed.Failure));
    }

    [Fact]
    public void Both_secrets_of_a_rotation_are_taken_and_no_other()
    {
        Receipt(Calls.Signed(Calls.Body(Calls.Delivered), VendorCalls.Previous));
        Assert.Equal(CallbackKind.Forged, Read(Calls.Signed(Calls.Body(Calls.Delivered), "guess")).Kind);
    }

    [Fact]
    public void Without_a_signature_nothing_is_believed() =>
        Assert.Equal(CallbackKind.Forged, Read(Calls.Unsigned(Calls.Signed(Calls.Body(Calls.Delivered)))).Kind);

    [Fact]
    public void Other_words_than_were_signed_are_a_forgery()
    {
        if (!SignsBody) return;
        var signed = Calls.Signed(Calls.Body(Calls.Sent));
        var body = Encoding.UTF8.GetString(signed.Body);
        Assert.Equal(CallbackKind.Forged, Read(signed with { Body = Encoding.UTF8.GetBytes(body.Replace($"{Calls.Sent}", Calls.Delivered, StringComparison.Ordinal)) }).Kind);
        Gen.Int[0, signed.Body.Length - 1].Sample(place =>
        {
            var changed = signed.Body.ToArray();
            changed[place] ^= 1;
            return Read(signed with { Body = changed }).Kind is CallbackKind.Forged;
        }, iter: 400);
    }

    [Fact]
    public void What_was_signed_for_one_message_counts_for_no_other()
    {
        var other = VendorCalls.UrlOf(SandboxRig.Id(8));
        var signed = Calls.Signed(Calls.Body(Calls.Delivered));
        Assert.True(Counts(signed, VendorCalls.Ours));
        Assert.False(Counts(signed with { Url = other }, SandboxRig.Id(8)));
    }

    [Fact]
    public void A_callback_of_another_gateway_is_not_ours()
    {
        var url = VendorCalls.UrlOf(VendorCalls.Ours).Replace("hooks.", "other.", StringComparison.Ordinal);
        var elsewhere = Calls.Body(Calls.Delivered).Replace("hooks.", "other.", StringComparison.Ordinal);
        var signed = Calls.Signed(elsewhere, url: url) with { Url = VendorCalls.UrlOf(VendorCalls.Ours) };
        // Nothing that is signed names a gateway; the message it names decides.
        if (Calls is VonageCalls or HttpCalls { SignsGateway: false }) return;
        Assert.Equal(CallbackKind.Forged, Read(signed).Kind);
    }

    [Fact]
    public void A_repetition_says_the_same_again()
    {
        var signed = Calls.Signed(Calls.Body(Calls.Failed, Calls.Why.Code));
        Assert.Equal(Receipt(signed), Receipt(signed));
    }

    [Fact]
    public void What_is_older_than_the_tolerance_or_from_the_future_is_refused()
    {
        if (Calls.Tolerance is not { } tolerance) return;
        var body = Calls.Body(Calls.Delivered);
        Receipt(Calls.Signed(body, at: VendorCalls.Now - tolerance));
        Receipt(Calls.Signed(body, at: VendorCalls.Now.AddMinutes(4)));
        Assert.Equal(CallbackKind.Forged, Read(Calls.Signed(body, at: VendorCalls.Now - tolerance - TimeSpan.FromSeconds(1))).Kind);
        Assert.Equal(CallbackKind.Forged, Read(Calls.Signed(body, at: VendorCalls.Now.AddMinutes(6))).Kind);
    }

    [Fact]
    public void A_word_nobody_knows_is_told_apart_and_kept()
    {
        var reading = Read(Calls.Signed(Calls.Body("teleported")));
        Assert.Equal((CallbackKind.UnknownStatus, "id-1", "teleported", null), (reading.Kind, reading.ProviderId, reading.VendorStatus, reading.Receipt));
        Assert.Contains("teleported", reading.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_id_or_a_status_it_is_malformed()
    {
        Assert.Equal(CallbackKind.Malformed, Read(Calls.Signed(Calls.Body(null))).Kind);
        Assert.Equal(CallbackKind.Malformed, Read(Calls.Signed(Calls.Body(Calls.Delivered, null, null))).Kind);
        Assert.Equal(CallbackKind.Malformed, Read(Calls.Signed(Calls.Body(Calls.Delivered, null, "a b\u0000"))).Kind);
    }

    [Fact]
    public void The_recipients_number_and_the_words_are_not_kept()
    {
        var raw = Read(Calls.Signed(Calls.Body(Calls.Delivered))).Raw;
        Assert.DoesNotContain(VendorCalls.Recipient[1..], raw, StringComparison.Ordinal);
        Assert.DoesNotContain("stored with the message", raw, StringComparison.Ordinal);
        Assert.Contains("***", raw, StringComparison.Ordinal);
        Assert.Contains("id-1", raw, StringComparison.Ordinal);
    }

    [Fact]
    public void A_form_where_JSON_belongs_and_the_other_way_round_is_no_receipt() => Assert.NotEqual(CallbackKind.Receipt, Read(Calls.Swapped()).Kind);

    [Theory]
    [InlineData("{\"a\":{\"a\":", 10_000)]
    [InlineData("[", 10_000)]
    [InlineData("a=b&", 8_000)]
    [InlineData("%", 10_000)]
    [InlineData("\u0000", 1_000)]
    public void Bodies_made_to_hurt_are_no_receipts(string piece, int times)
    {
        var body = string.Concat(Enumerable.Repeat(piece, times));
        Assert.NotEqual(CallbackKind.Receipt, Read(Calls.Signed(body)).Kind);
    }

    [Fact]
    public void Two_statuses_in_one_callback_are_no_receipt()
    {
        var one = Calls.Body(Calls.Sent);
        var twice = one.Contains($"\"status\":\"{Calls.Sent}\"", StringComparison.Ordinal)
            ? one.Replace($"\"status\":\"{Calls.Sent}\"", $"\"status\":\"{Calls.Sent}\",\"status\":\"{Calls.Delivered}\"", StringComparison.Ordinal)
            : one + "&" + one.Replace(Calls.Sent, Calls.Delivered, StringComparison.Ordinal);
        Assert.NotEqual(CallbackKind.Receipt, Read(Calls.Signed(twice)).Kind);
    }

    [Fact]
    public void Invalid_UTF_8_hurts_nobody()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes(Calls.Body(Calls.Delivered))];
        var at = body.AsSpan().IndexOf("78745"u8);
        if (at >= 0) body[at] = 0xFF;
        Assert.DoesNotContain('\0', Read(Calls.Signed(body)).Raw);
    }

    [Fact]
    public void Whatever_arrives_is_read_without_throwing() => Gen.Select(Gen.Byte.Array[0, 300], Gen.Bool, Gen.Bool, Gen.String).Sample((bytes, sign, mixed, url) =>
    {
        byte[] body = mixed ? [.. Encoding.UTF8.GetBytes(Calls.Body(Calls.Delivered)), .. bytes] : bytes;
        var callback = Calls.Signed(body, sign ? VendorCalls.Current : "guess", url: mixed ? null : url);
        return Read(callback) is { } reading && !reading.Raw.Contains('\0', StringComparison.Ordinal) && (sign || reading.Kind is CallbackKind.Forged);
    }, iter: 3_000);

    private CallbackReading Read(CarrierCallback callback) => carrier.Read(callback, VendorCalls.Now);

    private DeliveryReceipt Receipt(CarrierCallback callback)
    {
        var reading = Read(callback);
        Assert.Equal(CallbackKind.Receipt, reading.Kind);
        return reading.Receipt!;
    }

    /// <summary>As the carrier's grain decides for which message it counts.</summary>
    private bool Counts(CarrierCallback callback, MessageId message)
    {
        var reading = Read(callback);
        return reading.Kind is CallbackKind.Receipt && (reading.Message is null || reading.Message == message.Value);
    }
}

public sealed class TwilioCallbackConformance() : CallbackConformance(new TwilioCalls());

public sealed class PlivoV3CallbackConformance() : CallbackConformance(new PlivoCalls(v3: true));

public sealed class PlivoV2CallbackConformance() : CallbackConformance(new PlivoCalls(v3: false))
{
    protected override bool SignsBody => false;
}

public sealed class TelnyxCallbackConformance() : CallbackConformance(new TelnyxCalls());

public sealed class VonageFormCallbackConformance() : CallbackConformance(new VonageCalls(json: false));

public sealed class VonageJsonCallbackConformance() : CallbackConformance(new VonageCalls(json: true));

public sealed class SignedHttpCallbackConformance() : CallbackConformance(new HttpCalls(HttpAuthenticationScheme.HmacSha256));

public sealed class KeyedHttpCallbackConformance() : CallbackConformance(new HttpCalls(HttpAuthenticationScheme.Secret))
{
    protected override bool SignsBody => false;
}

public sealed class BasicHttpCallbackConformance() : CallbackConformance(new HttpCalls(HttpAuthenticationScheme.Basic))
{
    protected override bool SignsBody => false;
}
