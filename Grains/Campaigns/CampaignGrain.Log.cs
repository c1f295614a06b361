using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class CampaignGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {Campaign} sent by its client; due {Due:u}")]
    private partial void LogSent(CampaignId campaign, DateTimeOffset due);

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {Campaign} launched: {Targeted} people in {Waves} waves")]
    private partial void LogLaunched(CampaignId campaign, int targeted, int waves);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Campaign {Campaign} has nobody to send to")]
    private partial void LogNobody(CampaignId campaign);

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {Campaign}: everybody has been offered the message")]
    private partial void LogFinished(CampaignId campaign);

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {Campaign} cancelled")]
    private partial void LogCancelled(CampaignId campaign);

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {Campaign} reverted to a draft")]
    private partial void LogReverted(CampaignId campaign);

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {Campaign} paused; {Done} of {Waves} waves are done")]
    private partial void LogPaused(CampaignId campaign, int done, int waves);

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {Campaign} resumed; it was paused for {Paused} in all")]
    private partial void LogResumed(CampaignId campaign, TimeSpan paused);

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {Campaign}: {Action} refused, {Verdict}")]
    private partial void LogRefused(CampaignId campaign, CampaignAction action, CampaignVerdict verdict);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Campaign {Campaign}: not every wave has heard that it is to stop; they are told again")]
    private partial void LogNotStopped(CampaignId campaign, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {Campaign}: variations were tried on {People} people; the best is decided at {Ends:u}")]
    private partial void LogTried(CampaignId campaign, int people, DateTimeOffset ends);

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {Campaign}: variation {Variation} goes to the rest ({Rule})")]
    private partial void LogWon(CampaignId campaign, string variation, WinnerRule rule);
}
