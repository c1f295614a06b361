namespace Sms;

internal static class CampaignValuesEndpoints
{
    public static void MapCampaignValues(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/campaign-values-reports", QueryAsync).WithTags("Metrics").WithSummary("Figures of campaigns, by the time their messages were sent.").Refuses(415);

    private static async Task<JsonApi<Document<CampaignValuesAttributes>>> QueryAsync(
        RequestDocument<CampaignValuesInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links, TimeProvider clock)
    {
        var order = await CampaignValuesOrder.ReadAsync(body, clock.GetUtcNow(), grains);
        // An empty set of campaigns, or a channel this product does not have: nothing matches, and nothing needs to be read.
        var values = !order.Sms || order.Query.Campaigns is { Count: 0 } ? [] : await grains.Metrics().CampaignValuesAsync(order.Query);
        var names = await CampaignNames.OfAsync(values.Select(value => SourceId.Of(value.Campaign)), grains);
        var rows = values.Select(value => (Groups: Group(order, value, names), value.Totals, value.Segments))
            .GroupBy(row => string.Join('\u001f', row.Groups.Values))
            .Select(group => group.Aggregate((sum, row) => (sum.Groups, Statistics.Add(sum.Totals, row.Totals), sum.Segments + row.Segments)))
            .Select(row => new CampaignValuesRow(row.Groups, order.Statistics.Distinct().ToDictionary(name => name, name => Statistics.Compute(name, row.Totals, row.Segments))));
        var self = links.Self(request);
        return new(new Document<CampaignValuesAttributes>(
            new("campaign-values-report", Guid.CreateVersion7().ToString(), new([.. rows]), self)
            {
                Relationships = new Dictionary<string, Relationship>
                {
                    ["campaigns"] = links.Relation(request, request.Path, "campaigns", values.Select(value => value.Campaign.Value).Distinct().Select(id => new ResourceId("campaign", id)).ToArray()),
                },
            },
            self));
    }

    private static Dictionary<string, string> Group(CampaignValuesOrder order, CampaignValues value, CampaignNames names)
    {
        var campaign = names.Find(SourceId.Of(value.Campaign));
        return order.GroupBy.Distinct().ToDictionary(name => name, name => name switch
        {
            "campaign_id" => value.Campaign.Value,
            "campaign_message_id" => campaign?.MessageId ?? "",
            "campaign_name" => campaign?.Definition.Name ?? "",
            "campaign_message_name" => campaign?.Definition.Label ?? campaign?.Definition.Name ?? "",
            "text_message_format" => "SMS",
            "variation" => Variation(campaign, value)?.Id ?? campaign?.MessageId ?? "",
            "variation_name" => Variation(campaign, value) is { } variation ? CampaignVariationFigures.NameOf(campaign!, variation) : campaign?.Definition.Label ?? campaign?.Definition.Name ?? "",
            _ => "sms",
        });
    }

    private static CampaignVariation? Variation(Campaign? campaign, CampaignValues value) =>
        value.Variation is { } place ? campaign?.Definition.Variations.ElementAtOrDefault(place) : null;
}

public sealed record CampaignValuesAttributes(IReadOnlyList<CampaignValuesRow> Results);

public sealed record CampaignValuesRow(IReadOnlyDictionary<string, string> Groupings, IReadOnlyDictionary<string, double> Statistics);
