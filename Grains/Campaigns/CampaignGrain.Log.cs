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
}
