using System.Globalization;

namespace Sms;

public sealed record ImportJobAttributes
{
    /// <summary>Always <c>complete</c>: a job is answered when it is done and durable.</summary>
    public required string Status { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset CompletedAt { get; init; }
    public required int TotalCount { get; init; }
    public required int CompletedCount { get; init; }
    public required int FailedCount { get; init; }
    /// <summary>Ours: people written for the first time, changed, subscribed, added to the list.</summary>
    public required int CreatedCount { get; init; }
    public required int UpdatedCount { get; init; }
    public required int SubscribedCount { get; init; }
    public required int AddedToListCount { get; init; }

    public static ImportJobAttributes Of(ImportJob job) => new()
    {
        Status = "complete",
        CreatedAt = job.CreatedAt,
        StartedAt = job.CreatedAt,
        CompletedAt = job.CompletedAt,
        TotalCount = job.Total,
        CompletedCount = job.Total - job.Outcome.Refused.Count,
        FailedCount = job.Outcome.Refused.Count,
        CreatedCount = job.Outcome.Created,
        UpdatedCount = job.Outcome.Updated,
        SubscribedCount = job.Outcome.Subscribed,
        AddedToListCount = job.Outcome.AddedToList,
    };
}

/// <summary>Why one row of an import was refused.</summary>
public sealed record ImportErrorAttributes(string Code, string Title, string Detail, ApiErrorSource Source)
{
    public static ImportErrorAttributes Of(ImportRefused refused)
    {
        var (code, title, field) = refused.Reason switch
        {
            ImportRefusal.MissingPhone => ("missing_phone_number", "No phone number.", "/attributes/phone_number"),
            ImportRefusal.InvalidPhone => ("invalid_phone_number", "Invalid phone number.", "/attributes/phone_number"),
            ImportRefusal.DuplicateInBatch => ("duplicate", "Duplicate in the batch.", "/attributes/phone_number"),
            ImportRefusal.UnsubscribedSince => ("unsubscribed_since", "Unsubscribed since.", "/attributes/subscriptions"),
            ImportRefusal.Suppressed => ("suppressed", "Suppressed.", "/attributes/subscriptions"),
            ImportRefusal.InvalidAttributes => ("invalid_attributes", "Invalid attributes.", "/attributes"),
            ImportRefusal.UnsubscribedFromList => ("unsubscribed_from_list", "Unsubscribed from the list.", "/attributes/subscriptions"),
            ImportRefusal.CannotBeAsked => ("cannot_be_asked", "Cannot be asked to confirm.", "/attributes/phone_number"),
            _ => throw new InvalidOperationException($"No answer for {refused.Reason}"),
        };
        var row = refused.Tag.ToString(CultureInfo.InvariantCulture);
        return new(code, title, refused.Detail, new ApiErrorSource { Pointer = $"/data/attributes/profiles/data/{row}{field}" });
    }
}
