namespace Sms.Terminal;

/// <summary>Where the key comes from: the option, the environment, or the file the embedded server wrote on this machine.</summary>
internal static class ApiKey
{
    private static readonly string[] Files = [Path.Combine("data", "api-key"), Path.Combine("Api", "data", "api-key")];

    /// <exception cref="CommandFailure">There is none.</exception>
    public static string Find(string? given)
    {
        if (!string.IsNullOrWhiteSpace(given))
            return given.Trim();
        if (Environment.GetEnvironmentVariable("SMS_API_KEY") is { Length: > 0 } fromEnvironment)
            return fromEnvironment.Trim();
        return Files.FirstOrDefault(File.Exists) is { } file
            ? File.ReadAllText(file).Trim()
            : throw new CommandFailure("No API key: give --api-key, set SMS_API_KEY, or run where the server wrote data/api-key.");
    }
}
