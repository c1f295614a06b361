using System.Collections.Frozen;

namespace Sms;

/// <summary>What Twilio's words and codes mean.</summary>
internal static class TwilioVocabulary
{
    public static CarrierVocabulary Words { get; } = CarrierVocabulary.Of("Twilio");

    public static FrozenDictionary<string, DeliveryStatus> Statuses => Words.Statuses;
}
