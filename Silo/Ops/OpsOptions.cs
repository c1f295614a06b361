using System.ComponentModel.DataAnnotations;

namespace Sms;

/// <summary>Section <c>Ops</c>.</summary>
internal sealed class OpsOptions
{
    public const string Section = "Ops";

    /// <summary>Seconds the ledger may take to answer before <c>/health/ready</c> says no: 0.1 to 60.</summary>
    [Range(0.1, 60)] public double ReadyTimeoutSeconds { get; set; } = 2;
}
