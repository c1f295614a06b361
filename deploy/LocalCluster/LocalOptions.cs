using System.Globalization;

namespace Sms.LocalCluster;

/// <param name="People">How many are texted by each campaign: 10 to 100,000.</param>
/// <param name="Once">End after one campaign and its audit.</param>
/// <param name="KillAfter">Seconds after the first message at which one silo is killed; null: none is.</param>
/// <param name="Provider">Settings of the sandbox carrier (<c>--Sandbox:…</c>).</param>
/// <param name="Product">Any other settings, for silos and gateways.</param>
internal sealed record LocalOptions(
    int People, int Silos, int Gateways, bool Once, int? KillAfter, IReadOnlyList<(string, string)> Provider, IReadOnlyList<(string, string)> Product)
{
    private static readonly Dictionary<string, (int Fewest, int Most, int Usual)> Numbers = new()
    {
        ["--people"] = (10, 100_000, 10_000),
        ["--silos"] = (1, 16, 3),
        ["--gateways"] = (1, 16, 2),
        ["--kill-after"] = (0, 3_600, -1),
    };

    /// <summary>Null: something is not understood.</summary>
    public static LocalOptions? Parse(string[] args)
    {
        var numbers = Numbers.ToDictionary(number => number.Key, number => number.Value.Usual);
        List<(string, string)> provider = [], product = [];
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--once") continue;
            if (Numbers.TryGetValue(args[i], out var bounds))
            {
                if (++i == args.Length || !int.TryParse(args[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
                if (number < bounds.Fewest || number > bounds.Most) return null;
                numbers[args[i - 1]] = number;
            }
            else if (args[i].Split('=', 2) is [['-', '-', .. var key], var value] && key.Contains(':', StringComparison.Ordinal))
            {
                (key.StartsWith("Sandbox:", StringComparison.OrdinalIgnoreCase) ? provider : product).Add((key, value));
            }
            else return null;
        }
        var kill = numbers["--kill-after"];
        return new LocalOptions(
            numbers["--people"], numbers["--silos"], numbers["--gateways"], args.Contains("--once"), kill < 0 ? null : kill, provider, product);
    }

    public static int Usage()
    {
        Console.Error.WriteLine("""
            deploy/local-cluster: PostgreSQL, the sandbox provider, silos, gateways and a load on this machine, and what they do, second by second.
              --people N       texted by each campaign, 10 to 100,000 (10,000)
              --silos N        1 to 16 (3)
              --gateways N     1 to 16 (2)
              --once           end after one campaign; exit code 1 if our report is not what the provider's books say
              --kill-after S   SIGKILL to one silo S seconds after the first message, and how long it takes until the rate is back
              --Key:Name=value settings: Sandbox:… for the provider, all others for silos and gateways
            """);
        return 2;
    }
}
