namespace Sms;

internal static class SegmentConsentReader
{
    /// <summary>Klaviyo's methods, as our consent records name them.</summary>
    private static readonly Dictionary<string, string[]> Methods = new(StringComparer.Ordinal)
    {
        ["api"] = ["API"],
        ["manual_import"] = ["Import"],
        ["inbound_message"] = ["Inbound message"],
        ["carrier_deactivation"] = [DeactivationRules.Deactivated],
        ["message_blocked"] = ["message_blocked"],
        ["provided_landline"] = [DeactivationRules.Landline],
    };

    public static SegmentCondition? Read(JsonPlace at)
    {
        var consent = at.Below("consent");
        if (consent.Text("channel") is { } channel && channel != "sms") consent.Problem("channel", "'sms' was expected: this product sends text messages only.");
        var can = consent.Truth("can_receive_marketing");
        var status = consent.Below("consent_status");
        var subscription = status.Text("subscription");
        if (can is null || subscription is null) return null;
        var tests = Filters(status);
        if (tests is not [] && (can, subscription) is (false, "any" or "never_subscribed"))
        {
            status.Problem("filters", $"With '{subscription}' there is no time or method to filter by.", "unsupported");
            return null;
        }

        switch (can, subscription)
        {
            case (true, "subscribed" or "any"):
                return new SegmentCondition([Is(SmsConsent.Subscribed), new SegmentTest { Kind = SegmentTestKind.NotSuppressed }, .. tests]);
            case (false, "any"):
                return new SegmentCondition([Is(SmsConsent.Subscribed), new SegmentTest { Kind = SegmentTestKind.NotSuppressed }], Negated: true);
            case (false, "unsubscribed"):
                return new SegmentCondition([Is(SmsConsent.Unsubscribed), .. tests]);
            case (false, "never_subscribed"):
                return new SegmentCondition([Is(SmsConsent.Never)]);
            default:
                status.Problem("subscription", can.Value ? "'subscribed' was expected here." : "One of any, unsubscribed, never_subscribed was expected here.");
                return null;
        }
    }

    private static SegmentTest Is(SmsConsent consent) => new() { Kind = SegmentTestKind.ConsentIs, Number = (int)consent };

    private static List<SegmentTest> Filters(JsonPlace status)
    {
        var tests = new List<SegmentTest>();
        foreach (var filter in status.Has("filters") ? status.Array("filters") ?? [] : [])
        {
            switch (filter.Text("field"))
            {
                case null: break;
                case "status_date":
                    if (SegmentTimes.Read(filter.Below("filter")) is { } window)
                        tests.Add(new SegmentTest { Kind = SegmentTestKind.TimeWithin, Field = ["consent_at"], Window = window });
                    break;
                case "method":
                    if (filter.Text("method") is not { } method) break;
                    if (Methods.TryGetValue(method, out var names)) tests.Add(new SegmentTest { Kind = SegmentTestKind.TextIn, Field = ["consent_method"], Texts = names });
                    else filter.Problem("method", $"One of {string.Join(", ", Methods.Keys)} was expected.", "unsupported");
                    break;
                case var other:
                    filter.Problem("field", $"'{other}' is not supported. Possible: status_date, method.", "unsupported");
                    break;
            }
        }

        return tests;
    }
}
