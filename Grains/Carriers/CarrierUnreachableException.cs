namespace Sms;

/// <summary>The provider did not answer a look-up, or not readably. What was asked about stays as unknown as it was.</summary>
public sealed class CarrierUnreachableException(string message, Exception? inner = null) : Exception(message, inner);
