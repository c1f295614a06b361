namespace Sms;

/// <summary>The people who have texted us, newest text first. Stateless.</summary>
[Alias("sms.IConversationsGrain")]
public interface IConversationsGrain : IGrainWithIntegerKey
{
    [Alias("query")] Task<ConversationPage> QueryAsync(ConversationQuery query);
    /// <summary>Null when the person never texted us.</summary>
    [Alias("get")] Task<Conversation?> GetAsync(SubscriberId id);
}

/// <param name="Flagged">True: those that wait for a decision. False: the others. Null: all.</param>
/// <param name="Size">1 to 100.</param>
[GenerateSerializer, Immutable, Alias("conversation-query")]
public sealed record ConversationQuery([property: Id(0)] bool? Flagged, [property: Id(1)] string? Cursor, [property: Id(2)] int Size);

[GenerateSerializer, Immutable, Alias("conversation-page")]
public sealed record ConversationPage([property: Id(0)] IReadOnlyList<Conversation> Conversations, [property: Id(1)] string? Next);

/// <summary>One person's conversation with us.</summary>
[GenerateSerializer, Immutable, Alias("conversation")]
public sealed record Conversation
{
    [Id(0)] public required SubscriberId Person { get; init; }
    /// <summary>E.164.</summary>
    [Id(1)] public required string Phone { get; init; }
    [Id(2)] public required SmsConsent Consent { get; init; }
    [Id(3)] public required DateTimeOffset TextedAt { get; init; }
    /// <summary>Our number that was texted last.</summary>
    [Id(4)] public string? TextedTo { get; init; }
    /// <summary>Since when marketing to this person waits for a human; null: it does not.</summary>
    [Id(5)] public DateTimeOffset? FlaggedAt { get; init; }
    /// <summary>When the person is unsubscribed if nobody decides.</summary>
    [Id(6)] public DateTimeOffset? DecideBy { get; init; }
    /// <summary>The latest texts, oldest first.</summary>
    [Id(7)] public required IReadOnlyList<ConversationText> Texts { get; init; }
    /// <summary>What its messages are counted for.</summary>
    [Id(8)] public required SourceId Source { get; init; }
}

/// <param name="Heard">What the text was taken for: <c>opt_out</c>, <c>ambiguous</c>, <c>help</c>, <c>opt_in</c>, <c>yes</c>, <c>keyword</c> or <c>text</c>.</param>
[GenerateSerializer, Immutable, Alias("conversation-text")]
public sealed record ConversationText([property: Id(0)] DateTimeOffset At, [property: Id(1)] string? Body, [property: Id(2)] string Heard);
