namespace Sms;

/// <summary>Puts actions in the order in which they lead to each other: one line from the entry to an end, past each of them once.</summary>
internal static class FlowChain
{
    public const int LongestName = 255;

    /// <summary>Places in the request. Not to be used once there are problems.</summary>
    public static IReadOnlyList<int> Order(string entry, IReadOnlyList<FlowActionInput> actions, string at, Problems problems)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < actions.Count; i++)
        {
            var field = $"{at}/actions/{i}/{(actions[i].TemporaryId is null && actions[i].Id is not null ? "id" : "temporary_id")}";
            if (problems.RequireText(NameOf(actions[i]), field, LongestName) && !places.TryAdd(NameOf(actions[i])!, i)) problems.Add(field, "Another action has this name.");
        }

        if (problems.Any) return [];
        if (!places.TryGetValue(entry, out var place))
        {
            problems.Add(at + "/entry_action_id", "There is no action with this name.", "not_found");
            return [];
        }

        List<int> order = [place];
        while (actions[place].Links?.Next is { } next)
        {
            var link = $"{at}/actions/{place}/links/next";
            if (!places.TryGetValue(next, out place)) problems.Add(link, "There is no action with this name.", "not_found");
            else if (order.Contains(place)) problems.Add(link, "This leads back to an action before it: a flow must come to its end.");
            if (problems.Any) return order;
            order.Add(place);
        }

        for (var i = 0; i < actions.Count; i++)
            if (!order.Contains(i)) problems.Add($"{at}/actions/{i}", "No other action leads here.");
        return order;
    }

    private static string? NameOf(FlowActionInput action) => action.TemporaryId ?? action.Id;
}
