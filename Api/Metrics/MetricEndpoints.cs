using System.Diagnostics.CodeAnalysis;

namespace Sms;

internal static class MetricEndpoints
{
    private static readonly ShortList<Metric> Listed = new ShortList<Metric>(metric => metric.PublicId(), 200, 200)
        .Filter("name", metric => metric.Name(), FilterCondition.Equal, FilterCondition.Any)
        .Filter("integration.name", _ => MetricIntegration.Ours.Name, FilterCondition.Equal)
        .Filter("integration.category", _ => MetricIntegration.Ours.Category, FilterCondition.Equal);

    public static void MapMetricDefinitions(this IEndpointRouteBuilder routes)
    {
        var metrics = routes.MapGroup("/metrics").WithTags("Metrics");
        metrics.MapGet("", List).WithSummary("The metrics there are.").Refuses();
        metrics.MapGet("{id}", Get).WithSummary("One metric.").Refuses(404);
    }

    private static JsonApi<Collection<MetricAttributes>> List([AsParameters] ListParameters parameters, HttpRequest request, PublicLinks links)
    {
        var (page, next) = Listed.Read(Sms.Metrics.Public, parameters.Read(Listed.Shape));
        return new(new Collection<MetricAttributes>([.. page.Select(metric => Resource(metric, request, links))], links.Page(request, next)));
    }

    private static JsonApi<Document<MetricAttributes>> Get(string id, HttpRequest request, PublicLinks links)
    {
        if (Find(id) is not { } metric) throw RefusedException.NotFound("metric", id);
        var resource = Resource(metric, request, links);
        return new(new Document<MetricAttributes>(resource, resource.Links));
    }

    /// <summary>The public metric with this id.</summary>
    public static Metric? Find(string? id) => id is not null && Sms.Metrics.TryFind(id, out var metric) && Sms.Metrics.Public.Contains(metric) ? metric : null;

    public static Resource<MetricAttributes> Resource(Metric metric, HttpRequest request, PublicLinks links) =>
        new("metric", metric.PublicId(), new MetricAttributes(metric.Name(), null, null, MetricIntegration.Ours), links.To(request, "/api/metrics/" + metric.PublicId()));
}

/// <summary>Created and updated are null: metrics come with the product.</summary>
public sealed record MetricAttributes(string Name, DateTimeOffset? Created, DateTimeOffset? Updated, MetricIntegration Integration);

[SuppressMessage("Naming", "CA1720", Justification = "The name Klaviyo gives it.")]
public sealed record MetricIntegration(string Object, string Id, string Name, string Category)
{
    public static MetricIntegration Ours { get; } = new("integration", "received-sms", "Received SMS", "Internal");
}
