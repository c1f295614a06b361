using System.Text.Json;

namespace Sms;

/// <summary>What a client says about a flow, with the place in the request of each action, in the flow's order.</summary>
internal sealed record FlowOrder(FlowDefinition Definition, IReadOnlyList<int> Places);

/// <summary>Reads Klaviyo's definition of a flow. Whatever does not fit is a problem at its place in the request.</summary>
internal static class FlowReader
{
    private const string At = "/data/attributes";
    private const string In = At + "/definition";
    private const int MostReentry = 10_000;

    /// <exception cref="RefusedException">400 that names every field that does not fit.</exception>
    public static FlowOrder Read(RequestDocument<FlowInput> body)
    {
        var problems = new Problems();
        var input = body.Data?.Attributes;
        problems.CheckType(body.Data?.Type, "flow");
        if (!problems.Require(input, At)) problems.ThrowIfAny();
        problems.RequireText(input!.Name, At + "/name", 255);
        if (!problems.Require(input.Definition, In)) problems.ThrowIfAny();
        var definition = input.Definition!;
        RefuseOthers(definition.Others, In, problems);
        var list = ReadTrigger(definition.Triggers, problems);
        var reentry = ReadReentry(definition.ReentryCriteria, problems);
        var actions = FlowActionReader.Read(definition.Actions, In + "/actions", problems);
        problems.RequireText(definition.EntryActionId, In + "/entry_action_id", FlowChain.LongestName);
        problems.ThrowIfAny();
        var order = FlowChain.Order(definition.EntryActionId!, definition.Actions!, In, problems);
        if (!problems.Any && actions.All(action => action.Message is null)) problems.Add(In + "/actions", "At least one send-sms is required.", "required");
        problems.ThrowIfAny();
        return new FlowOrder(new FlowDefinition { Name = input.Name!, Trigger = list, Actions = [.. order.Select(place => actions[place])], Reentry = reentry }, order);
    }

    public static FlowStatus ReadStatus(RequestDocument<FlowUpdateInput> body, string pathId)
    {
        var problems = new Problems();
        problems.CheckType(body.Data?.Type, "flow");
        problems.CheckId(body.Data?.Id, pathId);
        FlowStatus? status = null;
        if (problems.Require(body.Data?.Attributes, At) && problems.Require(body.Data!.Attributes!.Status, At + "/status"))
        {
            status = FlowAttributes.StatusOf(body.Data.Attributes.Status);
            if (status is null) problems.Add(At + "/status", "One of draft, manual, live was expected.");
        }

        problems.ThrowIfAny();
        return status!.Value;
    }

    /// <summary>What nobody would heed is refused; null, false and empty lists ask for nothing.</summary>
    public static void RefuseOthers(Dictionary<string, JsonElement>? others, string at, Problems problems)
    {
        foreach (var (name, value) in others ?? [])
        {
            if (value.ValueKind is JsonValueKind.Null or JsonValueKind.False || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0)) continue;
            problems.Add($"{at}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}", "This is not supported.", "unsupported");
        }
    }

    private static ListId? ReadTrigger(IReadOnlyList<FlowTriggerInput>? triggers, Problems problems)
    {
        const string Triggers = In + "/triggers";
        if (!problems.Require(triggers, Triggers)) return null;
        if (triggers.Count > 1) problems.Add(Triggers + "/1", "A flow has one trigger, or none.", "too_many");
        if (triggers.Count == 0 || !problems.Require(triggers[0], Triggers + "/0")) return null;
        var trigger = triggers[0];
        RefuseOthers(trigger.Others, Triggers + "/0", problems);
        if (trigger.Type != "list") problems.Add(Triggers + "/0/type", "'list' was expected: people enter when they are put on a list, or text a keyword.", "unsupported");
        else if (ListId.TryParse(trigger.Id, out var list)) return list;
        else problems.Add(Triggers + "/0/id", "There is no list with this id.", "not_found");
        return null;
    }

    private static FlowReentry? ReadReentry(FlowReentryInput? input, Problems problems)
    {
        const string Reentry = In + "/reentry_criteria";
        if (input is null) return null;
        FlowUnit? unit = input.Unit switch { "hour" => FlowUnit.Hours, "day" => FlowUnit.Days, "week" => FlowUnit.Weeks, _ => null };
        if (unit is null && input.Unit != "alltime") problems.Add(Reentry + "/unit", "One of hour, day, week, alltime was expected.");
        var most = unit is null ? 1 : MostReentry;
        if (problems.Require(input.Duration, Reentry + "/duration") && (input.Duration < 0 || input.Duration > most))
            problems.Add(Reentry + "/duration", $"An integer from 0 to {most} was expected.");
        return new FlowReentry(unit, input.Duration ?? 0);
    }
}
