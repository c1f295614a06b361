using System.Security.Cryptography;

namespace Sms;

/// <summary>Style sheet, script and icon: inside the assembly, under names that hold a hash of the content, so browsers keep them for good.</summary>
internal static class ConsoleAssets
{
    private static readonly Dictionary<string, (byte[] Content, string Type)> ByName = [];

    public static string Style { get; } = Load("console.css", "text/css; charset=utf-8");

    public static string Script { get; } = Load("console.js", "text/javascript; charset=utf-8");

    public static string Icon { get; } = Load("icon.svg", "image/svg+xml");

    public static IResult Get(HttpContext context, string name)
    {
        if (!ByName.TryGetValue(name, out var asset)) return TypedResults.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(asset.Content, asset.Type);
    }

    private static string Load(string file, string type)
    {
        using var stream = typeof(ConsoleAssets).Assembly.GetManifestResourceStream($"Console/{file}")
            ?? throw new InvalidOperationException($"{file} is missing from the assembly");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
        var name = $"{Path.GetFileNameWithoutExtension(file)}.{hash}{Path.GetExtension(file)}";
        ByName[name] = (content, type);
        return $"/console/{name}";
    }
}
