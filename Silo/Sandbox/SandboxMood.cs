namespace Sms;

/// <summary>The behaviour in force: the configured one until it is replaced, for the life of the process.</summary>
internal sealed class SandboxMood(SandboxBehaviour configured)
{
    private volatile SandboxBehaviour behaviour = configured;

    public SandboxBehaviour Behaviour { get => behaviour; set => behaviour = value; }
}
