namespace Sms;

/// <summary>A number or sender id we may send from.</summary>
/// <param name="Number">E.164, short code digits or an alphanumeric id.</param>
/// <param name="Carrier">Configured name of the carrier that owns it.</param>
/// <param name="Verified">Others do not send.</param>
/// <param name="SegmentsPerSecond">0: unlimited.</param>
/// <param name="Countries">ISO 3166-1 alpha-2; empty: every country.</param>
public sealed record SendingNumber(
    string Number, NumberType Type, string Carrier, bool Verified, double SegmentsPerSecond, IReadOnlyList<string> Countries)
{
    /// <summary>Why it does not send, in words; null for one that does, or where nobody says.</summary>
    public string? Why { get; init; }

    public static SendingNumber Of(NumberRecord record) => new(
        record.Number, record.Type, record.Carrier, record.Status == NumberStatus.Verified, record.SegmentsPerSecond, record.Countries)
    {
        Why = record.Status == NumberStatus.Verified ? null : record.Reason is { } reason ? $"{record.Status.Word()}: {reason}" : record.Status.Word(),
    };
}

/// <summary>The numbers this deployment may send from, as this silo knows them.</summary>
public interface ISendingNumbers
{
    /// <summary>In order of the configuration, then as they were added. A new list when anything has changed.</summary>
    IReadOnlyList<SendingNumber> All { get; }

    /// <summary>Completes when <see cref="All"/> can be relied on: before, a number may be suspended and this silo does not know yet.</summary>
    Task Ready => Task.CompletedTask;
}

/// <summary>What the configuration says of numbers: where their registers begin.</summary>
public interface IConfiguredNumbers
{
    IReadOnlyList<NumberDraft> Configured { get; }
}
