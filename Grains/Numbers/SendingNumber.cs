namespace Sms;

public enum NumberType : byte { ShortCode, TollFree, LongCode, Alphanumeric }

/// <summary>A number or sender id we may send from.</summary>
/// <param name="Number">E.164, short code digits or an alphanumeric id.</param>
/// <param name="Carrier">Configured name of the carrier that owns it.</param>
/// <param name="Verified">Unverified numbers do not send.</param>
/// <param name="SegmentsPerSecond">0: unlimited.</param>
/// <param name="Countries">ISO 3166-1 alpha-2; empty: every country.</param>
public sealed record SendingNumber(
    string Number, NumberType Type, string Carrier, bool Verified, double SegmentsPerSecond, IReadOnlyList<string> Countries);

/// <summary>The numbers this deployment may send from, by configuration.</summary>
public interface ISendingNumbers
{
    IReadOnlyList<SendingNumber> All { get; }
}
