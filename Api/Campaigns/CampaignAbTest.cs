namespace Sms;

/// <summary>How a campaign's variations are tried, and which won.</summary>
/// <param name="TestPercentage">Share of the audience they are tried on; 100: all of it.</param>
/// <param name="TestMinutes">How long receipts and clicks have, from the moment everybody of that share was offered the message; null without a rest.</param>
/// <param name="TestEndsAt">When the winner is decided; null before that is known.</param>
/// <param name="Winner">The variation that goes to the rest.</param>
/// <param name="WonBy"><c>received_rate</c>, <c>click_rate</c>, <c>first</c> (of equals) or <c>no_receipts</c> (the campaign's first).</param>
public sealed record CampaignAbTest(int TestPercentage, double? TestMinutes, DateTimeOffset? TestEndsAt, string? Winner, string? WonBy)
{
    public static CampaignAbTest? Of(Campaign campaign) => campaign.Definition.Variations.Count < 2 ? null : new(
        campaign.Definition.Test?.Percentage ?? 100, campaign.Definition.Test?.Window.TotalMinutes, campaign.TestEndsAt,
        campaign.Winner is { } winner ? campaign.Definition.Variations[winner].Id : null,
        campaign.WonBy switch
        {
            WinnerRule.ReceivedRate => "received_rate",
            WinnerRule.ClickRate => "click_rate",
            WinnerRule.First => "first",
            WinnerRule.NoReceipts => "no_receipts",
            WinnerRule.None or _ => null,
        });
}
