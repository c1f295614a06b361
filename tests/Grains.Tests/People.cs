namespace Sms;

/// <summary>A person to try things on.</summary>
internal static class People
{
    public static Profile Ada { get; } = With("""{"first_name":"Ada","last_name":"Lovelace","organization":"Analytical","location":{"city":"London"},"properties":{"points":12.50,"vip":true,"Favourite colour":"blue","items":["tea","jam"],"empty":"","blank":"  ","nothing":null}}""");

    public static Profile With(string attributes) => new()
    {
        Id = new SubscriberId("abcdefghijklmnopqrstuvwxyz"),
        Phone = "+12025550123",
        Country = "US",
        Email = "ada@example.com",
        Attributes = attributes,
        Consent = SmsConsent.Subscribed,
    };
}
