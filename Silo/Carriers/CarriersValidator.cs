using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>Says at start, by the name of its key, what cannot work.</summary>
internal sealed partial class CarriersValidator : IValidateOptions<CarriersOptions>
{
    public ValidateOptionsResult Validate(string? name, CarriersOptions options)
    {
        var wrong = new List<string>(options.Unreadable);
        if (!IsBase(options.PublicUrl)) wrong.Add($"Gateway:PublicUrl must be an absolute http or https address without query; it is '{options.PublicUrl}'.");
        foreach (var (carrier, settings) in options.Carriers) Check(carrier, settings, wrong);
        for (var i = 0; i < options.Numbers.Count; i++) Check(i, options.Numbers[i], options, wrong);
        foreach (var twice in options.Numbers.Where(n => n.Number is not null).GroupBy(n => n.Number).Where(g => g.Count() > 1))
            wrong.Add($"SendingNumbers: {twice.Key} is there {twice.Count()} times.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static void Check(string name, CarrierOptions carrier, List<string> wrong)
    {
        var key = $"Carriers:{name}";
        if (!CarrierName().IsMatch(name)) wrong.Add($"{key}: a carrier's name is 1–40 of a–z, 0–9 and '-'; it is part of a URL.");
        carrier.Check(key, wrong);
        if (carrier.BaseUrl is not null && !IsBase(carrier.BaseUrl, carrier.Schemes))
            wrong.Add($"{key}:BaseUrl must be an absolute {string.Join(" or ", carrier.Schemes)} address; it is '{carrier.BaseUrl}'.");
        carrier.CheckBounds(key, wrong);
    }

    private static void Check(int index, SendingNumberOptions number, CarriersOptions options, List<string> wrong)
    {
        var key = $"SendingNumbers:{index}";
        if (string.IsNullOrEmpty(number.Number)) wrong.Add($"{key}:Number is missing.");
        else if (NumberTypes.Of(number.Number) is null) wrong.Add($"{key}:Number '{number.Number}' is no E.164 number, short code or alphanumeric sender.");
        if (number.Type is not null && NumberTypes.Parse(number.Type) is null) wrong.Add($"{key}:Type '{number.Type}' is none of {NumberTypes.Words}.");
        else if (NumberTypes.Parse(number.Type) is { } type && number.Number is { Length: > 0 } text && !type.Fits(text))
            wrong.Add($"{key}:Number '{text}' cannot be a {type.Word()}: that is {type.Shape()}.");
        if (number.Carrier is null) wrong.Add($"{key}:Carrier is missing: there are {options.Carriers.Count} carriers.");
        else if (!options.Carriers.ContainsKey(number.Carrier)) wrong.Add($"{key}:Carrier '{number.Carrier}' is not configured under Carriers.");
        foreach (var country in number.Countries)
            if (!Country().IsMatch(country)) wrong.Add($"{key}:Countries: '{country}' is no ISO 3166-1 alpha-2 code.");
        Bound($"{key}:SegmentsPerSecond", number.SegmentsPerSecond, 0, 100_000, wrong);
    }

    public static void Bound(string key, double value, double least, double most, ICollection<string> wrong)
    {
        if (!(value >= least && value <= most)) wrong.Add(FormattableString.Invariant($"{key} must be between {least} and {most}; it is {value}."));
    }

    public static bool IsBase(string text) => IsBase(text, ["http", "https"]);

    private static bool IsBase(string text, IReadOnlyList<string> schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) && uri is { Query: "", Fragment: "" };

    [GeneratedRegex(@"^[a-z0-9-]{1,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CarrierName();

    [GeneratedRegex(@"^[A-Za-z]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Country();
}
