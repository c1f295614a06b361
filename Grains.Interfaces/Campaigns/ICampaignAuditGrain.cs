using Orleans.Concurrency;

namespace Sms;

/// <summary>Audits one campaign unasked and raises an alert when its figures differ. Key: <c>campaign-audit/{ulid}</c>.</summary>
[Alias("sms.ICampaignAuditGrain")]
public interface ICampaignAuditGrain : IGrainWithStringKey
{
    /// <summary>Audits now. Null when there is no such campaign.</summary>
    [Alias("audit")] Task<SelfAudit?> AuditAsync();

    /// <summary>Sees to it that the campaign is audited once, in the background. Returns when to ask again; null when it is done.</summary>
    [Alias("continue")] Task<TimeSpan?> ContinueAsync();

    /// <summary>The last audit; null before the first.</summary>
    [Alias("get"), AlwaysInterleave] Task<SelfAudit?> GetAsync();
}

/// <summary>Audits the campaigns that were active lately, once a day, one after the other. Key: <c>self-audit/all</c>.</summary>
[Alias("sms.ISelfAuditGrain")]
public interface ISelfAuditGrain : IGrainWithStringKey
{
    /// <summary>Does what is due, in the background, and returns when to ask again; null when it is switched off.</summary>
    [Alias("continue")] Task<TimeSpan?> ContinueAsync();
}

/// <summary>What an audit that nobody asked for found.</summary>
/// <param name="Differences">As in <see cref="CampaignAudit"/>; empty when all agreed.</param>
[GenerateSerializer, Immutable, Alias("self-audit")]
public sealed record SelfAudit([property: Id(0)] DateTimeOffset At, [property: Id(1)] IReadOnlyList<string> Differences);
