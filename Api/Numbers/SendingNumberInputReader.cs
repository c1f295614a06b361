namespace Sms;

/// <summary>Reads what a client wants of a number, and names every field that cannot be.</summary>
internal static class SendingNumberInputReader
{
    private const string At = "/data/attributes";
    private const double Most = 100_000;
    private const int LongestReason = 200;

    /// <summary>ISO 3166-1, and Kosovo, which telephones as XK. Two letters are not enough: a country that is none would never be anybody's.</summary>
    private static readonly HashSet<string> Countries = [.. (
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI "
        + "CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ "
        + "GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS "
        + "LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG "
        + "PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK "
        + "TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW").Split(' ')];

    public static NumberDraft Draft(RequestDocument<SendingNumberInput> body)
    {
        var problems = new Problems();
        var given = body.Data?.Attributes;
        problems.CheckType(body.Data?.Type, SendingNumberEndpoints.Type);
        if (!problems.Require(given, At)) throw Refused(problems);
        var number = given.Number?.Trim();
        NumberType? type = given.Type is null ? number is null ? null : NumberTypes.Of(number) : NumberTypes.Parse(given.Type);
        if (given.Type is not null && type is null) problems.Add(At + "/type", $"One of {NumberTypes.Words} was expected.");
        if (problems.RequireText(number, At + "/number", 16))
        {
            if (given.Type is null && type is null) problems.Add(At + "/number", "This is no number in E.164, short code or alphanumeric sender.");
            else if (type is { } kind && !kind.Fits(number)) problems.Add(At + "/number", $"A {kind.Word()} is {kind.Shape()}.");
        }

        if (given.Carrier is not null && string.IsNullOrWhiteSpace(given.Carrier)) problems.Add(At + "/carrier", "The name of a configured carrier was expected.");
        var (status, rate, countries) = (StatusOf(given, problems), RateOf(given, problems), CountriesOf(given, problems));
        ReasonOf(given, problems);
        problems.ThrowIfAny();
        return new NumberDraft
        {
            Number = number!,
            Type = type!.Value,
            Carrier = given.Carrier,
            // Nobody has said that it is verified.
            Status = status ?? NumberStatus.Unverified,
            SegmentsPerSecond = rate ?? 0,
            Countries = countries ?? [],
            Reason = given.Reason?.Trim(),
        };
    }

    public static NumberPatch Patch(RequestDocument<SendingNumberInput> body, string id)
    {
        var problems = new Problems();
        var given = body.Data?.Attributes;
        problems.CheckType(body.Data?.Type, SendingNumberEndpoints.Type);
        problems.CheckId(body.Data?.Id, id);
        if (!problems.Require(given, At)) throw Refused(problems);
        if (given.Number is not null && given.Number != id) problems.Add(At + "/number", "A number stays what it is; add the other one.");
        if (given.Type is not null) problems.Add(At + "/type", "A number's type cannot be changed.");
        if (given.Carrier is not null) problems.Add(At + "/carrier", "A number's carrier cannot be changed.");
        if (given is { Status: null, SegmentsPerSecond: null, Countries: null })
            problems.Add(At, "A status, segments_per_second or countries is needed.", "required");
        var (status, rate, countries) = (StatusOf(given, problems), RateOf(given, problems), CountriesOf(given, problems));
        if (string.IsNullOrWhiteSpace(given.Reason)) problems.Add(At + "/reason", "Say why: it goes into the number's history.", "required");
        else ReasonOf(given, problems);
        problems.ThrowIfAny();
        return new NumberPatch { Status = status, SegmentsPerSecond = rate, Countries = countries, Reason = given.Reason!.Trim() };
    }

    private static NumberStatus? StatusOf(SendingNumberInput given, Problems problems)
    {
        var status = NumberStatuses.Parse(given.Status);
        if (given.Status is not null && status is null) problems.Add(At + "/status", $"One of {NumberStatuses.Words} was expected.");
        return status;
    }

    private static double? RateOf(SendingNumberInput given, Problems problems)
    {
        if (given.SegmentsPerSecond is { } rate && !(rate is >= 0 and <= Most)) problems.Add(At + "/segments_per_second", "0 (unlimited) to 100000 was expected.");
        return given.SegmentsPerSecond;
    }

    private static List<string>? CountriesOf(SendingNumberInput given, Problems problems)
    {
        if (given.Countries is null) return null;
        var countries = new List<string>();
        for (var i = 0; i < given.Countries.Count; i++)
        {
            var country = given.Countries[i]?.Trim().ToUpperInvariant();
            if (country is null || !Countries.Contains(country)) problems.Add($"{At}/countries/{i}", "An ISO 3166-1 alpha-2 code was expected, for instance US.");
            else if (!countries.Contains(country)) countries.Add(country);
        }

        return countries;
    }

    private static void ReasonOf(SendingNumberInput given, Problems problems)
    {
        if (given.Reason?.Length > LongestReason) problems.Add(At + "/reason", $"At most {LongestReason} characters.", "too_long");
    }

    private static RefusedException Refused(Problems problems)
    {
        problems.ThrowIfAny();
        throw new InvalidOperationException("Nothing was wrong");
    }
}
