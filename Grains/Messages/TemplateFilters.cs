using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sms;

/// <summary>
/// Filters of ours, called by the engine by reflection (<c>SmsDefault</c> is <c>sms_default</c>). Whatever can grow is bounded here, since the engine
/// bounds neither memory nor the length of a value: doubling a text forty times needs one line.
/// </summary>
[SuppressMessage("Performance", "CA1822", Justification = "Called by reflection")]
internal static class TemplateFilters
{
    public static object? SmsRequired(object? value, string what) => value switch
    {
        null => throw TemplateFault.Missing(what),
        string text when string.IsNullOrWhiteSpace(text) => throw TemplateFault.Missing(what),
        _ => SmsPrintable(value, what),
    };

    public static object? SmsPrintable(object? value, string what) =>
        value is IEnumerable and not string ? throw new TemplateFault(TemplateFault.NotTextText(what)) : value;

    public static object? SmsDefault(object? value, object? otherwise) =>
        value is null or string { Length: 0 } || value is string text && string.IsNullOrWhiteSpace(text) ? otherwise : value;

    /// <summary>A custom property by its name, as Klaviyo has it: <c>{{ person|lookup:'Favourite colour' }}</c>.</summary>
    public static object? SmsLookup(object? value, string name)
    {
        if (value is not IDictionary all)
            return null;
        return all.Contains(name) ? all[name] : all["properties"] is IDictionary properties && properties.Contains(name) ? properties[name] : null;
    }

    public static string SmsAppend(object? value, object? tail) => Bounded(Text(value), Text(tail));
    public static string SmsPrepend(object? value, object? head) => Bounded(Text(head), Text(value));
    public static string SmsRemove(object? value, string what) => what.Length == 0 ? Text(value) : Text(value).Replace(what, "", StringComparison.Ordinal);

    public static string SmsReplace(object? value, string what, string with)
    {
        var text = Text(value);
        if (what.Length == 0)
            return text;
        // The worst case, before any memory is taken: every place is replaced.
        Check((text.Length / (long)what.Length + 1) * with.Length + text.Length);
        return text.Replace(what, with, StringComparison.Ordinal);
    }

    public static string SmsJoin(object? value, string glue = ", ")
    {
        if (value is not IEnumerable all || value is string)
            return Text(value);
        var joined = "";
        foreach (var item in all)
            joined = joined.Length == 0 ? Bounded(Text(item), "") : Bounded(joined, Bounded(glue, Text(item)));
        return joined;
    }

    public static string SmsTitle(object? value) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Text(value));

    public static string SmsTruncate(object? value, int length, string ending = "...")
    {
        var text = Text(value);
        if (length < 0 || text.Length <= length)
            return text;
        var keep = Math.Max(0, length - ending.Length);
        if (keep > 0 && char.IsHighSurrogate(text[keep - 1]))
            keep--;
        return Bounded(text[..keep], ending);
    }

    private static string Text(object? value) => ProfileValues.Text(value) ?? "";

    private static string Bounded(string first, string second)
    {
        Check((long)first.Length + second.Length);
        return first + second;
    }

    private static void Check(long length)
    {
        if (length > SmsTemplate.MaxOutput)
            throw new TemplateFault($"A value grew past {SmsTemplate.MaxOutput} characters", tooLong: true);
    }
}
