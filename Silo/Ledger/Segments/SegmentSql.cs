using System.Globalization;

namespace Sms;

/// <summary>Composes statements from the parts of a database's file. What it puts in itself are names of parts, numbers of parameters, and the words between conditions.</summary>
internal sealed class SegmentSql(SegmentParts parts, DateTimeOffset now)
{
    private static readonly HashSet<string> Columns =
        new(StringComparer.Ordinal) { "email", "phone_number", "external_id", "country", "created", "updated", "consent_at", "consent_method" };

    private readonly List<SqlParameter> parameters = [];
    private int next;

    public IReadOnlyList<SqlParameter> Parameters => parameters;

    public void Add(string name, object value) => parameters.Add(new SqlParameter(name, value));

    public string Statement(string name, SegmentPlan plan) => Fill(parts.Read(name), plan);

    public string Statement(string name, Audience audience)
    {
        // Nobody is on one list twice.
        var included = audience is { Included.Count: 1, IncludedSegments.Count: 0 } ? "one" : "many";
        var text = audience.Excluded is [] ? parts.Read(name, included) : parts.Read(name, included, "excluded");
        text = Put(text, "{included}", audience.IncludedSegments, plan => Fill(parts.Read("or_segment"), plan));
        text = Put(text, "{excluded}", audience.ExcludedSegments, plan => Fill(parts.Read("or_segment"), plan));
        return Put(text, "{without}", audience.ExcludedSegments, Without);
    }

    private static string Put(string text, string place, IReadOnlyList<SegmentPlan> plans, Func<SegmentPlan, string> write) =>
        text.Contains(place, StringComparison.Ordinal) ? text.Replace(place, string.Join('\n', plans.Select(write)), StringComparison.Ordinal) : text;

    /// <summary>What one question answers is asked of the person at hand; whoever is in a larger segment has to be found first.</summary>
    private string Without(SegmentPlan plan) =>
        plan.Rule.Groups is [var only] && Alone(only, "i.subscriber") is { } alone ? $"and not ({alone})" : Fill(parts.Read("without_segment"), plan);

    private string Fill(string text, SegmentPlan plan)
    {
        var joins = new List<string>();
        var condition = Join(" and ", plan.Rule.Groups.Select(group => Alone(group, "s.id") ?? Either(group, plan, joins) ?? Any(group, plan, joins)));
        return text.Replace("{joins}", string.Join('\n', joins), StringComparison.Ordinal).Replace("{condition}", condition, StringComparison.Ordinal);
    }

    private string All(SegmentRule rule, SegmentPlan plan, List<string> joins) => Join(" and ", rule.Groups.Select(group => Any(group, plan, joins)));

    private string Any(SegmentGroup group, SegmentPlan plan, List<string> joins) => Any(group.Conditions, plan, joins);

    private string Any(IEnumerable<SegmentCondition> conditions, SegmentPlan plan, List<string> joins) =>
        Join(" or ", conditions.OrderBy(ReadsJson).Select(condition => Of(condition, plan, joins)));

    /// <summary>
    /// A group that holds because there is a row, or because there is none, as one question that the database turns into a join on all its processors. Null for
    /// any other: below an "or" with something else the same words would be asked for each person anew.
    /// </summary>
    private string? Alone(SegmentGroup group, string person)
    {
        if (group.Conditions.All(condition => Counts(condition) is true)) return SomeCounted(group.Conditions, person);
        if (group.Conditions is not [var condition]) return null;
        if (Counts(condition) is false) return "not " + SomeCounted(group.Conditions, person);
        if (condition is not { Tests: [{ Kind: SegmentTestKind.InGroup, Segments.Count: 0, Texts.Count: > 0 } test] }) return null;
        var number = Next();
        AddLists(test, number);
        var asked = Numbered(test.Texts is [_] ? "is_member" : "is_member_of_any", number, Windowed(test));
        return (condition.Negated ? "not " : "") + OfPerson(asked, person);
    }

    /// <summary>A group that holds because of an event or of something else, in words that the database can join by as well. Null for any other.</summary>
    private string? Either(SegmentGroup group, SegmentPlan plan, List<string> joins)
    {
        var counted = group.Conditions.Where(condition => Counts(condition) is true).ToList();
        if (counted.Count == 0) return null;
        var others = Any(group.Conditions.Except(counted), plan, joins);
        return parts.Read("either").Replace("{others}", others, StringComparison.Ordinal)
            .Replace("{counted}", SomeCounted(counted, parts.Read("either_person")), StringComparison.Ordinal);
    }

    /// <summary>True: there has to be an event; false: there must be none; null: anything else.</summary>
    private static bool? Counts(SegmentCondition condition) => condition.Tests is not [var test] ? null : CountPart(test) switch
    {
        "count_some" => !condition.Negated,
        "count_none" => condition.Negated,
        _ => null,
    };

    private string SomeCounted(IEnumerable<SegmentCondition> conditions, string person) => OfPerson(parts.Read("some_counted"), person).Replace(
        "{any}",
        Join(" or ", conditions.Select(condition =>
        {
            var number = Next();
            AddCount(condition.Tests[0], number);
            return Numbered("counted", number, Filters(condition.Tests[0]));
        })),
        StringComparison.Ordinal);

    /// <summary>What has to parse a document comes last: often something before it has decided.</summary>
    private static bool ReadsJson(SegmentCondition condition) =>
        condition.Tests.Any(test => test.Field.Count > 1 || test.Field is [var single] && !Columns.Contains(single));

    private string Of(SegmentCondition condition, SegmentPlan plan, List<string> joins)
    {
        var tests = Join(" and ", condition.Tests.Select(test => Of(test, plan, joins)));
        return condition.Negated ? "not " + tests : tests;
    }

    private string Of(SegmentTest test, SegmentPlan plan, List<string> joins)
    {
        var number = Next();
        switch (test.Kind)
        {
            case SegmentTestKind.InGroup:
                var ways = new List<string>();
                if (test.Texts is not [])
                {
                    AddLists(test, number);
                    joins.Add(Numbered(test.Texts is [_] ? "join_list" : "join_lists", number, Windowed(test)));
                    ways.Add(Numbered("on_list", number));
                }

                ways.AddRange(test.Segments.Select(segment => All(plan.Named[segment], plan, joins)));
                return Join(" or ", ways);

            case >= SegmentTestKind.CountEquals and <= SegmentTestKind.CountLessOrEqual:
                AddCount(test, number);
                joins.Add(Numbered("join_counts", number, Filters(test)));
                return Numbered(CountPart(test), number);

            case SegmentTestKind.ConsentIs:
                Add("consent" + number, (int)test.Number);
                return Numbered("consent_is", number);

            case SegmentTestKind.NotSuppressed:
                return parts.Read("not_suppressed");

            default:
                return OfField(test, number);
        }
    }

    private string OfField(SegmentTest test, string number)
    {
        var column = test.Field is [var single] && Columns.Contains(single) ? single : null;
        if (column is null) Add("path" + number, parts.JsonPath(test.Field));
        var part = PartOf(test.Kind);
        switch (test.Kind)
        {
            case SegmentTestKind.TextIn or SegmentTestKind.ListContains: Add("texts" + number, test.Texts); break;
            case SegmentTestKind.TextContains or SegmentTestKind.TextStarts or SegmentTestKind.TextEnds: Add("text" + number, test.Texts[0]); break;
            case >= SegmentTestKind.NumberEquals and <= SegmentTestKind.NumberLessOrEqual: Add("number" + number, test.Number); break;
            case SegmentTestKind.TimeWithin when column is not null: AddWindow(number, test.Window); break;
            case SegmentTestKind.TimeWithin:
                part = "text_within";
                var (from, to) = Bounds(test.Window);
                Add("from" + number, from.UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
                Add("to" + number, to.UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
                break;
        }

        var field = column is null ? "json" : "field_" + column;
        var asked = Numbered(part, number, []).Replace("{value}", Numbered(field, number), StringComparison.Ordinal)
            .Replace("{node}", Numbered("json_node", number), StringComparison.Ordinal);
        if (column is not null || test.Kind != SegmentTestKind.TextIn) return asked;
        Add("patterns" + number, Patterns(test.Texts));
        return Join(" and ", [Numbered("may_hold", number), asked]);
    }

    /// <summary>A document without a backslash has every text as it is; of one with a backslash nothing is known before it is parsed.</summary>
    private static List<string> Patterns(IReadOnlyList<string> texts) =>
        [.. texts.Select(text => $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%"), "%\\\\%"];

    private static string[] Filters(SegmentTest test) =>
        [
            .. test.Failures is [] ? [] : (string[])["failures"], .. test.Sources is [] ? [] : (string[])["sources"],
            .. test.SinceLifted ? (string[])["since_lifted"] : [],
        ];

    private static string[] Windowed(SegmentTest test) => test.Window is null ? [] : ["window"];

    private static string OfPerson(string text, string person) => text.Replace("{person}", person, StringComparison.Ordinal);

    private string Next() => (next++).ToString(CultureInfo.InvariantCulture);

    private void AddLists(SegmentTest test, string number)
    {
        // Of one list nobody is a member twice.
        if (test.Texts is [var list]) Add("list" + number, list);
        else Add("lists" + number, test.Texts);
        if (test.Window is not null) AddWindow(number, test.Window);
    }

    private void AddCount(SegmentTest test, string number)
    {
        Add("metric" + number, test.Metric);
        var (from, to) = Bounds(test.Window);
        Add("from" + number, LedgerTime.LowestId(from));
        Add("to" + number, LedgerTime.LowestId(to));
        if (CountPart(test) is not ("count_none" or "count_some")) Add("number" + number, test.Number);
        if (test.Failures is not []) Add("failures" + number, test.Failures.Select(failure => ((int)failure).ToString(CultureInfo.InvariantCulture)).ToList());
        if (test.Sources is not []) Add("sources" + number, test.Sources.Select(source => source.Value).ToList());
    }

    private void AddWindow(string number, SegmentWindow? window)
    {
        var (from, to) = Bounds(window);
        Add("from" + number, from);
        Add("to" + number, to);
    }

    private (DateTimeOffset From, DateTimeOffset To) Bounds(SegmentWindow? window) => (
        window?.From ?? (window?.FromAgo is { } from ? now - from : DateTimeOffset.UnixEpoch),
        window?.To ?? (window?.ToAgo is { } to ? now - to : new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    private string Numbered(string name, string number, params ReadOnlySpan<string> when) => parts.Read(name, when).Replace("{n}", number, StringComparison.Ordinal);

    /// <summary>None or some are what is asked most, and in these words the planner knows what to expect of a join.</summary>
    private static string CountPart(SegmentTest test) => (test.Kind, test.Number) switch
    {
        (SegmentTestKind.CountEquals or SegmentTestKind.CountLessOrEqual, 0) or (SegmentTestKind.CountLess, > 0 and <= 1) => "count_none",
        (SegmentTestKind.CountGreater, >= 0 and < 1) or (SegmentTestKind.CountGreaterOrEqual, > 0 and <= 1) => "count_some",
        _ => PartOf(test.Kind),
    };

    /// <summary><c>CountGreaterOrEqual</c> is the part <c>count_greater_or_equal</c>.</summary>
    private static string PartOf(SegmentTestKind kind) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    private static string Join(string word, IEnumerable<string> conditions) => $"({string.Join(word, conditions)})";
}
