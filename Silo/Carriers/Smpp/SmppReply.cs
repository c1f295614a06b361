using System.Collections.Frozen;

namespace Sms;

/// <summary>What a provider's <c>command_status</c> means.</summary>
internal static class SmppReply
{
    private static readonly FrozenDictionary<string, CarrierError> Refusals = CarrierVocabulary.ReadErrors("Smpp/smpp-refusals.json");

    /// <summary>A definite no: nothing was sent.</summary>
    public static SubmitReply OfStatus(uint status)
    {
        var code = SmppStatus.Code(status);
        var error = Refusals.GetValueOrDefault(code);
        return error is { Throttle: true }
            ? SubmitReply.Throttled(code, error.Text) with { Cause = error.Account ? ThrottleCause.Account : ThrottleCause.Rate }
            : SubmitReply.Refused(code, error?.Failure ?? FailureType.Unknown, error?.Text);
    }

    /// <summary>No bind: nothing can be sent until somebody acts, or until the provider is itself again.</summary>
    public static SubmitReply OfBind(uint status)
    {
        var reply = OfStatus(status);
        return reply.TurnedAway ? reply : SubmitReply.Throttled(reply.VendorCode, reply.Detail) with { Cause = ThrottleCause.Unreachable };
    }
}
