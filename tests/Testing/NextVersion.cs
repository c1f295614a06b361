using System.Diagnostics;

namespace Sms.Testing;

/// <summary>
/// The silo as its next release might be, built from a copy of the sources: another assembly version, one method more on a grain, one member more in what silos
/// send each other, one migration more. It is what a rolling upgrade may contain, and all that this process knows of the future.
/// </summary>
public static class NextVersion
{
    private const string Version = "99.0.0";
    private static readonly string[] Files = ["Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", ".editorconfig", "global.json"];
    private static readonly string[] Projects = ["Grains.Interfaces", "Grains", "Silo"];
    private static readonly Lazy<Task<string>> Built = new(BuildOnceAsync);

    /// <summary>The path of its silo's assembly. It goes with this process.</summary>
    public static Task<string> BuildAsync() => Built.Value;

    private static async Task<string> BuildOnceAsync()
    {
        var copy = Directory.CreateTempSubdirectory("next-version-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(copy, recursive: true);
        foreach (var file in Files) File.Copy(Path.Combine(Repository.Root, file), Path.Combine(copy, file));
        foreach (var project in Projects) Copy(Path.Combine(Repository.Root, project), Path.Combine(copy, project));

        Insert(copy, "Grains.Interfaces/Messages/IMessageGrain.cs", "public interface IMessageGrain : IGrainWithStringKey\n{",
            "    [Alias(\"next\")] Task<string> NextAsync();");
        File.WriteAllText(Path.Combine(copy, "Grains/Messages/MessageGrain.Next.cs"),
            "namespace Sms;\ninternal sealed partial class MessageGrain\n{\n    public Task<string> NextAsync() => Task.FromResult(\"next\");\n}\n");
        Insert(copy, "Grains.Interfaces/Messages/DeliveryReceipt.cs", "public sealed record DeliveryReceipt\n{", "    [Id(99)] public string Next { get; init; } = \"next\";");
        File.WriteAllText(Path.Combine(copy, "Silo/Ledger/Postgres/Migrations/9999_next.sql"), "alter table event add column next text;\n");

        // What the analyzers say of the sources they say in their own build.
        await RunAsync(copy, "build", "Silo/Silo.csproj", "-v", "q", "-nologo", "-nodeReuse:false", $"-p:Version={Version}", "-p:RunAnalyzers=false",
            "-p:EnableOrleansContractsAnalyzer=false");
        return Path.Combine(copy, "Silo", "bin", "Debug", "net10.0", "Silo.dll");
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj" or "data")))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    private static void Insert(string copy, string file, string behind, string line)
    {
        var path = Path.Combine(copy, file);
        var source = File.ReadAllText(path);
        if (!source.Contains(behind, StringComparison.Ordinal)) throw new InvalidOperationException($"{file} has changed: '{behind}' is not in it");
        File.WriteAllText(path, source.Replace(behind, $"{behind}\n{line}", StringComparison.Ordinal));
    }

    private static async Task RunAsync(string folder, params string[] arguments)
    {
        using var build = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (build.StandardOutput.ReadToEndAsync(), build.StandardError.ReadToEndAsync());
        await build.WaitForExitAsync();
        if (build.ExitCode != 0) throw new InvalidOperationException($"The next version does not build:\n{await output}{await errors}");
    }
}
