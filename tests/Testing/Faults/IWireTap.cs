namespace Sms.Testing;

/// <summary>Listens in on one connection. Both methods get the bytes in order, before they pass on.</summary>
public interface IWireTap
{
    void FromClient(ReadOnlySpan<byte> bytes);

    WireVerdict FromServer(ReadOnlySpan<byte> bytes);
}

public enum WireVerdict
{
    Pass,
    /// <summary>These bytes never arrive.</summary>
    Swallow,
    /// <summary>Nor do these, and the connection ends here, for both sides.</summary>
    Cut,
}
