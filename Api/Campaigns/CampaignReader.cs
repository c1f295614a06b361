using System.Text.Json;

namespace Sms;

/// <summary>Reads what a client says about a campaign into a definition, over the one there is (an update) or none.</summary>
internal static class CampaignReader
{
    private const string At = "/data/attributes";
    private const int LongestBody = 10_000;
    private const int LongestName = 255;
    private const int LongestTag = 60;
    private const int MostTags = 20;

    public static CampaignDefinition Read(RequestDocument<CampaignInput> body, CampaignDefinition? stored, string? pathId, Problems problems)
    {
        problems.CheckType(body.Data?.Type, "campaign");
        if (pathId is not null) problems.CheckId(body.Data?.Id, pathId);
        if (!problems.Require(body.Data?.Attributes, At)) return stored!;
        var input = body.Data!.Attributes!;
        if (stored is null || input.Name is not null) problems.RequireText(input.Name, At + "/name", LongestName);
        if (stored is null && problems.Require(input.Audiences, At + "/audiences")) problems.Require(input.Audiences.Included, At + "/audiences/included");
        var included = Lists(input.Audiences?.Included, "included", problems);
        if (included is { Count: 0 }) problems.Add(At + "/audiences/included", "At least one list or segment is required.", "required");
        var strategy = input.SendStrategy is null ? stored?.Strategy ?? new SendStrategy() : StrategyReader.Read(input.SendStrategy, problems);
        var definition = new CampaignDefinition
        {
            Name = input.Name ?? stored?.Name ?? "",
            Included = included ?? stored?.Included ?? [],
            Excluded = Lists(input.Audiences?.Excluded, "excluded", problems) ?? stored?.Excluded ?? [],
            // A list and a segment look alike until they are looked up; what is stored already has been.
            IncludedSegments = included is null ? stored?.IncludedSegments ?? [] : [],
            ExcludedSegments = input.Audiences?.Excluded is null ? stored?.ExcludedSegments ?? [] : [],
            Content = stored?.Content ?? new MessageContent { Body = "" },
            UseSmartSending = input.SendOptions?.UseSmartSending ?? stored?.UseSmartSending ?? true,
            ResendUnarrived = input.SendOptions?.ResendUnarrived ?? stored?.ResendUnarrived ?? false,
            OverCap = ReadOverCap(input.SendOptions?.OverFrequencyCap, problems) ?? stored?.OverCap ?? OverCap.Skip,
            Tags = ReadTags(input.SendOptions?.Tags, problems) ?? stored?.Tags ?? [],
            Label = stored?.Label,
            Extra = input.TrackingOptions is { ValueKind: JsonValueKind.Object } tracking ? $$"""{"tracking_options":{{tracking.GetRawText()}}}""" : stored?.Extra,
        };
        return VariationReader.Read(input, stored, definition.With(strategy), problems);
    }

    /// <summary>The message's part alone, over what is stored.</summary>
    public static (string? Label, MessageContent Content) ReadMessage(
        CampaignMessageInput? message, string at, string? label, MessageContent stored, Problems problems)
    {
        if (!problems.Require(message, at + "/attributes")) return (label, stored);
        var (definition, path) = message.Read();
        if (definition.Channel is not (null or "sms")) problems.Add($"{at}{path}/channel", "'sms' was expected: this product sends text messages only.");
        if (definition.Content?.Body?.Length > LongestBody) problems.Add($"{at}{path}/content/body", $"At most {LongestBody} characters.", "too_long");
        if (definition.Label?.Length > LongestName) problems.Add($"{at}{path}/label", $"At most {LongestName} characters.", "too_long");
        var content = new MessageContent
        {
            Body = definition.Content?.Body ?? stored.Body,
            Options = RenderOptionsInput.Merge(stored.Options, definition.RenderOptions),
            Transactional = definition.Transactional ?? stored.Transactional,
        };
        return (definition.Label ?? label, content);
    }

    private static OverCap? ReadOverCap(string? text, Problems problems)
    {
        switch (text)
        {
            case null: return null;
            case CampaignSendOptions.Skip: return OverCap.Skip;
            case CampaignSendOptions.Defer: return OverCap.Defer;
            default:
                problems.Add(At + "/send_options/over_frequency_cap", "One of skip, defer was expected.");
                return null;
        }
    }

    private static List<string>? ReadTags(IReadOnlyList<string?>? tags, Problems problems)
    {
        const string Tags = At + "/send_options/tags";
        if (tags?.Count > MostTags) problems.Add(Tags, $"At most {MostTags} tags.", "too_long");
        for (var i = 0; i < tags?.Count; i++) problems.RequireText(tags[i], $"{Tags}/{i}", LongestTag);
        return tags?.OfType<string>().ToList();
    }

    private static List<ListId>? Lists(IReadOnlyList<string>? texts, string name, Problems problems)
    {
        if (texts is null) return null;
        var lists = new List<ListId>(texts.Count);
        for (var i = 0; i < texts.Count; i++)
            if (ListId.TryParse(texts[i], out var list)) lists.Add(list);
            else problems.Add($"{At}/audiences/{name}/{i}", $"There is no list or segment with this id.", "not_found");
        return lists;
    }
}
