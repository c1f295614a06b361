using System.Text.RegularExpressions;

namespace Sms;

internal static partial class SegmentPropertyReader
{
    public const string NumberOperators = "equals, not-equals, greater-than, greater-than-or-equal, less-than, less-than-or-equal";

    private static readonly string[] Columns = ["email", "phone_number", "external_id", "created", "updated"];
    private static readonly string[] Attributes = ["first_name", "last_name", "organization", "locale", "title", "image"];

    public static SegmentCondition? Read(JsonPlace at)
    {
        var field = Field(at);
        var filter = at.Below("filter");
        if (filter.Text("type") is not { } type || field is null) return null;
        var isTime = field is ["created" or "updated"];
        if (isTime != (type == "date") && (isTime || Columns.Contains(field[0])) && type != "existence")
        {
            filter.Problem("type", isTime ? "'date' was expected: this property is a time." : "This property is a text.");
            return null;
        }

        return type switch
        {
            "string" => TextFilter(filter, field),
            "numeric" when field.Count > 0 && !Columns.Contains(field[0]) => Number(filter, field),
            "boolean" when !Columns.Contains(field[0]) => filter.Truth("value") is { } truth
                ? One(truth ? SegmentTestKind.IsTrue : SegmentTestKind.IsFalse, field)
                : null,
            "existence" => Existence(filter, field),
            "list" when !Columns.Contains(field[0]) => ListFilter(filter, field),
            "date" => SegmentTimes.Read(filter) is { } window ? One(SegmentTestKind.TimeWithin, field, test => test with { Window = window }) : null,
            _ => Refuse(filter, "type", "One of string, numeric, boolean, date, list, existence was expected, as fits the property."),
        };
    }

    private static IReadOnlyList<string>? Field(JsonPlace at)
    {
        if (at.Text("property") is not { } property) return null;
        if (Columns.Contains(property) || Attributes.Contains(property)) return [property];
        if (Custom.Match(property) is { Success: true } custom) return ["properties", custom.Groups["name"].Value];
        if (Location.Match(property) is { Success: true } location) return ["location", location.Groups["name"].Value];
        at.Problem(
            "property", $"Not a property that can be compared. Possible: {string.Join(", ", Columns.Concat(Attributes))}, location.city (or another part), properties['name'].");
        return null;
    }

    private static SegmentCondition? TextFilter(JsonPlace filter, IReadOnlyList<string> field)
    {
        var name = filter.Text("operator");
        switch (name)
        {
            case null: return null;
            case "in" or "not-in":
                return filter.Texts("value") is { } texts ? One(SegmentTestKind.TextIn, field, test => test with { Texts = texts }, name == "not-in") : null;
            case "phone-country-code-in" or "phone-country-code-not-in":
                if (field is not ["phone_number"]) return Refuse(filter, "operator", "Only phone_number has a country.");
                return filter.Texts("value") is { } countries
                    ? One(SegmentTestKind.TextIn, ["country"], test => test with { Texts = [.. countries.Select(country => country.ToUpperInvariant())] }, name.Contains("not", StringComparison.Ordinal))
                    : null;
        }

        var negated = name.StartsWith("not-", StringComparison.Ordinal);
        SegmentTestKind? kind = (negated ? name[4..] : name) switch
        {
            "equals" => SegmentTestKind.TextIn,
            "contains" => SegmentTestKind.TextContains,
            "starts-with" => SegmentTestKind.TextStarts,
            "ends-with" => SegmentTestKind.TextEnds,
            _ => null,
        };
        if (kind is null)
            return Refuse(filter, "operator", $"'{name}' does not compare texts here. Possible: equals, contains, starts-with, ends-with, each with not- before it, in, not-in.");
        return filter.Text("value") is { } text ? One(kind.Value, field, test => test with { Texts = [text] }, negated) : null;
    }

    private static SegmentCondition? Number(JsonPlace filter, IReadOnlyList<string> field)
    {
        var name = filter.Text("operator");
        if (name is null || filter.Number("value") is not { } number) return null;
        SegmentTestKind? kind = name switch
        {
            "equals" or "not-equals" => SegmentTestKind.NumberEquals,
            "greater-than" => SegmentTestKind.NumberGreater,
            "greater-than-or-equal" => SegmentTestKind.NumberGreaterOrEqual,
            "less-than" => SegmentTestKind.NumberLess,
            "less-than-or-equal" => SegmentTestKind.NumberLessOrEqual,
            _ => null,
        };
        return kind is null
            ? Refuse(filter, "operator", $"'{name}' does not compare numbers. Possible: {NumberOperators}.")
            : One(kind.Value, field, test => test with { Number = number }, name == "not-equals");
    }

    private static SegmentCondition? Existence(JsonPlace filter, IReadOnlyList<string> field) => filter.Text("operator") switch
    {
        null => null,
        "is-set" => One(SegmentTestKind.IsSet, field),
        "not-set" => One(SegmentTestKind.IsSet, field, negated: true),
        _ => Refuse(filter, "operator", "One of is-set, not-set was expected."),
    };

    private static SegmentCondition? ListFilter(JsonPlace filter, IReadOnlyList<string> field)
    {
        var name = filter.Text("operator");
        IReadOnlyList<string>? texts = name switch
        {
            "contains" or "not-contains" => filter.Text("value") is { } one ? [one] : null,
            "contains-any" or "not-contains-any" => filter.Texts("value"),
            null => null,
            _ => Refused(filter),
        };
        return texts is null ? null : One(SegmentTestKind.ListContains, field, test => test with { Texts = texts }, name!.StartsWith("not-", StringComparison.Ordinal));

        static IReadOnlyList<string>? Refused(JsonPlace filter)
        {
            filter.Problem("operator", "One of contains, not-contains, contains-any, not-contains-any was expected.");
            return null;
        }
    }

    private static SegmentCondition One(SegmentTestKind kind, IReadOnlyList<string> field, Func<SegmentTest, SegmentTest>? with = null, bool negated = false)
    {
        var test = new SegmentTest { Kind = kind, Field = field };
        return new SegmentCondition([with is null ? test : with(test)], negated);
    }

    private static SegmentCondition? Refuse(JsonPlace at, string field, string detail)
    {
        at.Problem(field, detail);
        return null;
    }

    // No quote and no backslash: SQLite's paths cannot spell them.
    [GeneratedRegex("""^properties\['(?<name>[^'"\\\0]{1,200})'\]$""")]
    private static partial Regex Custom { get; }

    [GeneratedRegex("""^location(\.(?<name>[a-z_0-9]{1,50})|\['(?<name>[a-z_0-9]{1,50})'\])$""")]
    private static partial Regex Location { get; }
}
