using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace Sms.EndToEnd;

/// <summary>What a parser can tell of the compose file and the Kubernetes manifests. Nothing here runs them.</summary>
public sealed class ManifestTests
{
    private static readonly string[] Workloads = ["silo", "gateway"];

    [Fact]
    public void Every_variable_sets_something_the_product_reads()
    {
        var names = Manifests.Compose()["services"].Entries.Where(service => service.Key != "postgres").SelectMany(service => service.Value["environment"].Entries)
            .Concat(Workloads.SelectMany(name => Environment(name))).Concat(Manifests.Of("ConfigMap", "received-sms")["data"].Entries).Select(one => one.Key)
            .Concat(File.ReadLines(Path.Combine(Manifests.Folder, "Dockerfile")).Where(line => line.StartsWith("ENV ", StringComparison.Ordinal))
                .SelectMany(line => line[4..].Split(' ')).Select(pair => pair.Split('=')[0])).ToHashSet();
        Assert.True(names.Count > 10);
        Assert.DoesNotContain(names, name => name != "ASPNETCORE_URLS" && !SettingNames.Sets(name));
    }

    [Fact]
    public void A_name_with_a_slip_of_the_pen_is_noticed()
    {
        Assert.True(SettingNames.Sets("Cluster__Address"));
        Assert.True(SettingNames.Sets("Carriers__acme__AuthToken"));
        Assert.False(SettingNames.Sets("Cluster__Adress"));
        Assert.False(SettingNames.Sets("Carriers__acme__AuthTocken"));
    }

    [Fact]
    public void Settings_are_accepted_and_every_process_has_its_role()
    {
        foreach (var (name, service) in Manifests.Compose()["services"].Entries.Where(service => service.Key.StartsWith("silo", StringComparison.Ordinal)))
        {
            var cluster = Settings(service["environment"].Entries.Append(("Cluster__Role", new Node("", "Silo"))));
            Assert.True(IPAddress.Parse(service["networks"]["cluster"]["ipv4_address"].Text).Equals(IPAddress.Parse(cluster.Address)), name);
        }
        var addresses = Manifests.Compose()["services"].Entries.Select(service => service.Value.Find("environment")?.Find("Cluster__Address")?.Text).OfType<string>().ToList();
        Assert.Equal(3, addresses.Distinct().Count());

        Assert.Equal(ClusterRole.Gateway, Settings(Environment("gateway")).Role);
        Assert.Equal("status.podIP", Variable("silo", "Cluster__Address")["valueFrom"]["fieldRef"]["fieldPath"].Text);
        foreach (var (name, value) in Manifests.Compose()["services"]["gateway-1"]["environment"].Entries) Assert.Equal(value.Value, Manifests.Compose()["services"]["gateway-2"]["environment"][name].Value);
    }

    [Fact]
    public void Ports_are_those_the_processes_listen_on()
    {
        Assert.Equal(Port("silo", "ops"), new Uri(Variable("silo", "ASPNETCORE_URLS")["value"].Text.Replace("+", "any", StringComparison.Ordinal)).Port);
        Assert.Equal(Port("gateway", "http"), new Uri(Variable("gateway", "ASPNETCORE_URLS")["value"].Text.Replace("+", "any", StringComparison.Ordinal)).Port);
        Assert.Equal(Port("silo", "silo"), Variable("silo", "Cluster__SiloPort")["value"].Number);
        Assert.Equal(Port("silo", "client"), Variable("silo", "Cluster__GatewayPort")["value"].Number);
        Port("gateway", Assert.Single(Manifests.Of("Service", "gateway")["spec"]["ports"].Items)["targetPort"].Text);
        foreach (var rule in Manifests.Of("NetworkPolicy", "silo")["spec"]["ingress"].Items.SelectMany(rule => rule["ports"].Items)) Port("silo", rule["port"].Text);

        // In compose the images say where the processes listen.
        var image = File.ReadAllText(Path.Combine(Manifests.Folder, "Dockerfile"));
        foreach (var (name, service) in Manifests.Compose()["services"].Entries.Where(service => service.Value.Find("ports") is not null))
        {
            var port = service["ports"][0].Text.Split(':')[^1];
            Assert.Contains($"ASPNETCORE_URLS=http://+:{port}", image, StringComparison.Ordinal);
            Assert.Equal(name.StartsWith("silo", StringComparison.Ordinal) ? "5090" : "5080", port);
        }
    }

    [Theory, InlineData("silo", "ops"), InlineData("gateway", "http")]
    public void Processors_are_not_limited_memory_is_and_probes_ask_the_right_questions(string workload, string port)
    {
        var container = Container(workload);
        Assert.Null(container["resources"]["limits"].Find("cpu"));
        foreach (var (kind, amount) in new[] { ("requests", "cpu"), ("requests", "memory"), ("limits", "memory") }) Assert.NotEmpty(container["resources"][kind][amount].Text);
        foreach (var (probe, path) in new[] { ("startupProbe", "/health/live"), ("livenessProbe", "/health/live"), ("readinessProbe", "/health/ready") })
        {
            Assert.Equal(path, container[probe]["httpGet"]["path"].Text);
            Assert.Equal(port, container[probe]["httpGet"]["port"].Text);
        }
        // Longer than the product itself waits for its database before it says no.
        Assert.True(container["readinessProbe"]["timeoutSeconds"].Number > new OpsOptions().ReadyTimeoutSeconds);
        foreach (var (_, service) in Manifests.Compose()["services"].Entries) Assert.True(service.Find("cpus") is null && service.Find("deploy") is null);
    }

    [Theory, InlineData("silo"), InlineData("gateway")]
    public void There_is_time_to_drain_and_one_goes_at_a_time(string workload)
    {
        var pod = Manifests.Of("Deployment", workload)["spec"]["template"]["spec"];
        var pause = Container(workload).Find("lifecycle")?["preStop"]["sleep"]["seconds"].Number ?? 0;
        Assert.True(pod["terminationGracePeriodSeconds"].Number > OpsRegistration.StopsWithin.TotalSeconds + pause);
        Assert.Equal(1, Manifests.Of("PodDisruptionBudget", workload)["spec"]["maxUnavailable"].Number);
        Assert.Equal(0, Manifests.Of("Deployment", workload)["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"].Number);
        foreach (var (name, service) in Manifests.Compose()["services"].Entries.Where(service => service.Key != "postgres"))
            Assert.True(int.Parse(service["stop_grace_period"].Text.TrimEnd('s'), CultureInfo.InvariantCulture) > OpsRegistration.StopsWithin.TotalSeconds, name);
    }

    [Theory, InlineData("silo"), InlineData("gateway")]
    public void Nobody_is_root_writes_to_the_image_or_finds_a_secret_in_a_file(string workload)
    {
        var (pod, container) = (Manifests.Of("Deployment", workload)["spec"]["template"]["spec"], Container(workload));
        Assert.Equal("true", pod["securityContext"]["runAsNonRoot"].Text);
        Assert.Equal("true", container["securityContext"]["readOnlyRootFilesystem"].Text);
        Assert.Equal("false", container["securityContext"]["allowPrivilegeEscalation"].Text);
        var keys = Manifests.Of("Secret", "received-sms")["stringData"].Entries.Select(entry => entry.Key).ToHashSet();
        foreach (var secret in container["env"].Items.Select(one => one.Find("valueFrom")?.Find("secretKeyRef")).OfType<Node>())
        {
            Assert.Equal("received-sms", secret["name"].Text);
            Assert.Contains(secret["key"].Text, keys);
        }
        foreach (var name in new[] { "Cluster__ConnectionString", "Gateway__ApiKeys" }) Assert.NotNull(Variable(workload, name).Find("valueFrom"));
        Assert.Equal(2, File.ReadLines(Path.Combine(Manifests.Folder, "Dockerfile")).Count(line => line == "USER $APP_UID"));
        foreach (var variable in new[] { "POSTGRES_PASSWORD", "SMS_API_KEY" }) Assert.DoesNotContain($"${{{variable}:-", File.ReadAllText(Path.Combine(Manifests.Folder, "compose.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void All_pools_together_fit_the_compose_files_server()
    {
        var services = Manifests.Compose()["services"].Entries.Select(service => service.Key).ToList();
        var allowed = int.Parse(Manifests.Compose()["services"]["postgres"]["command"].Items[^1].Text.Split('=')[1], CultureInfo.InvariantCulture) - 3;
        // One silo more while one is being replaced.
        var room = new ConnectionRoom(allowed, 0, services.Count(name => name.StartsWith("silo", StringComparison.Ordinal)) + 1, 2 * services.Count(name => name.StartsWith("gateway", StringComparison.Ordinal)));
        Assert.True(ConnectionBudget.Of(room, new LedgerOptions().PoolSize).Fits);
    }

    private static Node Container(string workload) => Assert.Single(Manifests.Of("Deployment", workload)["spec"]["template"]["spec"]["containers"].Items);

    private static Node Variable(string workload, string name) => Assert.Single(Container(workload)["env"].Items, one => one["name"] == name);

    /// <summary>What comes from the pod or a secret is an address.</summary>
    private static IEnumerable<(string Key, Node Value)> Environment(string workload) =>
        Container(workload)["env"].Items.Select(one => (one["name"].Text, one.Find("value") ?? new Node(one.Path, "10.0.0.1")));

    private static int Port(string workload, string name) => Assert.Single(Container(workload)["ports"].Items, port => port["name"] == name)["containerPort"].Number;

    private static ClusterSettings Settings(IEnumerable<(string Key, Node Value)> variables) => ClusterSettings.Of(new ConfigurationBuilder()
        .AddInMemoryCollection(variables.Select(one => KeyValuePair.Create(one.Key.Replace("__", ":", StringComparison.Ordinal), (string?)one.Value.Text))).Build());
}
