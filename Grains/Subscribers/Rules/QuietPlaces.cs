using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>
/// Finds where a person may be: by the profile's own time zone, else by a North American area code, else anywhere in the number's country. A state's hours hold for
/// its area codes whatever the profile's zone says, and for the region a profile names.
/// </summary>
internal sealed class QuietPlaces
{
    private const string Default = "default";

    private readonly Dictionary<string, WeekHours> hours;
    // By area code; made when first asked for. Two that are made at once are equal.
    private readonly QuietPlace?[] areas = new QuietPlace?[1_000];
    private readonly ConcurrentDictionary<string, QuietPlace> countries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Zone, string Rules), QuietPlace> zones = new();

    public QuietPlaces(IOptions<QuietHoursOptions> options)
    {
        var wrong = new List<string>();
        hours = Read(options.Value, wrong);
        if (wrong.Count > 0) throw new OptionsValidationException(QuietHoursOptions.Section, typeof(QuietHoursOptions), wrong);
    }

    /// <summary>The product's table with the deployment's rules over it.</summary>
    public static Dictionary<string, WeekHours> Read(QuietHoursOptions options, ICollection<string> wrong)
    {
        var read = new Dictionary<string, WeekHours>(StringComparer.OrdinalIgnoreCase);
        foreach (var (place, given) in QuietData.Hours)
            if (WeekHours.TryRead(place, given, "quiet-hours.json:" + place, wrong, out var known)) read[place] = known;
        foreach (var (place, given) in options.Places)
        {
            var key = $"{QuietHoursOptions.Section}:Places:{place}";
            if (!IsPlace(place)) wrong.Add($"{key}: '{place}' is neither 'default', a country such as FR, nor a US state such as US-TX.");
            else if (WeekHours.TryRead(place, given, key, wrong, out var own)) read[place] = own;
        }
        return read;
    }

    public QuietPlace Of(Profile person)
    {
        var area = AreaOf(person);
        var (zone, region) = ProfileLocation.Read(person.Attributes);
        if (zone is not null || region is not null) return OfProfile(person, area, zone, region);
        if (area == 0) return countries.GetOrAdd(person.Country, Anywhere, this);
        return areas[area] ??= Make(QuietData.AreaCodes[area].Zones, QuietData.AreaCodes[area].State);
    }

    private QuietPlace OfProfile(Profile person, int area, string? zone, string? region)
    {
        var state = area == 0 ? person.Country : QuietData.AreaCodes[area].State;
        // A region is a state's letters; hours are known by them, or there are none of its own.
        var named = region is not null && person.Country == "US" && hours.ContainsKey("US-" + region) ? "US-" + region.ToUpperInvariant() : state;
        var rules = named == state ? state : state + " " + named;
        if (zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var clock))
            return zones.GetOrAdd((clock.Id, rules), static (key, places) => places.Make([key.Zone], key.Rules.Split(' ')), this);
        if (rules == state) return Of(person with { Attributes = "{}" });
        var possible = area == 0 ? ZonesOf(person.Country) : QuietData.AreaCodes[area].Zones;
        return zones.GetOrAdd((string.Join(' ', possible), rules), static (key, places) => places.Make(key.Zone.Split(' '), key.Rules.Split(' ')), this);
    }

    private static int AreaOf(Profile person)
    {
        if (person.Country is not ("US" or "CA") || person.Phone.Length < 5) return 0;
        var area = int.Parse(person.Phone.AsSpan(2, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        // Toll-free and personal numbers are at home everywhere.
        return QuietData.AreaCodes.ContainsKey(area) ? area : 0;
    }

    private static QuietPlace Anywhere(string country, QuietPlaces places) => places.Make(ZonesOf(country), country);

    private static string[] ZonesOf(string country) => QuietData.CountryZones.TryGetValue(country, out var known) ? known : ["UTC"];

    private QuietPlace Make(string[] ids, params string[] places)
    {
        // A zone that is newer than this machine's table has a neighbour that is not; where none is known, UTC is better than anybody's guess.
        var known = ids.Select(id => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null).OfType<TimeZoneInfo>().ToList();
        if (known.Count == 0) known.Add(TimeZoneInfo.Utc);
        return new QuietPlace([.. from zone in known from place in places select new QuietClock(zone, HoursOf(place))]);
    }

    private WeekHours HoursOf(string place) =>
        hours.TryGetValue(place, out var own) || hours.TryGetValue(place.Split('-')[0], out own) ? own : hours[Default];

    private static bool IsPlace(string text) =>
        text.Equals(Default, StringComparison.OrdinalIgnoreCase)
        || QuietData.CountryZones.ContainsKey(text.ToUpperInvariant())
        || QuietData.AreaCodes.Values.Any(area => area.State.Equals(text, StringComparison.OrdinalIgnoreCase));
}
