namespace Sms;

/// <summary>What a conversation has to do later, if nothing makes it needless until then.</summary>
public enum ConversationStep : byte
{
    /// <summary>The answer to one of the person's texts, or a request for consent, should be out.</summary>
    Answer,
    /// <summary>A flagged conversation that nobody decided about.</summary>
    Flag,
    /// <summary>A request for consent without an answer: the reminder.</summary>
    Reminder,
    /// <summary>A long text some parts of which never came: what there is of it is heard.</summary>
    Parts,
    /// <summary>A text that starts flows should have started them.</summary>
    Flows,
}

/// <summary>What a human makes of a flagged conversation.</summary>
public enum FlagDecision : byte
{
    /// <summary>The person meant something else: marketing goes on.</summary>
    Keep,
    /// <summary>The person meant no.</summary>
    OptOut,
}

public enum FlagVerdict : byte { Decided, NotFlagged, UnknownPerson }

/// <summary>Somebody asks to be put on a list that wants a confirmation.</summary>
/// <param name="Method">How the person asked, for instance <c>API</c>.</param>
/// <param name="Source">Where, in the client's words.</param>
/// <param name="AskedAt">When, if it was not just now.</param>
[GenerateSerializer, Immutable, Alias("opt-in-request")]
public sealed record OptInRequest(
    [property: Id(0)] ListId List, [property: Id(1)] string Method, [property: Id(2)] string? Source = null, [property: Id(3)] DateTimeOffset? AskedAt = null);

public enum OptInVerdict : byte
{
    /// <summary>The person has been asked; a yes completes it.</summary>
    Asked,
    /// <summary>An earlier request for this list is still open: nobody is asked twice.</summary>
    Pending,
    /// <summary>The person is subscribed already and was put on the list.</summary>
    Joined,
    Suppressed,
    /// <summary>None of our numbers can be answered from the person's country.</summary>
    NoSendingNumber,
    UnknownPerson,
    /// <summary>The person unsubscribed, or was erased, after they asked: nobody is texted about it.</summary>
    UnsubscribedSince,
    /// <summary>The person left this list after they asked.</summary>
    UnsubscribedFromList,
}
