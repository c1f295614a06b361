namespace Sms.EndToEnd;

/// <summary>What these tests look at of a span in OTLP (opentelemetry/proto/trace/v1/trace.proto, field numbers from there).</summary>
internal sealed record ExportedSpan(
    string Service, string Name, string Trace, string Id, string? Parent, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<(string Trace, string Span)> Links)
{
    public static IEnumerable<ExportedSpan> Read(byte[] request)
    {
        foreach (var resource in Protobuf.Messages(request, field: 1))
        {
            var service = Protobuf.Messages(resource, 1).SelectMany(Attributes).First(tag => tag.Key == "service.name").Value;
            foreach (var span in Protobuf.Messages(resource, 2).SelectMany(scope => Protobuf.Messages(scope, 2))) yield return ReadOne(service, span);
        }
    }

    private static ExportedSpan ReadOne(string service, ReadOnlyMemory<byte> span) => new(
        service,
        Protobuf.Text(span, 5) ?? "",
        Protobuf.Hex(span, 1)!,
        Protobuf.Hex(span, 2)!,
        Protobuf.Hex(span, 4),
        Protobuf.Messages(span, 9).Select(Attribute).ToDictionary(tag => tag.Key, tag => tag.Value),
        [.. Protobuf.Messages(span, 13).Select(link => (Protobuf.Hex(link, 1)!, Protobuf.Hex(link, 2)!))]);

    private static IEnumerable<KeyValuePair<string, string>> Attributes(ReadOnlyMemory<byte> resource) => Protobuf.Messages(resource, 1).Select(Attribute);

    /// <summary>Values that are no texts are left empty.</summary>
    private static KeyValuePair<string, string> Attribute(ReadOnlyMemory<byte> pair) =>
        new(Protobuf.Text(pair, 1)!, Protobuf.Messages(pair, 2).Select(value => Protobuf.Text(value, 1)).FirstOrDefault() ?? "");
}
