using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DotLiquid;

namespace Sms;

/// <summary>
/// Personalises a text with Liquid, in a sandbox: known tags and filters only (<see cref="TemplateGrammar"/>), no includes, no .NET types, bounded
/// loops, time, values and output. Thread-safe. A variable that is missing or empty and has no default is a failure: rather no text than "Hi ,".
/// </summary>
internal sealed class SmsTemplate
{
    /// <summary>Longest template, in characters.</summary>
    public const int MaxTemplate = 10_000;

    /// <summary>Longest text or value a template may make, in characters: more than twice what providers take.</summary>
    public const int MaxOutput = 4_000;

    private const int MaxIterations = 100;
    private const int MaxMilliseconds = 250;
    private const int MaxCached = 512;

    private static readonly ConcurrentDictionary<string, SmsTemplate> Cache = new(StringComparer.Ordinal);

    [ThreadStatic] private static Context? threadContext;

    private readonly string? refusal;
    private readonly IReadOnlyList<TemplatePart>? parts;
    private readonly Template? engine;

    // The engine's settings are static and read by every template: set once, before the first one is parsed, and never again.
    static SmsTemplate()
    {
        Template.RegexTimeOut = TimeSpan.FromSeconds(1);
        Template.RegisterFilter(typeof(TemplateFilters));
    }

    private SmsTemplate(string body)
    {
        try
        {
            if (body.Length > MaxTemplate)
                throw new TemplateRefused($"The template has more than {MaxTemplate} characters");
            var scanned = new TemplateScanner(body).Scan();
            parts = scanned.Parts;
            if (parts is not null)
                return;
            engine = Template.Parse(scanned.Source, SyntaxCompatibility.DotLiquid22a);
            // Otherwise the parsed template keeps the variables of its last rendering, and shares them between threads.
            engine.MakeThreadSafe();
        }
        catch (TemplateRefused refused)
        {
            refusal = refused.Message;
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // The engine complains with a dozen kinds of exception, some of them the runtime's; each means that this text is no template.
            refusal = broken.Message;
        }
    }

    /// <summary>Why this body cannot be sent to anybody; null when it can be rendered.</summary>
    public static string? Validate(string body) => IsPlainText(body) ? null : Parsed(body).refusal;

    public static TemplateResult Render(string body, Profile profile) =>
        IsPlainText(body) ? TemplateResult.Rendered(body) : Parsed(body).Render(profile);

    private static bool IsPlainText(string body) =>
        !body.Contains("{{", StringComparison.Ordinal) && !body.Contains("{%", StringComparison.Ordinal);

    // Few bodies are sent at a time, so a full cache means that they are old: it starts again from nothing.
    private static SmsTemplate Parsed(string body)
    {
        if (Cache.TryGetValue(body, out var known))
            return known;
        var parsed = new SmsTemplate(body);
        if (body.Length > MaxTemplate)
            return parsed;
        if (Cache.Count >= MaxCached)
            Cache.Clear();
        return Cache.GetOrAdd(body, parsed);
    }

    private TemplateResult Render(Profile profile)
    {
        if (refusal is not null)
            return TemplateResult.Failed(refusal);
        try
        {
            return parts is not null ? RenderParts(parts, profile) : RenderWithEngine(engine!, profile);
        }
        catch (TemplateFault fault)
        {
            return fault.IsTooLong ? TemplateResult.TooLong(fault.Message) : TemplateResult.Failed(fault.Message);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // Whatever goes wrong inside a template concerns one recipient: the reason is kept, and the campaign goes on.
            return TemplateResult.Failed(broken.Message);
        }
    }

    private static TemplateResult RenderParts(IReadOnlyList<TemplatePart> parts, Profile profile)
    {
        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[512]);
        JsonDocument? attributes = null;
        try
        {
            var length = 0;
            for (var i = 0; i < parts.Count; i++)
            {
                var piece = parts[i].Text;
                if (piece is null && !ProfileValues.TryFind(profile, ref attributes, parts[i].Path, out piece))
                    return TemplateResult.Failed(TemplateFault.NotTextText(parts[i].Name));
                piece ??= parts[i].Default;
                if (piece is null)
                    return TemplateResult.Failed(TemplateFault.MissingText(parts[i].Name));
                if ((length += piece.Length) > MaxOutput)
                    return TemplateResult.TooLong($"The text grew past {MaxOutput} characters");
                text.AppendLiteral(piece);
            }
            return TemplateResult.Rendered(text.ToString());
        }
        finally
        {
            text.Clear();
            attributes?.Dispose();
        }
    }

    private static TemplateResult RenderWithEngine(Template engine, Profile profile)
    {
        using var writer = new BoundedWriter(MaxOutput);
        engine.Render(writer, RenderParameters.FromContext(Fresh(ProfileValues.All(profile)), CultureInfo.InvariantCulture));
        return TemplateResult.Rendered(writer.ToString());
    }

    // A context looks all filters up by reflection when it meets the first one, a millisecond's work, so each thread keeps one. A rendering never
    // awaits, so it stays on its thread; whatever the last one left behind is thrown away before the next.
    private static Context Fresh(Hash values)
    {
#pragma warning disable CS0618 // A cancellation token would bound this thread's renderings together; only the older constructor's time-out starts anew with each.
        var context = threadContext ??= new Context([], [], [], ErrorsOutputMode.Rethrow, MaxIterations, MaxMilliseconds, CultureInfo.InvariantCulture)
        {
            SyntaxCompatibilityLevel = SyntaxCompatibility.DotLiquid22a,
        };
#pragma warning restore CS0618
        context.Environments.Clear();
        context.Environments.Add(values);
        context.Scopes.Clear();
        context.Scopes.Add([]);
        context.Registers.Clear();
        context.Errors.Clear();
        return context;
    }
}
