using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class CampaignWaveGrain
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Campaign {Campaign}, wave {Wave}: {Offered} offered")]
    private partial void LogDone(CampaignId campaign, int wave, int offered);

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {Campaign}, wave {Wave} stopped")]
    private partial void LogStopped(CampaignId campaign, int wave);

    [LoggerMessage(Level = LogLevel.Error, Message = "Campaign {Campaign}, wave {Wave} broke off; it will be started again")]
    private partial void LogBroken(CampaignId campaign, int wave, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Message} is offered again after {Pause}: {Why}")]
    private partial void LogAgain(MessageId message, TimeSpan pause, string why);
}
