using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>Offers to try rules on.</summary>
internal static class Offers
{
    public static SendingNumber Anywhere { get; } = new("12345", NumberType.ShortCode, "sandbox", true, 0, []);
    public static QuietPlaces Places { get; } = new(Options.Create(new QuietHoursOptions()));
    public static SmartWindows Day { get; } = new([new SmartWindow(DateTimeOffset.UnixEpoch, TimeSpan.FromDays(1), TimeSpan.FromDays(1))]);

    public static OfferFacts Facts(Profile? person = null) => new(0, [Anywhere])
    {
        Message = Message(0),
        Rules = new OfferRules { UseSmartSending = true },
        Place = person is null ? null : Places.Of(person),
        Windows = Day,
    };

    public static Profile Person(string phone, string country = "US", string? zone = null, string? region = null) => People.With("{}") with
    {
        Phone = phone,
        Country = country,
        Attributes = (zone, region) switch
        {
            (null, null) => "{}",
            _ => System.Text.Json.JsonSerializer.Serialize(new { location = new { timezone = zone, region } }),
        },
    };

    public static MessageId Message(int number) => new($"01ARZ3NDEKTSV4RRFFQ69G5FAV-2611-{number}");

    public static SourceId Campaign { get; } = new("campaign/01ARZ3NDEKTSV4RRFFQ69G5FAV");
    public static SourceId Flow { get; } = new("flow/01ARZ3NDEKTSV4RRFFQ69G5FAV");

    public static RecentSend Sent(DateTimeOffset at, int number = 1, SourceId? by = null, params string[] tags) => new(at, by ?? Campaign, Message(number), tags);
}
