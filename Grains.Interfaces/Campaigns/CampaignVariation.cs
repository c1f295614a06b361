namespace Sms;

/// <summary>One of several texts that a campaign tries.</summary>
/// <param name="Id">Its public id (a ULID), for <c>/api/campaign-messages</c>; the campaign gives it.</param>
/// <param name="Label">Internal name; the campaign's name when null.</param>
/// <param name="Weight">1 to 100: how many get it, in proportion to the others' weights.</param>
[GenerateSerializer, Immutable, Alias("campaign-variation")]
public sealed record CampaignVariation(
    [property: Id(0)] string Id, [property: Id(1)] string? Label, [property: Id(2)] MessageContent Content, [property: Id(3)] int Weight);

/// <summary>How variations are tried before one of them goes to the rest.</summary>
/// <param name="Percentage">Share of the audience that the variations are tried on, 1 to 100; with 100 there is no rest.</param>
/// <param name="Window">How long to wait for receipts and clicks, from the moment everybody of that share was offered the message.</param>
[GenerateSerializer, Immutable, Alias("variation-test")]
public sealed record VariationTest([property: Id(0)] int Percentage, [property: Id(1)] TimeSpan Window);

/// <summary>Why a variation won. Stored by number: append, never renumber.</summary>
public enum WinnerRule : byte
{
    None = 0,
    /// <summary>More of those who were sent it received it.</summary>
    ReceivedRate = 1,
    /// <summary>As many received it, and more of these clicked.</summary>
    ClickRate = 2,
    /// <summary>Nothing told it from the others: it is the first of the best.</summary>
    First = 3,
    /// <summary>Nobody was known to have received anything: it is the campaign's first.</summary>
    NoReceipts = 4,
}

/// <summary>What became of one variation.</summary>
/// <param name="Variation">Its place in the campaign, from 0.</param>
/// <param name="Totals">Of its messages; targeted are those people of the audience who get it.</param>
/// <param name="Clicked">People who received it and clicked.</param>
/// <param name="Segments">Of its submitted messages.</param>
[GenerateSerializer, Immutable, Alias("variation-totals")]
public sealed record VariationTotals(
    [property: Id(0)] int Variation, [property: Id(1)] CampaignTotals Totals, [property: Id(2)] long Clicked, [property: Id(3)] long Segments);
