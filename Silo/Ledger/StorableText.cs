using System.Diagnostics.CodeAnalysis;

namespace Sms;

/// <summary>
/// Texts from outside as every database can hold them: U+0000, which PostgreSQL refuses, and half a surrogate pair, which its driver refuses and SQLite joins with
/// whatever follows, become U+FFFD. What a provider answers must not keep the ledger from recording that it answered.
/// </summary>
internal static class StorableText
{
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text)
    {
        if (text is null) return null;
        return text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || text.Contains('\0', StringComparison.Ordinal) ? Mended(text) : text;
    }

    private static string Mended(string text)
    {
        char[]? mended = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (text[i] == '\0' || char.IsSurrogate(text[i])) (mended ??= text.ToCharArray())[i] = '\uFFFD';
        }

        return mended is null ? text : new string(mended);
    }
}
