namespace Sms;

/// <summary>What an adapter finds around it.</summary>
/// <param name="Name">The carrier's configured name.</param>
/// <param name="CallbackBase">The gateway's public address, without a slash at the end.</param>
internal sealed record CarrierSurroundings(string Name, string CallbackBase, SandboxAddress Sandbox, TimeProvider Clock, ILoggerFactory Loggers);
