namespace Sms;

/// <summary>People as JSON:API resources.</summary>
internal static class ProfileDocuments
{
    public static Resource<ProfileAttributes> Resource(Profile profile, HttpRequest request, PublicLinks links, SubscriberTotals? totals = null)
    {
        var path = "/api/profiles/" + profile.Id.Value;
        return new("profile", profile.Id.Value, ProfileAttributes.Of(profile, Wants(request, "subscriptions"), totals), links.To(request, path))
        {
            Relationships = new Dictionary<string, Relationship> { ["lists"] = links.Relation(request, path, "lists", null) },
        };
    }

    public static Document<ProfileAttributes> Document(Profile profile, HttpRequest request, PublicLinks links, SubscriberTotals? totals = null) =>
        new(Resource(profile, request, links, totals), links.To(request, "/api/profiles/" + profile.Id.Value));

    /// <summary><c>additional-fields[profile]=subscriptions</c>.</summary>
    public static bool Wants(HttpRequest request, string field) =>
        request.Query["additional-fields[profile]"].ToString().Split(',', StringSplitOptions.TrimEntries).Contains(field);
}
