using System.Globalization;

namespace Sms;

/// <summary>
/// <c>--demo</c>: seed people, send them a campaign through the sandbox, compare the figures. <c>--once</c>: stop after that. <c>--people 20000</c>: how many,
/// 1,000 by default and 100,000 at most.
/// </summary>
internal sealed record DemoOptions(bool Enabled, bool Once, int People)
{
    private const int Fewest = 10, Most = 100_000, Usual = 1_000;

    /// <summary>What the process returns: 1 when the demo's figures did not agree.</summary>
    public static int ExitCode { get; set; }

    /// <summary>Takes the demo's flags out of the arguments; the rest is configuration.</summary>
    public static DemoOptions Take(ref string[] args)
    {
        var people = Array.IndexOf(args, "--people");
        var number = people >= 0 && people + 1 < args.Length ? args[people + 1] : null;
        if (people >= 0 && !(int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is >= Fewest and <= Most))
            throw new ArgumentException($"--people is a number from {Fewest} to {Most}, not '{number}'.");
        var options = new DemoOptions(
            args.Contains("--demo"), args.Contains("--once"), number is null ? Usual : int.Parse(number, CultureInfo.InvariantCulture));
        args = [.. args.Where((argument, i) => argument is not ("--demo" or "--once" or "--people") && (people < 0 || i != people + 1))];
        return options;
    }
}
