using System.Net;
using Orleans.Configuration;
using Orleans.GrainDirectory;
using Orleans.Runtime.GrainDirectory;
using Orleans.Runtime.Hosting;

namespace Sms;

/// <summary>How silos and gateways find each other, and how soon a dead silo is known to be dead.</summary>
internal static class Membership
{
    /// <summary>
    /// Grains whose silo is remembered. Those of a campaign are wanted for seconds: more than this is never under way, and Orleans' gauge of it, which the dashboard reads
    /// every second, counts them one by one – with its default of a million a fifteenth of a busy silo's processor time.
    /// </summary>
    private const int GrainsRemembered = 20_000;

    private const string Invariant = "Npgsql";
    private const string Service = "sms";

    /// <summary>One silo, known to nobody, on two free ports.</summary>
    public static void UseEmbeddedMembership(this ISiloBuilder silo)
    {
        var (siloPort, gatewayPort) = (FreePort.On(IPAddress.Loopback), FreePort.On(IPAddress.Loopback));
        silo.Services.AddSingleton<OneSiloDirectory>();
        silo.Services.AddSingleton<IGrainDirectoryCache>(services => services.GetRequiredService<OneSiloDirectory>());
        silo.AddGrainDirectory(GrainDirectoryAttribute.DEFAULT_GRAIN_DIRECTORY, (services, _) => services.GetRequiredService<OneSiloDirectory>());
        silo.AddGrainDirectory(AtHome.Directory, (services, _) => services.GetRequiredService<OneSiloDirectory>());
        silo.Services.AddSingleton<EverybodyHere>();
        silo.Services.AddSingleton<IPeopleHere>(services => services.GetRequiredService<EverybodyHere>());
        silo.Services.AddSingleton<IMessageHomes>(services => services.GetRequiredService<EverybodyHere>());
        silo.UseLocalhostClustering(siloPort, gatewayPort, new IPEndPoint(IPAddress.Loopback, siloPort), serviceId: Service, clusterId: "embedded");
    }

    /// <summary>One of several silos.</summary>
    public static void UseClusterMembership(this ISiloBuilder silo, ClusterSettings settings)
    {
        var address = IPAddress.Parse(settings.Address);
        var siloPort = settings.SiloPort == 0 ? FreePort.On(address) : settings.SiloPort;
        var gatewayPort = settings.GatewayPort == 0 ? FreePort.On(address) : settings.GatewayPort;
        silo.ConfigureEndpoints(address, siloPort, gatewayPort, listenOnAnyHostAddress: false);
        silo.Services.AddMembershipDatabase(settings);
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, MembershipStartup>();
        silo.Configure<ClusterOptions>(options => Name(options, settings));
        silo.UseAdoNetClustering(builder => builder.Configure<MembershipDatabase>((options, database) =>
            (options.Invariant, options.DataSource) = (Invariant, database.Source)));
        silo.Configure<ClusterMembershipOptions>(NoticeTheDead);
        silo.Configure<GrainDirectoryOptions>(options => options.CacheSize = GrainsRemembered);
        silo.UseHomes();
    }

    /// <summary>People and what is sent to them live on their partitions' silos.</summary>
    private static void UseHomes(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<HomeViews>();
        silo.Services.AddSingleton<INeighbours, Neighbours>();
        silo.Services.AddSingleton(services => new PeopleHomes(
            services.GetRequiredService<ILocalSiloDetails>().SiloAddress, LatestOf(services), services.GetRequiredService<INeighbours>(), services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<PeopleHomes>>()));
        silo.Services.AddSingleton<IPeopleHere>(services => services.GetRequiredService<PeopleHomes>());
        silo.Services.AddHostedService<HomeFollower>();
        silo.Services.AddSingleton<HomeDirectory>();
        silo.Services.AddSingleton<IMessageHomes>(services => services.GetRequiredService<HomeDirectory>());
        silo.Services.AddSingleton<IGrainDirectoryCache>(services => services.GetRequiredService<HomeDirectory>());
        silo.AddGrainDirectory(AtHome.Directory, (services, _) => services.GetRequiredService<HomeDirectory>());
        silo.AddGrainService<HomeService>();

        static Func<HomeView> LatestOf(IServiceProvider services)
        {
            var views = services.GetRequiredService<HomeViews>();
            return () => views.Latest;
        }
    }

    /// <summary>No silo: its grains are elsewhere.</summary>
    public static void UseClusterMembership(this IClientBuilder client, ClusterSettings settings)
    {
        client.Services.AddMembershipDatabase(settings);
        client.Configure<ClusterOptions>(options => Name(options, settings));
        client.UseAdoNetClustering(builder => builder.Configure<MembershipDatabase>((options, database) =>
            (options.Invariant, options.DataSource) = (Invariant, database.Source)));
        // A gateway that starts before the silos waits for them; so does one whose last silo is gone.
        client.UseConnectionRetryFilter<PatientConnection>();
        // A silo that is gone is noticed when its connection breaks; a new one is used within this time.
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
    }

    /// <summary>
    /// Half a dozen seconds from SIGKILL to the verdict, instead of Orleans' fifteen and more: a campaign whose waves lived there stands still until then. Three
    /// probes of two seconds, because a collection or a busy machine costs one, seldom two in a row; Orleans lengthens them by itself for a peer that answers
    /// slowly, and while it finds itself in bad health. Two votes: one silo with a broken network must not vote everybody else dead. Of two silos,
    /// one vote is enough, as there is nobody else to ask.
    /// </summary>
    private static void NoticeTheDead(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 2;
        // News travels by gossip; the table is for who missed it.
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        // After a power cut every row says "active". A silo that starts waits for the silent ones no longer than three of these.
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        options.NumMissedTableIAmAliveLimit = 3;
        options.DefunctSiloExpiration = TimeSpan.FromDays(1);
    }

    private static void Name(ClusterOptions options, ClusterSettings settings) => (options.ServiceId, options.ClusterId) = (Service, settings.Name);

    private static void AddMembershipDatabase(this IServiceCollection services, ClusterSettings settings) =>
        services.AddSingleton(provider => new MembershipDatabase(settings, provider.GetRequiredService<ILoggerFactory>()));
}
