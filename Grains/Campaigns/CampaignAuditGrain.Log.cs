using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class CampaignAuditGrain
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Campaign {Campaign}: its figures differ from its events: {Differences}")]
    private partial void LogDiffers(CampaignId campaign, string differences);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Campaign {Campaign} still differs from its events in {Differences} places; an alert was raised before")]
    private partial void LogStillDiffers(CampaignId campaign, int differences);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The audit of campaign {Campaign} broke off and will be made again")]
    private partial void LogBroken(CampaignId campaign, Exception failure);
}
