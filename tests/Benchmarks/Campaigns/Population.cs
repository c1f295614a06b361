using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Sms.Benchmarks;

/// <summary>People who consented, brought in as an import brings them: sets of 5,000, three under way.</summary>
internal sealed class Population(BenchHost host)
{
    private const int Set = 5_000, UnderWay = 3;
    private const int FirstNumber = 2_000_000;

    /// <summary>Ten area codes share the people: what lies behind 200-0000 to 210-9999 in each is a number that can be dialled.</summary>
    private static readonly int[] AreaCodes = [201, 202, 203, 205, 206, 207, 208, 209, 210, 212];
    private static readonly string Attributes = JsonSerializer.Serialize(new Dictionary<string, string> { ["first_name"] = "Ada" });

    private int known;

    /// <summary>Brings in so many new people, members of a new list, or of none.</summary>
    /// <returns>The first one's number in this population.</returns>
    public async Task<int> ImportAsync(int people, ListId? list)
    {
        var first = known;
        known += people;
        await InFlight.RunAsync((people + Set - 1) / Set, UnderWay, async at =>
        {
            var rows = Enumerable.Range(first + at * Set, Math.Min(Set, people - at * Set))
                .Select(i => new ImportRow(new ProfilePatch { Phone = Phone(i), Attributes = Attributes }, i));
            var outcome = await host.Grains.Profiles().ImportAsync(new ImportBatch { Rows = [.. rows], List = list, Consent = new ConsentGrant("Import", null, true) });
            if (outcome.Refused.Count > 0) throw new WrongResultException($"{outcome.Refused.Count} refused: {outcome.Refused[0]}");
        });
        return first;
    }

    public async Task<ListId> ImportListAsync(int people)
    {
        var list = await NewListAsync();
        await ImportAsync(people, list);
        return list;
    }

    /// <summary>A list of some who are known already, spread evenly over those that <paramref name="of"/> counts from <paramref name="first"/>.</summary>
    public async Task<ListId> ChooseAsync(int first, int of, int people)
    {
        var list = await NewListAsync();
        foreach (var chosen in (await IdsAsync(Enumerable.Range(0, people).Select(i => first + (int)((long)i * of / people)))).Chunk(Set))
        {
            var change = await host.Grains.List(list).AddAsync(chosen);
            if (change.Changed != chosen.Length) throw new WrongResultException($"{change.Changed} of {chosen.Length} people were put on the list");
        }
        return list;
    }

    public async Task<SubscriberId[]> IdsAsync(IEnumerable<int> numbers)
    {
        var secret = await host.Services.GetRequiredService<IProfileStore>().ReadSecretAsync();
        return [.. numbers.Select(number => SubscriberIds.Of(Phone(number), secret))];
    }

    private async Task<ListId> NewListAsync() => (await host.Grains.Lists().CreateAsync("bench", false)).Id;

    private static string Phone(int i) =>
        string.Create(CultureInfo.InvariantCulture, $"+1{AreaCodes[i % AreaCodes.Length]}{FirstNumber + i / AreaCodes.Length}");
}
