using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Sms;

/// <summary>The tables beside the code: hours by place, area codes, zones of countries. Read once.</summary>
internal static class QuietData
{
    /// <summary>Hours by place, as <c>Sending:QuietHours:Places</c> has them.</summary>
    public static IReadOnlyDictionary<string, PlaceHours> Hours { get; } =
        JsonSerializer.Deserialize<Dictionary<string, PlaceHours>>(Text("quiet-hours.json"))!.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Geographic area codes of the United States and Canada: state or province (<c>US-NJ</c>), and the zones its numbers are given out in. By the published
    /// number plan (metadata of libphonenumber 9.0.43).
    /// </summary>
    public static IReadOnlyDictionary<int, AreaCode> AreaCodes { get; } = Lines("area-codes.csv")
        .ToFrozenDictionary(line => int.Parse(line[0], CultureInfo.InvariantCulture), line => new AreaCode(line[1], line[2].Split(' ')));

    /// <summary>Zones by country (ISO 3166-1 alpha-2), as the time zone database lists them.</summary>
    public static IReadOnlyDictionary<string, string[]> CountryZones { get; } =
        Lines("country-zones.csv").ToFrozenDictionary(line => line[0], line => line[1].Split(' '), StringComparer.Ordinal);

    private static IEnumerable<string[]> Lines(string name) => Text(name).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','));

    private static string Text(string name)
    {
        using var stream = typeof(QuietData).Assembly.GetManifestResourceStream("Rules/" + name) ?? throw new FileNotFoundException($"No table {name} is embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <param name="State">For instance <c>US-NJ</c>.</param>
/// <param name="Zones">IANA names.</param>
internal sealed record AreaCode(string State, string[] Zones);
