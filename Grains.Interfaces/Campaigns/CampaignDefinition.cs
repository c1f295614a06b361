namespace Sms;

/// <summary>What a client decides about a campaign. Immutable once it is sent.</summary>
[GenerateSerializer, Immutable, Alias("campaign-definition")]
public sealed record CampaignDefinition
{
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public required IReadOnlyList<ListId> Included { get; init; }
    [Id(2)] public IReadOnlyList<ListId> Excluded { get; init; } = [];
    [Id(3)] public required MessageContent Content { get; init; }
    /// <summary>When to launch after it is sent; null: at once.</summary>
    [Id(4)] public DateTimeOffset? SendAt { get; init; }
    [Id(5)] public bool UseSmartSending { get; init; } = true;
    /// <summary>Internal name of the message; the campaign's name when null.</summary>
    [Id(6)] public string? Label { get; init; }
    /// <summary>Parts of the request that are kept for the client and mean nothing to the sender, as a JSON object (<c>tracking_options</c>).</summary>
    [Id(7)] public string? Extra { get; init; }
    /// <summary>Send again what the provider's look-up proves never to have arrived. Off: under-sending beats over-sending.</summary>
    [Id(8)] public bool ResendUnarrived { get; init; }
    /// <summary>What becomes of people who have had as many texts as a cap allows.</summary>
    [Id(9)] public OverCap OverCap { get; init; }
    /// <summary>Caps may count by them.</summary>
    [Id(10)] public IReadOnlyList<string> Tags { get; init; } = [];
    /// <summary>Segments beside the lists; who is in them is decided when the audience is fixed.</summary>
    [Id(40)] public IReadOnlyList<SegmentId> IncludedSegments { get; init; } = [];
    [Id(41)] public IReadOnlyList<SegmentId> ExcludedSegments { get; init; } = [];
    /// <summary>See <see cref="SendStrategy"/>, whose parts these and <see cref="SendAt"/> are.</summary>
    [Id(60)] public bool IsLocal { get; init; }
    [Id(61)] public bool PastRecipientsNow { get; init; }
    [Id(62)] public int? ThrottlePercentage { get; init; }
    /// <summary>Two to five texts to try, the first of which is <see cref="Content"/>; none: everybody gets that.</summary>
    [Id(63)] public IReadOnlyList<CampaignVariation> Variations { get; init; } = [];
    /// <summary>How they are tried; null: on everybody.</summary>
    [Id(64)] public VariationTest? Test { get; init; }

    public SendStrategy Strategy => new() { At = SendAt, IsLocal = IsLocal, PastRecipientsNow = PastRecipientsNow, ThrottlePercentage = ThrottlePercentage };

    public CampaignDefinition With(SendStrategy strategy) => this with
    {
        SendAt = strategy.At,
        IsLocal = strategy.IsLocal,
        PastRecipientsNow = strategy.PastRecipientsNow,
        ThrottlePercentage = strategy.ThrottlePercentage,
    };
}

/// <summary>Where a campaign stands. Stored by number: append, never renumber.</summary>
public enum CampaignStatus : byte { None = 0, Draft = 1, Scheduled = 2, Preparing = 3, Sending = 4, Sent = 5, Cancelled = 6, CancelledNoRecipients = 7, Paused = 8 }

[GenerateSerializer, Immutable, Alias("campaign")]
public sealed record Campaign
{
    [Id(0)] public required CampaignId Id { get; init; }
    /// <summary>The campaign's message, the first of several variations: its public id (a ULID), for <c>/api/campaign-messages</c>.</summary>
    [Id(1)] public required string MessageId { get; init; }
    [Id(2)] public required CampaignDefinition Definition { get; init; }
    [Id(3)] public required CampaignStatus Status { get; init; }
    [Id(4)] public required DateTimeOffset Created { get; init; }
    [Id(5)] public required DateTimeOffset Updated { get; init; }
    /// <summary>When the client sent it.</summary>
    [Id(6)] public DateTimeOffset? SentAt { get; init; }
    /// <summary>When the audience was fixed and sending began.</summary>
    [Id(7)] public DateTimeOffset? LaunchedAt { get; init; }
    /// <summary>When every recipient had been offered the message.</summary>
    [Id(8)] public DateTimeOffset? FinishedAt { get; init; }
    [Id(9)] public int Targeted { get; init; }
    /// <summary>Whom variations are tried on: ordinals below this. All of the audience when there is no rest; 0 before the launch and without variations.</summary>
    [Id(60)] public int TestSize { get; init; }
    /// <summary>When the winner is decided; null before everybody whom variations are tried on was offered one.</summary>
    [Id(61)] public DateTimeOffset? TestEndsAt { get; init; }
    /// <summary>The variation that goes to the rest, by its place.</summary>
    [Id(62)] public int? Winner { get; init; }
    [Id(63)] public WinnerRule WonBy { get; init; }
    /// <summary>Since when nobody is offered anything; null unless it is paused.</summary>
    [Id(64)] public DateTimeOffset? PausedAt { get; init; }

    /// <summary>Variations are tried, and which one the rest gets is not decided yet.</summary>
    public bool IsTesting => TestSize > 0 && TestSize < Targeted && Winner is null;

    /// <summary>The text of one message.</summary>
    public MessageContent ContentOf(int ordinal) => VariationPlan.Of(this)?.ContentOf(ordinal) ?? Definition.Content;
}
