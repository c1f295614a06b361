using System.Text;

namespace Sms;

/// <summary>Answers the sandbox never gives.</summary>
public sealed class TwilioReplyTests
{
    [Theory]
    [InlineData(401, """{"code":20003,"message":"Authenticate"}""", "20003")]
    [InlineData(401, "", "401")]
    [InlineData(403, """{"code":20003,"message":"Permission denied"}""", "20003")]
    [InlineData(403, "<html>no</html>", "403")]
    [InlineData(429, "", "429")]
    [InlineData(400, """{"code":30002,"message":"Account suspended"}""", "30002")]
    public void Trouble_of_the_account_holds_the_message_back_and_refuses_nobody(int status, string body, string code)
    {
        var reply = Weigh(status, body);
        Assert.Equal((SubmitKind.Throttled, code), (reply.Kind, reply.VendorCode));
        Assert.Equal(status != 429, reply.TurnedAway);
    }

    [Theory]
    [InlineData(403, """{"code":21610,"message":"STOP"}""", "21610", FailureType.MessageBlocked)]
    [InlineData(400, """{"code":21614,"message":"Not a mobile number"}""", "21614", FailureType.DeviceIncapable)]
    [InlineData(404, "", "404", FailureType.Unknown)]
    [InlineData(400, "<html>no</html>", "400", FailureType.Unknown)]
    public void Trouble_of_the_recipient_refuses_this_one_message(int status, string body, string code, FailureType failure)
    {
        var reply = Weigh(status, body);
        Assert.Equal((SubmitKind.Refused, code, failure), (reply.Kind, reply.VendorCode, reply.Failure));
    }

    private static SubmitReply Weigh(int status, string body) => TwilioReply.Weigh(new CarrierAnswer(status, null, Encoding.UTF8.GetBytes(body)));
}
