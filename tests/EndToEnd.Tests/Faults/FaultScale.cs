namespace Sms.EndToEnd;

/// <summary>Fault tests come in two sizes: minutes for every run of <c>./test</c>, and full size with <c>./test --soak</c>, which sets <c>SMS_SOAK=1</c>.</summary>
internal static class FaultScale
{
    public static bool Soak { get; } = Environment.GetEnvironmentVariable("SMS_SOAK") == "1";

    public static int Of(int small, int full) => Soak ? full : small;

    /// <summary>A figure for people to read: into the test's output, and into the file that <c>./test</c> prints at its end.</summary>
    public static void Print(string line)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Environment.GetEnvironmentVariable("SMS_FIGURES") is { Length: > 0 } file) File.AppendAllText(file, line + "\n");
    }
}
