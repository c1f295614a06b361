using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Sms.Testing;

/// <summary>
/// A network of its own for every silo (Linux network namespaces), all of them on one bridge with this machine: what passes between any two of them can be
/// lost, silently, as in a network that breaks and not as when somebody hangs up.
/// </summary>
public sealed class SiloNetwork : IAsyncDisposable
{
    /// <summary>Frames to it are carried and nobody takes them.</summary>
    private const string NobodysAddress = "02:00:00:00:00:fe";
    private const string Interface = "eth0";

    private readonly string bridge = string.Create(CultureInfo.InvariantCulture, $"sms{Environment.ProcessId}");
    private readonly string subnet = string.Create(CultureInfo.InvariantCulture, $"10.213.{(Environment.ProcessId % 250) + 1}");
    private readonly List<string> silos = [];
    private readonly HashSet<(int From, int To)> cuts = [];

    private SiloNetwork() => Host = AddressOf(1);

    /// <summary>This machine, as the silos see it.</summary>
    public IPAddress Host { get; }

    /// <summary>Why there can be no such network here; null: there can.</summary>
    public static async Task<string?> FindObstacleAsync()
    {
        var probe = new SiloNetwork();
        try
        {
            await probe.BuildAsync(1);
            return null;
        }
        catch (Exception refused) when (refused is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return refused.Message.Trim();
        }
        finally
        {
            await probe.DisposeAsync();
        }
    }

    public static async Task<SiloNetwork> StartAsync(int silos)
    {
        var network = new SiloNetwork();
        try
        {
            await network.BuildAsync(silos);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>How the silo of this number is started in its network.</summary>
    public SiloLaunch Launch(int silo) => new() { Through = ["ip", "netns", "exec", silos[silo]], Address = AddressOf(silo + 2) };

    /// <summary>Nothing passes any more between one silo and the others, neither way; the database, the provider and the gateways reach all of them.</summary>
    public async Task IsolateAsync(int silo)
    {
        foreach (var other in Enumerable.Range(0, silos.Count).Where(other => other != silo))
        {
            await CutAsync(silo, other);
            await CutAsync(other, silo);
        }
    }

    public async Task HealAsync()
    {
        foreach (var (from, to) in cuts) await RunAsync("-n", silos[from], "neigh", "del", AddressOf(to + 2).ToString(), "dev", Interface);
        cuts.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        // A namespace takes its end of the line with it, and that end the other one.
        foreach (var silo in silos) await RunAsync("netns", "del", silo);
        if (Directory.Exists($"/sys/class/net/{bridge}")) await RunAsync("link", "del", bridge);
        silos.Clear();
    }

    private async Task BuildAsync(int count)
    {
        await RunAsync("link", "add", bridge, "type", "bridge");
        await RunAsync("addr", "add", $"{Host}/24", "dev", bridge);
        await RunAsync("link", "set", bridge, "up");
        for (var i = 0; i < count; i++)
        {
            var (name, line) = ($"{bridge}-{i}", $"{bridge}v{i}");
            await RunAsync("netns", "add", name);
            silos.Add(name);
            await RunAsync("link", "add", line, "type", "veth", "peer", "name", Interface, "netns", name);
            await RunAsync("link", "set", line, "master", bridge, "up");
            await RunAsync("-n", name, "addr", "add", $"{AddressOf(i + 2)}/24", "dev", Interface);
            await RunAsync("-n", name, "link", "set", Interface, "up");
            await RunAsync("-n", name, "link", "set", "lo", "up");
        }
    }

    private async Task CutAsync(int from, int to)
    {
        await RunAsync("-n", silos[from], "neigh", "replace", AddressOf(to + 2).ToString(), "lladdr", NobodysAddress, "dev", Interface, "nud", "permanent");
        cuts.Add((from, to));
    }

    private IPAddress AddressOf(int last) => IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"{subnet}.{last}"));

    private static async Task RunAsync(params string[] arguments)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        var errors = await ip.StandardError.ReadToEndAsync();
        await ip.WaitForExitAsync();
        if (ip.ExitCode != 0) throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {errors}");
    }
}
