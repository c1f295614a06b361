using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Sms;

/// <summary>What an answer to a submit means.</summary>
internal static class TwilioReply
{
    private const int LongestDetail = 200;

    public static SubmitReply Weigh(HttpStatusCode status, RetryConditionHeaderValue? retryAfter, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var number = (int)status;
        return number switch
        {
            >= 200 and < 300 => Created(body),
            // A time-out on the provider's side says nothing about what it did before.
            408 => SubmitReply.Unknown(number.ToString(CultureInfo.InvariantCulture), "The provider timed out."),
            >= 400 and < 500 => Declined(number, retryAfter, body, now),
            _ => SubmitReply.Unknown(number.ToString(CultureInfo.InvariantCulture), $"The provider answered {number}."),
        };
    }

    private static SubmitReply Created(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, TwilioJson.Default.TwilioCreated)?.Sid is { Length: > 0 } sid
                ? SubmitReply.Accepted(sid)
                : SubmitReply.Unknown(null, "The provider's answer names no message.");
        }
        catch (JsonException)
        {
            return SubmitReply.Unknown(null, "The provider's answer is unreadable.");
        }
    }

    private static SubmitReply Declined(int status, RetryConditionHeaderValue? retryAfter, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        TwilioProblem? problem;
        try
        {
            problem = JsonSerializer.Deserialize(body, TwilioJson.Default.TwilioProblem);
        }
        catch (JsonException)
        {
            // A 4xx is a definite no even when its reason is unreadable.
            problem = null;
        }
        var code = (problem?.Code ?? status).ToString(CultureInfo.InvariantCulture);
        var detail = problem?.Message ?? problem?.Detail ?? problem?.Title;
        if (detail?.Length > LongestDetail) detail = detail[..LongestDetail];
        return IsOursToMend(status, problem?.Code) || status is 429 || TwilioVocabulary.IsThrottle(problem?.Code ?? 0)
            ? SubmitReply.Throttled(code, detail, Wait(retryAfter, now))
            : SubmitReply.Refused(code, TwilioVocabulary.FailureOf(code), detail);
    }

    /// <summary>
    /// Credentials or rights that do not fit are the account's trouble, not the recipient's: nothing was sent, and the campaign waits until they do. A 403
    /// whose code the table knows is about this one message.
    /// </summary>
    private static bool IsOursToMend(int status, int? code) => status is 401 || (status is 403 && !TwilioVocabulary.Errors.ContainsKey(code ?? 0));

    private static TimeSpan? Wait(RetryConditionHeaderValue? retryAfter, DateTimeOffset now) =>
        retryAfter?.Delta ?? (retryAfter?.Date is { } date ? TimeSpan.FromTicks(Math.Max(0, (date - now).Ticks)) : null);
}
