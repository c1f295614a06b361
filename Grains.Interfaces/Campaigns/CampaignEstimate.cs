namespace Sms;

/// <summary>Whom a campaign would reach. What is decided at the moment of sending (quiet hours, smart sending, caps) is not foreseen.</summary>
/// <param name="Targeted">People in the audience as it is now.</param>
/// <param name="Recipients">Those nothing speaks against.</param>
[GenerateSerializer, Immutable, Alias("campaign-estimate")]
public sealed record CampaignEstimate(
    [property: Id(0)] long Targeted, [property: Id(1)] long Recipients, [property: Id(2)] IReadOnlyList<SkipEstimate> Skipped, [property: Id(3)] DateTimeOffset At);

[GenerateSerializer, Immutable, Alias("skip-estimate")]
public sealed record SkipEstimate([property: Id(0)] SkipReason Reason, [property: Id(1)] long People);
