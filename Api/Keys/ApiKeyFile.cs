using System.Security.Cryptography;

namespace Sms;

/// <summary>The key of a deployment that configured none.</summary>
internal static class ApiKeyFile
{
    private const string Name = "api-key";
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    public static string ReadOrMake(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, Name);
        if (File.Exists(path)) return Read(path);
        var key = "sk_" + RandomNumberGenerator.GetString(Alphabet, 40);
        // Written beside and moved without overwriting: of two first starts at once both end with the same key, and nobody reads half of one.
        var draft = $"{path}.{Environment.ProcessId}";
        var mode = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) mode.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new StreamWriter(draft, mode)) file.WriteLine(key);
        try
        {
            File.Move(draft, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
            return Read(path);
        }
        Console.WriteLine($"API key (shown once, stored in {path}): {key}");
        return key;
    }

    private static string Read(string path) =>
        File.ReadAllText(path).Trim() is { Length: > 0 } key ? key : throw new InvalidOperationException($"{path} is empty: delete it, or put a key in.");
}
