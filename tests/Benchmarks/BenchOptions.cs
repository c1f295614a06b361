using System.Globalization;

namespace Sms.Benchmarks;

/// <summary><c>--db postgres|sqlite --messages 60000 --in-flight 1024</c>; what else begins with two dashes goes to the host's configuration.</summary>
internal sealed record BenchOptions(string Database, int Messages, int InFlight, string[] Settings)
{
    /// <param name="messages">How many there are unless told otherwise.</param>
    public static BenchOptions Parse(string[] args, int messages = 60_000)
    {
        var options = new BenchOptions("postgres", messages, 1_024, []);
        List<string> rest = [];
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--db": options = options with { Database = args[++i] }; break;
                case "--messages": options = options with { Messages = int.Parse(args[++i], CultureInfo.InvariantCulture) }; break;
                case "--in-flight": options = options with { InFlight = int.Parse(args[++i], CultureInfo.InvariantCulture) }; break;
                default: rest.Add(args[i]); break;
            }
        }

        return options with { Settings = [.. rest] };
    }

    /// <summary>A benchmark's own option, taken from among the settings: <c>--name value</c>.</summary>
    public string? Take(string name, out BenchOptions others)
    {
        var at = Array.IndexOf(Settings, name);
        others = at < 0 || at + 1 == Settings.Length ? this : this with { Settings = [.. Settings[..at], .. Settings[(at + 2)..]] };
        return ReferenceEquals(others, this) ? null : Settings[at + 1];
    }

    /// <summary>The settings <c>--Key=value</c> apart, for a server that is started with them.</summary>
    public IEnumerable<(string Key, string Value)> Pairs() => Settings.Select(setting => setting.TrimStart('-').Split('=', 2)).Select(pair => pair.Length == 2
        ? (pair[0], pair[1])
        : throw new ArgumentException($"A setting is written --Key=value, not '{pair[0]}'"));
}
