using System.Globalization;

namespace Sms;

/// <summary>The provider's error codes as the sandbox answers them: HTTP status and text.</summary>
internal static class SandboxErrors
{
    public static (int Status, string Text) Of(int code) => code switch
    {
        20001 => (400, "Invalid parameter"),
        20003 => (401, "Authenticate"),
        20404 => (404, "The requested resource was not found"),
        20429 => (429, "Too Many Requests"),
        20500 => (500, "An internal server error has occurred"),
        21602 => (400, "Message body is required."),
        21603 => (400, "A 'From' phone number is required."),
        21604 => (400, "A 'To' phone number is required."),
        21609 => (400, "The 'StatusCallback' URL is not a valid URL."),
        21617 => (400, "The concatenated message body exceeds the 1600 character limit."),
        30409 => (409, "The message can no longer be canceled."),
        _ => (400, TwilioVocabulary.Words.ErrorOf(code.ToString(CultureInfo.InvariantCulture))?.Text ?? "The request is refused."),
    };
}
