using System.Text;

namespace Sms;

/// <summary>The address of a callback, as text: nothing of it may be tidied up before its signature is checked.</summary>
internal static class CallbackUrl
{
    public static string WithoutFragment(string url)
    {
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? url : url[..hash];
    }

    /// <summary>Without query and fragment.</summary>
    public static string Base(string url)
    {
        var end = url.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? url : url[..end];
    }

    /// <summary>What stands behind the question mark, still encoded; empty without one.</summary>
    public static byte[] Query(string url)
    {
        var plain = WithoutFragment(url);
        var mark = plain.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? [] : Encoding.UTF8.GetBytes(plain[(mark + 1)..]);
    }

    /// <summary>The decoded value of a query parameter; null when absent.</summary>
    public static string? Parameter(string url, string name) =>
        url.Contains('?', StringComparison.Ordinal) ? FormBody.Parse(Query(url)).Get(Encoding.UTF8.GetBytes(name)) : null;
}
