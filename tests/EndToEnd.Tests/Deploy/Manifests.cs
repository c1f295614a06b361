using System.Globalization;
using Sms.Testing;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;

namespace Sms.EndToEnd;

/// <summary>The YAML files below <c>deploy</c> as nodes: merged where they merge, and told apart where a file holds several documents.</summary>
internal static class Manifests
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "deploy");

    public static Node Compose() => Assert.Single(Read("compose.yaml"));

    /// <summary>Every object of every file below <c>deploy/kubernetes</c>.</summary>
    public static List<Node> Kubernetes() =>
        [.. Directory.GetFiles(Path.Combine(Folder, "kubernetes"), "*.yaml").Order().SelectMany(file => Read(Path.Combine("kubernetes", Path.GetFileName(file))))];

    public static Node Of(string kind, string name) => Assert.Single(Kubernetes(), one => one["kind"] == kind && one["metadata"]["name"] == name);

    private static List<Node> Read(string file)
    {
        using var text = File.OpenText(Path.Combine(Folder, file));
        var parser = new MergingParser(new Parser(text));
        var deserializer = new DeserializerBuilder().Build();
        var documents = new List<Node>();
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _)) documents.Add(new Node(file, deserializer.Deserialize<object>(parser)));
        return documents;
    }
}

/// <summary>A place in a manifest. What is not there says where it was looked for.</summary>
internal sealed record Node(string Path, object? Value)
{
    public Node this[string key] => Find(key) ?? throw new KeyNotFoundException($"{Path} has no '{key}'");

    public Node this[int index] => Items[index];

    public Node? Find(string key) =>
        Value is IDictionary<object, object> map && map.TryGetValue(key, out var value) ? new Node($"{Path}/{key}", value) : null;

    public IReadOnlyList<Node> Items => Value is IList<object> list ? [.. list.Select((item, i) => new Node($"{Path}/{i}", item))] : [];

    public IEnumerable<(string Key, Node Value)> Entries =>
        Value is IDictionary<object, object> map ? map.Select(entry => ($"{entry.Key}", new Node($"{Path}/{entry.Key}", entry.Value))) : [];

    public int Number => int.Parse(Text, CultureInfo.InvariantCulture);

    public string Text => Value as string ?? throw new InvalidOperationException($"{Path} is not a plain value");

    public static bool operator ==(Node node, string text) => node.Value as string == text;

    public static bool operator !=(Node node, string text) => !(node == text);
}
