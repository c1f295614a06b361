using System.Text.Json;

namespace Sms;

/// <summary>What Plivo's answer to a submit means. Its refusals have a text and no code; the HTTP status stands in for one.</summary>
internal static class PlivoReply
{
    public static SubmitReply Weigh(CarrierAnswer answer) => answer.Undecided()
        ?? (answer.Succeeded ? answer.Read(Created) ?? CarrierAnswer.Unreadable : answer.Read(root => Declined(answer, root)) ?? Declined(answer, default));

    private static SubmitReply Created(JsonElement root)
    {
        var id = root.First("message_uuid");
        if (id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } uuid) return SubmitReply.Accepted(uuid);
        return root.First("invalid_number").ValueKind == JsonValueKind.Undefined
            ? CarrierAnswer.Nameless
            : SubmitReply.Refused("invalid_number", FailureType.InvalidMobileNumber, "Plivo calls the number invalid.");
    }

    private static SubmitReply Declined(CarrierAnswer answer, JsonElement root) =>
        answer.Declined(null, root.Text("error"), PlivoCarrier.Words.ErrorOf("http " + answer.Code));
}
