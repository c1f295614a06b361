namespace Sms;

/// <summary>Reads a campaign's messages: one, or two to five variations.</summary>
internal static class VariationReader
{
    private const string At = "/data/attributes";
    private const string Messages = At + "/campaign-messages/data";
    private const string Test = At + "/ab_test";
    private const int Most = 5;
    private const int HeaviestWeight = 100;
    private const double LongestTest = 7 * 24 * 60;

    /// <summary>Messages and test of a request over what is stored.</summary>
    public static CampaignDefinition Read(CampaignInput input, CampaignDefinition? stored, CampaignDefinition definition, Problems problems)
    {
        var variations = stored?.Variations ?? [];
        if (stored is null || input.CampaignMessages is not null)
        {
            if (!problems.Require(input.CampaignMessages?.Data, Messages)) return definition;
            var messages = problems.Whole(input.CampaignMessages!.Data, Messages);
            if (messages.Count is 0 or > Most)
            {
                problems.Add(Messages, $"One message was expected, or two to {Most} variations.");
                return definition;
            }

            var read = messages.Select((message, i) => ReadOne(message.Attributes, $"{Messages}/{i}", Before(stored, i), problems)).ToList();
            definition = definition with { Label = read[0].Label, Content = read[0].Content };
            variations = read.Count > 1 ? read : [];
            if (read.Exists(one => one.Content.Transactional != read[0].Content.Transactional))
                problems.Add(Messages, "Variations are all marketing, or all transactional.");
        }

        return definition with { Variations = variations, Test = ReadTest(input.AbTest, stored?.Test, variations.Count, definition, problems) };
    }

    /// <summary>The one message of a campaign.</summary>
    public static CampaignDefinition ReadOnly(CampaignMessageInput? message, CampaignDefinition stored, Problems problems)
    {
        if (message?.Weight is not null) problems.Add(At + "/weight", "This campaign has one text: there is nothing to weigh it against.");
        var (label, content) = CampaignReader.ReadMessage(message, "/data", stored.Label, stored.Content, problems);
        return stored with { Label = label, Content = content };
    }

    /// <summary>One variation among others.</summary>
    public static CampaignDefinition Replace(CampaignMessageInput? message, string id, CampaignDefinition stored, Problems problems)
    {
        var variations = stored.Variations.Select(one => one.Id == id ? ReadOne(message, "/data", one, problems) : one).ToList();
        if (variations.Exists(one => one.Content.Transactional != variations[0].Content.Transactional))
            problems.Add(At + "/definition/transactional", "Variations are all marketing, or all transactional.");
        return stored with { Variations = variations, Label = variations[0].Label, Content = variations[0].Content };
    }

    private static CampaignVariation ReadOne(CampaignMessageInput? message, string at, CampaignVariation before, Problems problems)
    {
        var (label, content) = CampaignReader.ReadMessage(message, at, before.Label, before.Content, problems);
        var weight = message?.Weight ?? before.Weight;
        if (weight is < 1 or > HeaviestWeight) problems.Add(at + "/attributes/weight", $"A number from 1 to {HeaviestWeight} was expected.");
        return before with { Label = label, Content = content, Weight = weight };
    }

    private static CampaignVariation Before(CampaignDefinition? stored, int place) =>
        stored?.Variations.ElementAtOrDefault(place) ?? new CampaignVariation(
            "", place == 0 ? stored?.Label : null, place == 0 && stored is not null ? stored.Content : new MessageContent { Body = "" }, 1);

    private static VariationTest? ReadTest(AbTestInput? input, VariationTest? stored, int variations, CampaignDefinition definition, Problems problems)
    {
        if (variations < 2)
        {
            if (input is not null) problems.Add(Test, "A test needs two to five campaign messages.");
            return null;
        }

        var test = stored;
        if (input is not null)
        {
            var percentage = input.TestPercentage ?? stored?.Percentage ?? 0;
            var minutes = input.TestMinutes ?? stored?.Window.TotalMinutes ?? (percentage == 100 ? 1 : 0);
            if (percentage is < 1 or > 100) problems.Add(Test + "/test_percentage", "The share of the audience that variations are tried on was expected, a number from 1 to 100.");
            if (!(minutes is > 0 and <= LongestTest)) problems.Add(Test + "/test_minutes", $"More than 0 and at most {LongestTest} minutes were expected.");
            if (problems.Any) return stored;
            test = new VariationTest(percentage, TimeSpan.FromMinutes(minutes));
        }

        if (definition.IsLocal && test is { Percentage: < 100 })
            problems.Add(StrategyReader.At + "/options/is_local", "Whoever waits for a test's winner would not get it at the hour of their own clock: use one or the other.", "unsupported");
        return test;
    }
}
