using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Sms;

/// <summary>What Twilio's words and codes mean, read once from the two tables beside this file.</summary>
internal static class TwilioVocabulary
{
    /// <summary>Status words of outbound messages.</summary>
    public static FrozenDictionary<string, DeliveryStatus> Statuses { get; } = ReadStatuses();

    public static FrozenDictionary<int, TwilioError> Errors { get; } = ReadErrors();

    /// <summary>The failure behind a code; <see cref="FailureType.Unknown"/> for codes that name no reason of the recipient's.</summary>
    public static FailureType FailureOf(string? code) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Errors.TryGetValue(number, out var error)
            ? error.Failure
            : FailureType.Unknown;

    public static bool IsThrottle(int code) => Errors.TryGetValue(code, out var error) && error.Throttle;

    private static FrozenDictionary<string, DeliveryStatus> ReadStatuses()
    {
        using var document = Open("twilio-statuses.json");
        return document.RootElement.GetProperty("statuses").EnumerateObject()
            .ToFrozenDictionary(p => p.Name, p => Enum.Parse<DeliveryStatus>(p.Value.GetString()!), StringComparer.Ordinal);
    }

    private static FrozenDictionary<int, TwilioError> ReadErrors()
    {
        using var document = Open("twilio-errors.json");
        return document.RootElement.GetProperty("errors").EnumerateObject().ToFrozenDictionary(
            p => int.Parse(p.Name, CultureInfo.InvariantCulture),
            p => new TwilioError(
                p.Value.TryGetProperty("failure", out var failure) ? Enum.Parse<FailureType>(failure.GetString()!) : FailureType.Unknown,
                p.Value.TryGetProperty("throttle", out var throttle) && throttle.GetBoolean(),
                p.Value.GetProperty("text").GetString()!));
    }

    private static JsonDocument Open(string name)
    {
        using var stream = typeof(TwilioVocabulary).Assembly.GetManifestResourceStream("Carriers/Twilio/" + name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        return JsonDocument.Parse(stream);
    }
}

/// <param name="Throttle">Certainly not sent, try again later.</param>
internal sealed record TwilioError(FailureType Failure, bool Throttle, string Text);
