namespace Sms;

/// <summary>What somebody wants of a campaign.</summary>
internal enum CampaignAction : byte { Update, Delete, Send, Reschedule, Cancel, Revert, Pause, Resume }

/// <summary>
/// Which action is possible when. Pure. An audience is fixed once, when a campaign is launched: from then on it can be stopped, for a while or for good, and not changed.
/// </summary>
internal static class CampaignLifecycle
{
    public static CampaignVerdict Weigh(CampaignStatus status, CampaignAction action) => (action, status) switch
    {
        (_, CampaignStatus.None) => CampaignVerdict.Unknown,
        (CampaignAction.Update or CampaignAction.Delete or CampaignAction.Send, CampaignStatus.Draft) => CampaignVerdict.Done,
        (CampaignAction.Update or CampaignAction.Delete, _) => CampaignVerdict.NotADraft,
        (CampaignAction.Send, _) => CampaignVerdict.AlreadySent,
        (CampaignAction.Reschedule or CampaignAction.Revert, CampaignStatus.Scheduled) => CampaignVerdict.Done,
        (CampaignAction.Reschedule or CampaignAction.Revert, _) => CampaignVerdict.NotScheduled,
        (CampaignAction.Cancel, CampaignStatus.Draft) => CampaignVerdict.NotScheduled,
        (CampaignAction.Cancel, CampaignStatus.Cancelled) => CampaignVerdict.Done,
        (_, CampaignStatus.Sent or CampaignStatus.Cancelled or CampaignStatus.CancelledNoRecipients) => CampaignVerdict.Finished,
        (CampaignAction.Cancel, _) => CampaignVerdict.Done,
        (CampaignAction.Pause, CampaignStatus.Preparing or CampaignStatus.Sending or CampaignStatus.Paused) => CampaignVerdict.Done,
        (CampaignAction.Pause, _) => CampaignVerdict.NotSending,
        (CampaignAction.Resume, CampaignStatus.Paused) => CampaignVerdict.Done,
        (CampaignAction.Resume, _) => CampaignVerdict.NotPaused,
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "An action needs a verdict"),
    };

    /// <summary>Asked for twice, done once.</summary>
    public static bool IsThere(CampaignStatus status, CampaignAction action) => (action, status) is
        (CampaignAction.Cancel, CampaignStatus.Cancelled) or (CampaignAction.Pause, CampaignStatus.Paused);
}
