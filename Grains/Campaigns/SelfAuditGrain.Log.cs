using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class SelfAuditGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The daily audit begins: {Campaigns} campaigns were active lately")]
    private partial void LogBegun(int campaigns);

    [LoggerMessage(Level = LogLevel.Error, Message = "Campaign {Campaign} could not be audited")]
    private partial void LogNotAudited(CampaignId campaign, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "A step of the daily audit broke off and will be made again")]
    private partial void LogBroken(Exception failure);
}
