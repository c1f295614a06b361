using System.Text.Json;

namespace Sms;

/// <summary>A decision as clients see it.</summary>
public sealed record DecisionAttributes
{
    /// <summary><c>sent</c>, <c>skipped</c>, <c>deferred</c>, <c>refused</c> (by the provider; with a reason: by a rule, after the provider had wanted it later) or <c>unknown</c> (it has not answered).</summary>
    public required string Decision { get; init; }
    public required DateTimeOffset Datetime { get; init; }
    /// <summary>Klaviyo's words where Klaviyo has them; null for what was sent.</summary>
    public string? Reason { get; init; }
    /// <summary>In words, with the value of the rule that decided.</summary>
    public string? Detail { get; init; }
    /// <summary>Of a deferred one: when it is, or was, decided again.</summary>
    public DateTimeOffset? Until { get; init; }
    /// <summary>Of a deferred one: it still waits.</summary>
    public bool Waiting { get; init; }
    /// <summary>Null when no campaign sent it.</summary>
    public string? CampaignId { get; init; }
    /// <summary>Null when no flow sent it.</summary>
    public string? FlowId { get; init; }
    public required string MessageId { get; init; }

    public static DecisionAttributes Of(Decision decision) => new()
    {
        Decision = JsonNamingPolicy.SnakeCaseLower.ConvertName(decision.Verdict.ToString()),
        Datetime = decision.At,
        Reason = decision.Reason.Label(),
        Detail = decision.Detail,
        Until = decision.Until,
        Waiting = decision.Waiting,
        CampaignId = decision.Source.Kind == SourceKind.Campaign ? decision.Source.Key : null,
        FlowId = decision.Source.Kind == SourceKind.Flow ? decision.Source.Key : null,
        MessageId = decision.Message.Value,
    };
}
