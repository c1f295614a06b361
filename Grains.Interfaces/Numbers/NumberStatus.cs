namespace Sms;

/// <summary>How far a number's registration with the carriers has come. Only <see cref="Verified"/> sends. Stored by number: append, never renumber.</summary>
public enum NumberStatus : byte
{
    /// <summary>No registration, or one we know no better word for.</summary>
    Unverified = 0,
    Verified = 1,
    /// <summary>Handed in.</summary>
    Pending = 2,
    InReview = 3,
    Rejected = 4,
    /// <summary>It may have been verified, and is not to send: by the carrier's decision or ours.</summary>
    Suspended = 5,
}

public static class NumberStatuses
{
    public const string Words = "verified, pending, in_review, rejected, suspended, unverified";

    public static NumberStatus? Parse(string? word) => word?.Trim().ToLowerInvariant().Replace('-', '_') switch
    {
        "verified" => NumberStatus.Verified,
        "pending" => NumberStatus.Pending,
        "in_review" => NumberStatus.InReview,
        "rejected" => NumberStatus.Rejected,
        "suspended" => NumberStatus.Suspended,
        "unverified" => NumberStatus.Unverified,
        _ => null,
    };

    public static string Word(this NumberStatus status) => status switch
    {
        NumberStatus.Unverified => "unverified",
        NumberStatus.Verified => "verified",
        NumberStatus.Pending => "pending",
        NumberStatus.InReview => "in_review",
        NumberStatus.Rejected => "rejected",
        NumberStatus.Suspended => "suspended",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A status needs a word"),
    };
}
