namespace Sms;

/// <summary>What is stored of a flow. Who is in it is not here; the ledger keeps them.</summary>
[GenerateSerializer, Alias("flow-state")]
public sealed class FlowState
{
    [Id(0)] public Flow? Flow { get; set; }
    /// <summary>Everybody put on its list before this has been looked at. Stored now and then: it only saves looking again.</summary>
    [Id(1)] public DateTimeOffset LookedAt { get; set; }
}
