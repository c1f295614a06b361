namespace Sms;

/// <summary>A text ready for the carrier, or why there is none.</summary>
internal readonly record struct ComposedMessage
{
    private ComposedMessage(string? body, int segments, SkipReason reason, string? detail) =>
        (Body, Segments, Reason, Detail) = (body, segments, reason, detail);

    public string? Body { get; }
    public int Segments { get; }
    public SkipReason Reason { get; }
    /// <summary>The reason in words, for the log and the trace.</summary>
    public string? Detail { get; }

    public static ComposedMessage Ready(string body, int segments) => new(body, segments, SkipReason.None, null);
    public static ComposedMessage Skipped(SkipReason reason, string detail) => new(null, 0, reason, detail);
}

/// <summary>
/// Makes the text one person gets. <see cref="RenderOptions.ShortenLinks"/> and <see cref="RenderOptions.AddInfoLink"/> change nothing as long as the
/// product has no short links of its own. With every option false the rendered body goes out as it is.
/// </summary>
internal static class MessageComposer
{
    public static ComposedMessage Compose(MessageContent content, Profile profile, SendingOptions options)
    {
        var rendered = SmsTemplate.Render(content.Body, profile);
        if (!rendered.IsRendered)
            return ComposedMessage.Skipped(rendered.IsTooLong ? SkipReason.MessageTooLong : SkipReason.TemplateFailed, rendered.Failure);
        // Before anything is added: a name and an opt-out line alone are not a message.
        if (string.IsNullOrWhiteSpace(rendered.Text))
            return ComposedMessage.Skipped(SkipReason.EmptyMessage, "The text is empty");

        var body = Dress(rendered.Text, content.Options, options);
        return body.Length > options.MaxLength
            ? ComposedMessage.Skipped(SkipReason.MessageTooLong, $"The text has {body.Length} characters; {options.MaxLength} are allowed")
            : ComposedMessage.Ready(body, SmsText.Measure(body).Segments);
    }

    private static string Dress(string text, RenderOptions wanted, SendingOptions options)
    {
        if (wanted.AddOrgPrefix && !string.IsNullOrWhiteSpace(options.OrganizationName))
            text = $"{options.OrganizationName.Trim()}: {text}";
        return wanted.AddOptOutLanguage ? $"{text}\n{options.OptOutLanguage}" : text;
    }
}
