namespace Sms;

/// <summary>Reads the actions of a flow, one by one.</summary>
internal static class FlowActionReader
{
    private const int LongestBody = 10_000;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(365);

    /// <summary>In the request's order.</summary>
    public static IReadOnlyList<FlowAction> Read(IReadOnlyList<FlowActionInput>? inputs, string at, Problems problems)
    {
        if (!problems.Require(inputs, at)) return [];
        if (inputs.Count is 0 or > FlowDefinition.MostActions)
        {
            problems.Add(at, $"1 to {FlowDefinition.MostActions} actions were expected.", inputs.Count == 0 ? "required" : "too_many");
            return [];
        }

        return [.. inputs.Select((input, i) => problems.Require(input, $"{at}/{i}") ? Read(input, $"{at}/{i}", problems) : new FlowAction())];
    }

    private static FlowAction Read(FlowActionInput input, string at, Problems problems)
    {
        FlowReader.RefuseOthers(input.Others, at, problems);
        if (input.Type is not ("time-delay" or "send-sms"))
        {
            problems.Add(at + "/type", "One of time-delay, send-sms was expected.", "unsupported");
            return new FlowAction();
        }

        if (!problems.Require(input.Data, at + "/data")) return new FlowAction();
        FlowReader.RefuseOthers(input.Data.Others, at + "/data", problems);
        return input.Type == "time-delay"
            ? new FlowAction { Delay = ReadDelay(input.Data, at + "/data", problems) }
            : new FlowAction { Message = ReadMessage(input.Data, at + "/data", problems) };
    }

    private static FlowDelay? ReadDelay(FlowActionDataInput input, string at, Problems problems)
    {
        if (input.Message is not null) problems.Add(at + "/message", "A time-delay sends nothing.", "unsupported");
        if (input.Timezone is not (null or "profile")) problems.Add(at + "/timezone", "This is not supported: a delay is a length of time.", "unsupported");
        FlowUnit? unit = input.Unit switch { null or "days" => FlowUnit.Days, "hours" => FlowUnit.Hours, "minutes" => FlowUnit.Minutes, _ => null };
        if (unit is null) problems.Add(at + "/unit", "One of days, hours, minutes was expected.");
        if (!problems.Require(input.Value, at + "/value") || unit is null) return null;
        var delay = new FlowDelay(unit.Value, input.Value.Value);
        if (delay.Value >= 0 && delay.Length <= LongestDelay) return delay;
        problems.Add(at + "/value", $"From 0 to {LongestDelay.Days} days.");
        return null;
    }

    private static FlowMessage? ReadMessage(FlowActionDataInput input, string at, Problems problems)
    {
        if (input.Status is not (null or "draft" or "manual" or "live")) problems.Add(at + "/status", "One of draft, manual, live was expected; the flow's status is what counts.", "unsupported");
        if (input.Value is not null) problems.Add(at + "/value", "A send-sms does not wait; put a time-delay before it.", "unsupported");
        if (!problems.Require(input.Message, at + "/message")) return null;
        var message = input.Message;
        FlowReader.RefuseOthers(message.Others, at + "/message", problems);
        problems.RequireText(message.Body, at + "/message/body", LongestBody);
        if (message.Name?.Length > 255) problems.Add(at + "/message/name", "At most 255 characters.", "too_long");
        if (message.SmsQuietHoursEnabled == false)
            problems.Add(at + "/message/sms_quiet_hours_enabled", "Quiet hours hold for every text of a flow that is not transactional.", "unsupported");
        return new FlowMessage
        {
            Name = message.Name,
            Content = new MessageContent { Body = message.Body ?? "", Options = message.Options, Transactional = message.Transactional ?? false },
            UseSmartSending = message.SmartSendingEnabled ?? true,
        };
    }
}
