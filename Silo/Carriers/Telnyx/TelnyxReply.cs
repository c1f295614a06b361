using System.Text.Json;

namespace Sms;

/// <summary>What Telnyx' answer to a submit means.</summary>
internal static class TelnyxReply
{
    public static SubmitReply Weigh(CarrierAnswer answer) => answer.Undecided()
        ?? (answer.Succeeded ? answer.Read(Created) ?? CarrierAnswer.Unreadable : answer.Read(root => Declined(answer, root)) ?? answer.Declined(null, null, null));

    private static SubmitReply Created(JsonElement root) =>
        root.Child("data").Text("id") is { Length: > 0 } id ? SubmitReply.Accepted(id) : CarrierAnswer.Nameless;

    private static SubmitReply Declined(CarrierAnswer answer, JsonElement root)
    {
        var error = root.First("errors");
        var code = error.Text("code");
        return answer.Declined(code, error.Text("detail") ?? error.Text("title"), TelnyxCarrier.Words.ErrorOf(code));
    }
}
