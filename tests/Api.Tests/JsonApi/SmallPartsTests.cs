using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Sms;

public sealed class SmallPartsTests
{
    [Theory]
    [InlineData("$", "/")]
    [InlineData("$.data.attributes.phone_number", "/data/attributes/phone_number")]
    [InlineData("$.data[3].attributes['a.b']", "/data/3/attributes/a.b")]
    [InlineData("$.data['a/b']", "/data/a~1b")]
    public void A_serializers_path_becomes_a_json_pointer(string path, string place) => Assert.Equal(place, ApiJson.Pointer(path));

    [Theory]
    [InlineData(null)]
    [InlineData("2024-10-15")]
    [InlineData("2026-07-15")]
    [InlineData("2026-07-15.pre")]
    public void Revisions_since_October_2024_are_served(string? revision) => Assert.Null(Revision.Check(revision));

    [Theory]
    [InlineData("2024-10-14")]
    [InlineData("2026-02-30")]
    [InlineData("newest")]
    [InlineData("2026-07-15.")]
    [InlineData("2026-7-15")]
    public void Other_revisions_are_not(string revision) => Assert.NotNull(Revision.Check(revision));

    [Theory]
    [InlineData("2026-03-01", "2026-03-01T00:00:00Z")]
    [InlineData("2026-03-01T10:00:00", "2026-03-01T10:00:00Z")]
    [InlineData("2026-03-01T10:00:00.5Z", "2026-03-01T10:00:00.5Z")]
    [InlineData("2026-03-01T10:00:00+02:00", "2026-03-01T08:00:00Z")]
    [InlineData("2026-03-01T10:00:00 02:00", "2026-03-01T08:00:00Z")]
    [InlineData("2026-03-01 10:00:00+00:00", "2026-03-01T10:00:00Z")]
    public void Points_in_time_are_read_as_clients_write_them(string text, string expected)
    {
        Assert.True(Instant.TryParse(text, out var instant));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), instant);
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("2026-13-01")]
    [InlineData("01/02/2026")]
    [InlineData("")]
    public void Other_words_are_no_point_in_time(string text) => Assert.False(Instant.TryParse(text, out _));

    [Fact]
    public void Sparse_fields_keep_what_is_named_and_parts_of_what_is_nested()
    {
        var query = new QueryCollection(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues> { ["fields[profile]"] = "email,location.city" });
        var cut = SparseFields.Read(query)!.Cut(JsonNode.Parse(
            """{"data":[{"type":"profile","attributes":{"email":"a","title":"b","location":{"city":"c","zip":"d"}}}],"included":[{"type":"metric","attributes":{"name":"n"}}]}""")!);
        Assert.Equal(
            """{"data":[{"type":"profile","attributes":{"email":"a","location":{"city":"c"}}}],"included":[{"type":"metric","attributes":{"name":"n"}}]}""",
            cut.ToJsonString());
    }

    [Theory]
    [InlineData("today", "2026-11-23", "2026-11-24")]
    [InlineData("yesterday", "2026-11-22", "2026-11-23")]
    [InlineData("last_7_days", "2026-11-17", "2026-11-24")]
    [InlineData("this_week", "2026-11-23", "2026-11-24")]
    [InlineData("last_week", "2026-11-16", "2026-11-23")]
    [InlineData("last_month", "2026-10-01", "2026-11-01")]
    [InlineData("last_3_months", "2026-08-01", "2026-11-01")]
    [InlineData("last_year", "2025-01-01", "2026-01-01")]
    public void A_named_time_frame_has_whole_days_and_an_open_end(string key, string from, string to)
    {
        var frame = TimeFrame.Of(key, new DateTimeOffset(2026, 11, 23, 11, 30, 0, TimeSpan.Zero));
        Assert.Equal((DateTimeOffset.Parse(from + "Z", System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.Parse(to + "Z", System.Globalization.CultureInfo.InvariantCulture)), frame);
    }

    [Fact]
    public void Every_key_has_a_time_frame_that_is_not_empty() =>
        Assert.All(TimeFrame.Keys, key => Assert.True(TimeFrame.Of(key, DateTimeOffset.UnixEpoch.AddDays(20_000)) is { } frame && frame.To > frame.From));

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", -1, "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z", 1, "9999-12-31T23:59:59.9999999Z")]
    [InlineData("2026-11-27T00:00:00Z", 1, "2026-11-27T00:00:00.001Z")]
    [InlineData("2026-11-27T00:00:00Z", -1, "2026-11-26T23:59:59.999Z")]
    public void The_first_and_the_last_instant_stay_where_they_are(string at, int milliseconds, string expected)
    {
        Assert.True(Instant.TryParse(at, out var start));
        Assert.True(Instant.TryParse(expected, out var end));
        Assert.Equal(end, start.Plus(TimeSpan.FromMilliseconds(milliseconds)));
    }
}
