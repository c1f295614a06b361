using System.Globalization;

namespace Sms.Benchmarks;

/// <summary><c>--db postgres|sqlite --messages 60000 --in-flight 1024</c>; what else begins with two dashes goes to the host's configuration.</summary>
internal sealed record BenchOptions(string Database, int Messages, int InFlight, string[] Settings)
{
    public static BenchOptions Parse(string[] args)
    {
        var options = new BenchOptions("postgres", 60_000, 1_024, []);
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
}
