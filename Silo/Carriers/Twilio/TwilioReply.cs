using System.Globalization;
using System.Text.Json;

namespace Sms;

/// <summary>What Twilio's answer to a submit means.</summary>
internal static class TwilioReply
{
    public static SubmitReply Weigh(CarrierAnswer answer) => answer.Undecided() ?? (answer.Succeeded ? Created(answer) : Declined(answer));

    private static SubmitReply Created(CarrierAnswer answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body.Span, TwilioJson.Default.TwilioCreated)?.Sid is { Length: > 0 } sid
                ? SubmitReply.Accepted(sid)
                : CarrierAnswer.Nameless;
        }
        catch (JsonException)
        {
            return CarrierAnswer.Unreadable;
        }
    }

    private static SubmitReply Declined(CarrierAnswer answer)
    {
        TwilioProblem? problem;
        try
        {
            problem = JsonSerializer.Deserialize(answer.Body.Span, TwilioJson.Default.TwilioProblem);
        }
        catch (JsonException)
        {
            // A 4xx is a definite no even when its reason is unreadable.
            problem = null;
        }
        var code = problem?.Code?.ToString(CultureInfo.InvariantCulture);
        return answer.Declined(code, problem?.Message ?? problem?.Detail ?? problem?.Title, TwilioVocabulary.Words.ErrorOf(code));
    }
}
