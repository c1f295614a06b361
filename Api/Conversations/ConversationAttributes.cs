namespace Sms;

/// <summary>A person's conversation with us.</summary>
/// <param name="Flagged">True while marketing to this person waits for a decision.</param>
/// <param name="DecideBy">When the person is unsubscribed if nobody decides.</param>
public sealed record ConversationAttributes(
    string PhoneNumber, string Consent, DateTimeOffset TextedAt, string? SendingNumber, bool Flagged, DateTimeOffset? FlaggedAt, DateTimeOffset? DecideBy,
    IReadOnlyList<ConversationTextAttributes> Texts)
{
    public static ConversationAttributes Of(Conversation conversation) => new(
        conversation.Phone,
        conversation.Consent switch
        {
            SmsConsent.Subscribed => "SUBSCRIBED",
            SmsConsent.Unsubscribed => "UNSUBSCRIBED",
            SmsConsent.Never or _ => "NEVER_SUBSCRIBED",
        },
        conversation.TextedAt, conversation.TextedTo, conversation.FlaggedAt is not null, conversation.FlaggedAt, conversation.DecideBy,
        [.. conversation.Texts.Select(text => new ConversationTextAttributes(text.At, text.Body, text.Heard))]);
}

/// <param name="Heard"><c>opt_out</c>, <c>ambiguous</c>, <c>help</c>, <c>opt_in</c>, <c>yes</c>, <c>keyword</c> or <c>text</c>.</param>
public sealed record ConversationTextAttributes(DateTimeOffset Datetime, string? Body, string Heard);

/// <param name="Decision"><c>keep</c>: marketing goes on. <c>opt_out</c>: the person meant no.</param>
public sealed record ConversationInput(string? Decision);
