namespace Sms;

/// <summary>Why a message was not delivered, in Klaviyo's words (<c>Failure Type</c>). Stored by number: append, never renumber.</summary>
public enum FailureType : byte
{
    None = 0,
    Unknown = 1,
    DeviceDisconnected = 2,
    DeviceUnreachable = 3,
    CarrierViolation = 4,
    MessageBlocked = 5,
    DeviceIncapable = 6,
    NumberNotVerified = 7,
    InvalidMobileNumber = 8,
    InvalidContentType = 9,
}

public static class FailureTypes
{
    /// <summary>Klaviyo's label, as event property and report dimension carry it; null for <see cref="FailureType.None"/>.</summary>
    public static string? Label(this FailureType type) => type switch
    {
        FailureType.None => null,
        FailureType.DeviceDisconnected => "Device Disconnected",
        FailureType.DeviceUnreachable => "Device Unreachable",
        FailureType.CarrierViolation => "Carrier Violation",
        FailureType.MessageBlocked => "Message Blocked",
        FailureType.DeviceIncapable => "Device Incapable of Receiving SMS",
        FailureType.NumberNotVerified => "Number not verified",
        FailureType.InvalidMobileNumber => "Invalid mobile number",
        FailureType.InvalidContentType => "Invalid content type",
        FailureType.Unknown or _ => "Unknown",
    };
}
