using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sms.Benchmarks;

/// <summary>Figures kept for comparison: with the machine they are from and what a durable write costs there.</summary>
internal static class FiguresFile
{
    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(string path, string benchmark, CommitLatency commit, IReadOnlyList<Figure> figures) => File.WriteAllText(path, JsonSerializer.Serialize(
        new JsonObject
        {
            ["benchmark"] = benchmark,
            ["at"] = TimeProvider.System.GetUtcNow().ToString("O"),
            ["processors"] = Environment.ProcessorCount,
            ["memory_mb"] = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
            ["runtime"] = Environment.Version.ToString(),
            ["system"] = System.Runtime.InteropServices.RuntimeInformation.OSDescription,
            ["commit"] = JsonSerializer.SerializeToNode(commit, Style),
            ["figures"] = JsonSerializer.SerializeToNode(figures, Style),
        },
        Style));
}
