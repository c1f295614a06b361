namespace Sms;

/// <summary>How to reach one configured account.</summary>
/// <param name="BaseUrl">Asked for each request: the sandbox's address is known only after it listens.</param>
internal sealed record CarrierHttpSettings(
    string Name, Func<Uri> BaseUrl, int Connections, TimeSpan ConnectTimeout, TimeSpan SubmitTimeout, TimeSpan LookupTimeout);
