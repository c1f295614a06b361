using System.Globalization;

namespace Sms.Benchmarks;

/// <summary>
/// What the sending rules cost: the life cycle of a message that is offered to its person first – a cold grain, which reads its row – without any rule and with all of
/// them: quiet hours by area code, smart sending and a cap, which read what the person was sent. Passes alternate in one process; what the rules cost is the median of five
/// pairs, each of one pass without and the next with them. Each has people of its own, so that those whose texts are read were sent one to five before, as a month brings.
/// </summary>
internal static class RulesBenchmark
{
    private const int Rounds = 5;
    private static readonly string[] Places = ["default", "US-CT", "US-FL", "US-MD", "US-MS", "US-NJ", "US-OK", "US-RI", "US-TX"];

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options)
    {
        // Everybody may be texted at any hour and any number of times: the rules are asked, and have nothing against it.
        await using var host = await BenchHost.StartAsync(options with
        {
            Settings =
            [
                "--Sending:QuietHours:Campaigns=Enforce", "--Sending:FrequencyCap:Enabled=true", "--Sending:FrequencyCap:Rules:0:Messages=1000",
                "--Sending:FrequencyCap:Rules:0:Within=30.00:00:00", "--Sending:SmartSending:CampaignWindow=00:00:00",
                .. Places.SelectMany(place => new[] { $"--Sending:QuietHours:Places:{place}:Every=00:00-24:00", $"--Sending:QuietHours:Places:{place}:Sunday=00:00-24:00" }),
                .. options.Settings,
            ],
        });
        var population = new Population(host);
        var first = await population.ImportAsync(2 * options.Messages, null);
        var unruled = await population.IdsAsync(Enumerable.Range(first, options.Messages));
        var others = await population.IdsAsync(Enumerable.Range(first + options.Messages, options.Messages));
        await PassAsync(host, unruled, options.InFlight, null);
        await PassAsync(host, others, options.InFlight, new OfferRules { UseSmartSending = true });
        var (without, with) = (new List<Measured>(), new List<Measured>());
        var database = new Dictionary<string, List<double>> { ["no rules"] = [], ["rules"] = [] };
        for (var round = 0; round < Rounds; round++)
        {
            without.Add(await MeasureAsync("no rules", unruled, null));
            with.Add(await MeasureAsync("rules", others, new OfferRules { UseSmartSending = true }));
        }
        var (bare, ruled) = (without.MaxBy(pass => pass.PerSecond)!, with.MaxBy(pass => pass.PerSecond)!);
        var kept = Median(without.Zip(with, (one, other) => other.PerSecond / one.PerSecond));
        // On a machine that others use, the processor's time tells more than the clock: all of it is spent where the two passes differ.
        var (silo, server) = (Median(with.Select(pass => pass.CpuMicros)) - Median(without.Select(pass => pass.CpuMicros)), Median(database["rules"]) - Median(database["no rules"]));
        var all = Median(without.Select(pass => pass.CpuMicros)) + Median(database["no rules"]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"a message with rules takes {silo:N1} µs more in the silo and {server:N1} µs more in the database, on {all:N0} µs without: {(silo + server) / (all + silo + server):P1} of both (medians)"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"rules cost {1 - kept:P1} of throughput (median of {Rounds} pairs) and {ruled.Bytes - bare.Bytes:N0} B a message"));
        return
        [
            Figure.Of("offer", options.Database, bare),
            Figure.Of("offer+rules", options.Database, ruled) with { Ratio = new Ratio(kept, "offer") },
        ];

        async Task<Measured> MeasureAsync(string name, SubscriberId[] people, OfferRules? rules)
        {
            var before = host.DatabaseTime;
            var meter = new Meter();
            await PassAsync(host, people, options.InFlight, rules);
            var measured = meter.Stop(people.Length);
            database[name].Add((host.DatabaseTime - before).TotalMicroseconds / people.Length);
            measured.Print(name, options.Database, string.Create(CultureInfo.InvariantCulture, $"{database[name][^1]:N0} µs CPU in the database"));
            return measured;
        }

        static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
    }

    private static async Task PassAsync(BenchHost host, SubscriberId[] people, int inFlight, OfferRules? rules)
    {
        var source = SourceId.Of(new CampaignId(Ulid.NewUlid().ToString()));
        var launched = TimeProvider.System.GetUtcNow();
        var content = new MessageContent { Body = "Hi there, our autumn sale starts today: 20 % off everything until Sunday. Reply STOP to opt out." };
        await InFlight.RunAsync(people.Length, inFlight, async i =>
        {
            var id = MessageId.Of(source, launched, i);
            var offered = await host.Grains.Subscriber(people[i]).OfferAsync(new Offer { Message = id, Source = source, Content = content, Revision = 0, Rules = rules });
            if (offered is not { Verdict: OfferVerdict.Submitted, Submit: SubmitVerdict.Relayed }) throw new WrongResultException($"message {i}: {offered}");
            var outcome = await host.Grains.Message(id).RecordAsync(BenchCarrier.Delivered("SM0000000000000000000000000000000a", TimeProvider.System.GetUtcNow()));
            if (outcome != ReceiptOutcome.Recorded) throw new WrongResultException($"message {i}: {outcome}");
        });
    }
}
