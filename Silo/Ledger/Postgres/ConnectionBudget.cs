namespace Sms;

/// <summary>What a server leaves to this product, and who shares it.</summary>
/// <param name="Allowed">Connections, without those kept for superusers.</param>
/// <param name="Others">Held by other programs just now.</param>
/// <param name="Silos">Active ones, this one included; 0: an embedded process that shares with nobody.</param>
/// <param name="Gateways">Connections of gateways just now.</param>
internal sealed record ConnectionRoom(int Allowed, int Others, int Silos, int Gateways);

/// <summary>
/// How many connections all pools of a deployment may open together. A server that has fewer refuses the rest under load, which is when they are wanted: the
/// ledger takes that for an outage, and a silo that cannot say it lives is voted dead.
/// </summary>
/// <param name="PerSilo">Of one silo or embedded process, all its pools full.</param>
/// <param name="Need">Of all silos and gateways.</param>
/// <param name="Left">What the server leaves to them.</param>
/// <param name="Fitting">The largest <c>Ledger:PoolSize</c> that fits; null: not even the smallest does.</param>
internal sealed record ConnectionBudget(int PerSilo, int Need, int Left, int? Fitting)
{
    public bool Fits => Need <= Left;

    public static ConnectionBudget Of(ConnectionRoom room, int ledgerPool)
    {
        var silos = Math.Max(1, room.Silos);
        var beside = StateLocation.PoolSize + (room.Silos > 0 ? MembershipDatabase.PoolSize : 0);
        var left = room.Allowed - room.Others;
        var fitting = ((left - room.Gateways) / silos) - beside;
        return new ConnectionBudget(
            ledgerPool + beside, ((ledgerPool + beside) * silos) + room.Gateways, left, fitting >= LedgerOptions.SmallestPool ? fitting : null);
    }
}
