namespace Sms;

/// <summary>What a process is to the others.</summary>
public enum ClusterRole
{
    /// <summary>Gateway and silo in one process that knows of no other.</summary>
    Embedded,
    /// <summary>A silo among others; clients and silos find it through the database.</summary>
    Silo,
    /// <summary>Gateway and console, without grains and without a ledger of its own: a client of the silos.</summary>
    Gateway,
}
