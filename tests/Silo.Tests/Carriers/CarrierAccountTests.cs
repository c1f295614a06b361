namespace Sms;

public sealed class CarrierAccountTests
{
    private static readonly SubmitReply Away = SubmitReply.Throttled("20003", "Authenticate", null) with { Cause = ThrottleCause.Account };
    private static readonly SubmitReply Busy = SubmitReply.Throttled("20429", "Too many requests", null);
    private static readonly SubmitReply Lost = SubmitReply.Unknown("500", "The provider answered 500.");
    private static readonly SubmitReply Accepted = SubmitReply.Accepted("SM1");
    private static readonly SubmitReply Refused = SubmitReply.Refused("21211", FailureType.InvalidMobileNumber, null);

    [Fact]
    public void Each_change_is_told_once_and_neither_an_overload_nor_silence_is_one()
    {
        var account = new CarrierAccount();
        SubmitReply[] replies = [Accepted, Busy, Away, Busy, Lost, Away, Refused, Accepted, Away, Accepted];

        Assert.Equal([null, null, true, null, null, null, false, null, true, false], replies.Select(account.Weigh));
    }
}
