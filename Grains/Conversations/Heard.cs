namespace Sms;

/// <summary>What a text is by its keywords.</summary>
internal enum HeardKind : byte
{
    /// <summary>Words for a human.</summary>
    Nothing = 0,
    OptOut = 1,
    /// <summary>An opt-out word in a text that is not plainly an opt-out.</summary>
    Ambiguous = 2,
    Help = 3,
    OptIn = 4,
    Yes = 5,
}

/// <param name="Word">The keyword as the lists have it; null for <see cref="HeardKind.Nothing"/>.</param>
/// <param name="Language">The language of the list it stands in, ISO 639-1; null: it is used everywhere.</param>
/// <param name="Phrase">The whole text's words, for keywords of the deployment's own.</param>
internal readonly record struct Heard(HeardKind Kind, string? Word, string? Language, string Phrase);
