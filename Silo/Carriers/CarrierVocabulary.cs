using System.Collections.Frozen;
using System.Text.Json;

namespace Sms;

/// <summary>What a vendor's words and codes mean, read once from the tables beside its adapter.</summary>
internal sealed class CarrierVocabulary(FrozenDictionary<string, DeliveryStatus> statuses, FrozenDictionary<string, CarrierError> errors)
{
    /// <summary>Status words of outbound messages.</summary>
    public FrozenDictionary<string, DeliveryStatus> Statuses => statuses;

    public FrozenDictionary<string, CarrierError> Errors => errors;

    /// <summary>The failure behind a code; <see cref="FailureType.Unknown"/> for codes that name no reason of the recipient's.</summary>
    public FailureType FailureOf(string? code) => ErrorOf(code)?.Failure ?? FailureType.Unknown;

    public CarrierError? ErrorOf(string? code) => code is null ? null : errors.GetValueOrDefault(code);

    /// <summary><c>{vendor}-statuses.json</c> and <c>{vendor}-errors.json</c> of the vendor's folder.</summary>
    public static CarrierVocabulary Of(string vendor)
    {
        var file = $"{vendor}/{vendor.ToLowerInvariant()}";
        return new CarrierVocabulary(ReadStatuses(file + "-statuses.json"), ReadErrors(file + "-errors.json"));
    }

    /// <summary>Of tables that stand in the configuration.</summary>
    public static CarrierVocabulary Of(IEnumerable<KeyValuePair<string, DeliveryStatus>> statuses, IEnumerable<KeyValuePair<string, CarrierError>> errors) =>
        new(statuses.ToFrozenDictionary(StringComparer.Ordinal), errors.ToFrozenDictionary(StringComparer.Ordinal));

    public static FrozenDictionary<string, DeliveryStatus> ReadStatuses(string file, string table = "statuses")
    {
        using var document = Open(file);
        return document.RootElement.GetProperty(table).EnumerateObject()
            .ToFrozenDictionary(p => p.Name, p => Enum.Parse<DeliveryStatus>(p.Value.GetString()!), StringComparer.Ordinal);
    }

    public static FrozenDictionary<string, CarrierError> ReadErrors(string file)
    {
        using var document = Open(file);
        return document.RootElement.GetProperty("errors").EnumerateObject().ToFrozenDictionary(
            p => p.Name,
            p => new CarrierError(
                p.Value.TryGetProperty("failure", out var failure) ? Enum.Parse<FailureType>(failure.GetString()!) : FailureType.Unknown,
                Is(p.Value, "throttle") || Is(p.Value, "account"),
                p.Value.GetProperty("text").GetString()!)
            {
                Account = Is(p.Value, "account"),
            },
            StringComparer.Ordinal);

        static bool Is(JsonElement error, string name) => error.TryGetProperty(name, out var said) && said.GetBoolean();
    }

    private static JsonDocument Open(string name)
    {
        using var stream = typeof(CarrierVocabulary).Assembly.GetManifestResourceStream("Carriers/" + name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        return JsonDocument.Parse(stream);
    }
}

/// <param name="Throttle">Certainly not sent, try again later.</param>
internal sealed record CarrierError(FailureType Failure, bool Throttle, string Text)
{
    /// <summary>So for every message until somebody puts the account in order: <c>"account": true</c> in a vendor's table, which implies <see cref="Throttle"/>.</summary>
    public bool Account { get; init; }
}
