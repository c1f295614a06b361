namespace Sms.Benchmarks;

/// <summary>What was measured did not do its work: the figure is worth nothing, and the process ends with an error.</summary>
internal sealed class WrongResultException(string message) : Exception(message);
