namespace Sms;

/// <summary>The automated answers in one language; null: the product's own.</summary>
public sealed class AnswerTexts
{
    internal const int Longest = 480;

    /// <summary>To an opt-out. US carriers want it to say that no more messages come.</summary>
    public string? OptOut { get; set; }
    /// <summary>To a call for help: who we are, and how to opt out.</summary>
    public string? Help { get; set; }
    /// <summary>To an opt-in, and to the yes that completes one.</summary>
    public string? OptIn { get; set; }
    /// <summary>Asks for the yes.</summary>
    public string? OptInRequest { get; set; }
    /// <summary>Asks a second time.</summary>
    public string? OptInReminder { get; set; }

    internal IEnumerable<(string Name, string? Text)> Named =>
        [(nameof(OptOut), OptOut), (nameof(Help), Help), (nameof(OptIn), OptIn), (nameof(OptInRequest), OptInRequest), (nameof(OptInReminder), OptInReminder)];

    internal string? Of(AnswerKind kind) => kind switch
    {
        AnswerKind.OptOut => OptOut,
        AnswerKind.Help => Help,
        AnswerKind.OptIn => OptIn,
        AnswerKind.OptInRequest => OptInRequest,
        AnswerKind.OptInReminder => OptInReminder,
        _ => null,
    };
}

/// <summary>Which automated answer. Stored by name.</summary>
internal enum AnswerKind : byte
{
    None = 0,
    OptOut = 1,
    Help = 2,
    OptIn = 3,
    OptInRequest = 4,
    OptInReminder = 5,
    /// <summary>A keyword's own words.</summary>
    Keyword = 6,
}
