using DotLiquid.Exceptions;

namespace Sms;

/// <summary>
/// Ends a rendering from inside the template engine. A <see cref="RenderException"/>, because the engine writes every other exception into the text.
/// </summary>
internal sealed class TemplateFault(string message, bool tooLong = false) : RenderException(message)
{
    public bool IsTooLong => tooLong;

    public static TemplateFault Missing(string what) => new(MissingText(what));
    public static string MissingText(string what) => $"{what} is missing or empty, and the template gives no default for it";
    public static string NotTextText(string what) => $"{what} is a list or an object, not a text";
}
