using System.Diagnostics;
using System.Text.Json;
using CsCheck;

namespace Sms;

/// <summary>Ours against the counter a large provider gives its customers (npm <c>sms-segments-calculator</c>), run by Node.</summary>
public sealed class SegmentOracleTests
{
    private static readonly string Folder = Path.Combine(Root(), "tests", "node", "segments");

    [Fact]
    public async Task Ours_counts_thousands_of_texts_as_the_provider_s_own_calculator_does()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
            await RunAsync("npm", ["ci", "--no-audit", "--no-fund"], "");

        var texts = new List<string>();
        SmsTexts.Any.Where(text => text.Length > 0).Sample(texts.Add, iter: 4_000, threads: 1);
        var answer = await RunAsync("node", ["count.mjs"], JsonSerializer.Serialize(texts));

        var theirs = JsonSerializer.Deserialize<JsonElement[][]>(answer)!.Select(pair => (pair[0].GetString(), pair[1].GetInt32())).ToList();
        Assert.Equal(texts.Count, theirs.Count);
        var differences = texts.Zip(theirs).Where(both => Ours(both.First) != both.Second)
            .Select(both => $"{JsonSerializer.Serialize(both.First)}: ours {Ours(both.First)}, theirs {both.Second}");
        Assert.Empty(differences);
    }

    private static (string?, int) Ours(string text)
    {
        var size = SmsText.Measure(text);
        return (size.Encoding == SmsEncoding.Gsm7 ? "GSM-7" : "UCS-2", size.Segments);
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program}: {await errors}");
        return await output;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Orleans.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
