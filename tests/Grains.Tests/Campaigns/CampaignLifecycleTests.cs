namespace Sms;

public sealed class CampaignLifecycleTests
{
    private const string Actions = "Update Delete Send Reschedule Cancel Revert Pause Resume";

    [Theory]
    [InlineData(CampaignStatus.Draft, "Done Done Done NotScheduled NotScheduled NotScheduled NotSending NotPaused")]
    [InlineData(CampaignStatus.Scheduled, "NotADraft NotADraft AlreadySent Done Done Done NotSending NotPaused")]
    [InlineData(CampaignStatus.Preparing, "NotADraft NotADraft AlreadySent NotScheduled Done NotScheduled Done NotPaused")]
    [InlineData(CampaignStatus.Sending, "NotADraft NotADraft AlreadySent NotScheduled Done NotScheduled Done NotPaused")]
    [InlineData(CampaignStatus.Paused, "NotADraft NotADraft AlreadySent NotScheduled Done NotScheduled Done Done")]
    [InlineData(CampaignStatus.Sent, "NotADraft NotADraft AlreadySent NotScheduled Finished NotScheduled Finished Finished")]
    [InlineData(CampaignStatus.Cancelled, "NotADraft NotADraft AlreadySent NotScheduled Done NotScheduled Finished Finished")]
    [InlineData(CampaignStatus.CancelledNoRecipients, "NotADraft NotADraft AlreadySent NotScheduled Finished NotScheduled Finished Finished")]
    [InlineData(CampaignStatus.None, "Unknown Unknown Unknown Unknown Unknown Unknown Unknown Unknown")]
    public void What_is_possible_when(CampaignStatus status, string verdicts) => Assert.Equal(
        verdicts, string.Join(' ', Actions.Split(' ').Select(action => CampaignLifecycle.Weigh(status, Enum.Parse<CampaignAction>(action)))));
}
