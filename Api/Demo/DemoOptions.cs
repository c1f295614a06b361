namespace Sms;

/// <summary><c>--demo</c>: seed people, send them a campaign through the sandbox, compare the figures. <c>--once</c>: stop after that.</summary>
internal sealed record DemoOptions(bool Enabled, bool Once)
{
    /// <summary>What the process returns: 1 when the demo's figures did not agree.</summary>
    public static int ExitCode { get; set; }

    /// <summary>Takes the demo's flags out of the arguments; the rest is configuration.</summary>
    public static DemoOptions Take(ref string[] args)
    {
        var options = new DemoOptions(args.Contains("--demo"), args.Contains("--once"));
        args = [.. args.Where(argument => argument is not ("--demo" or "--once"))];
        return options;
    }
}
