namespace Sms;

/// <summary>
/// <c>Carriers:{name}</c> of kind Http: any provider with an HTTP API, described by configuration. Templates know the placeholders of
/// <see cref="HttpTemplate"/>; what is read from answers and callbacks is named as <see cref="HttpSelector"/> says.
/// </summary>
internal sealed class HttpCarrierOptions : WebCarrierOptions
{
    /// <summary>How a message is handed over.</summary>
    public HttpSubmitOptions Submit { get; set; } = new();

    /// <summary>How the answer to it is read.</summary>
    public HttpAnswerOptions Answer { get; set; } = new();

    /// <summary>How status callbacks are proved and read.</summary>
    public HttpCallbackOptions Callback { get; set; } = new();

    /// <summary>How people's texts are proved and read. Default: the carrier takes none.</summary>
    public HttpInboundOptions? Inbound { get; set; }

    /// <summary>The provider's status words: <c>Statuses:DELIVRD=Delivered</c>, of Accepted, Sent, Unconfirmed, Canceled, Failed, Delivered. At least one means Delivered. Words that are missing here are parked.</summary>
    public Dictionary<string, DeliveryStatus> Statuses { get; set; } = [];

    /// <summary>The provider's error codes: <c>Errors:12=DeviceUnreachable</c>, any failure type, or <c>Throttle</c>: certainly not sent, try again later. Default: all unknown.</summary>
    public Dictionary<string, string> Errors { get; set; } = [];

    protected override Uri Home => Uri.TryCreate(Submit.Url, UriKind.Absolute, out var url) ? new Uri(url.GetLeftPart(UriPartial.Authority)) : new Uri("http://localhost");

    public static HttpCarrierOptions Read(IConfigurationSection section)
    {
        var options = section.Get<HttpCarrierOptions>() ?? new HttpCarrierOptions();
        // A list on one line, as environment variables have it.
        if (section["Answer:Accepted"] is { Length: > 0 } accepted) options.Answer.Accepted.Add(accepted);
        if (section["Callback:Hidden"] is { Length: > 0 } hidden) options.Callback.Hidden.Add(hidden);
        if (section["Inbound:Hidden"] is { Length: > 0 } unkept) options.Inbound?.Hidden.Add(unkept);
        return options;
    }

    public override void Check(string key, ICollection<string> wrong)
    {
        Submit.Check(key + ":Submit", BaseUrl is not null, wrong);
        Answer.Check(key + ":Answer", wrong);
        Callback.Check(key + ":Callback", wrong);
        Inbound?.Check(key + ":Inbound", wrong);
        if (!Statuses.ContainsValue(DeliveryStatus.Delivered)) wrong.Add($"{key}:Statuses: no word means Delivered; nothing would ever count as received.");
        foreach (var (code, meaning) in Errors)
            if (Meaning(code, meaning) is null) wrong.Add($"{key}:Errors:{code} '{meaning}' is neither Throttle nor one of {string.Join(", ", Enum.GetNames<FailureType>().Skip(1))}.");
        if (Callback.Authentication is { NeedsSecret: true, Secret: { Length: > 0 and < 16 } }) wrong.Add($"{key}:Callback:Authentication:Secret is shorter than 16 characters.");
    }

    public override ICarrier Create(CarrierHttp http, string callbackBase)
    {
        var words = CarrierVocabulary.Of(Statuses, Errors.ToDictionary(e => e.Key, e => Meaning(e.Key, e.Value)!));
        var guard = new HttpCallbackGuard(http.Name, Callback, callbackBase);
        return new HttpCarrier(http, Submit, new HttpReply(Answer, words), new HttpCallbackReader(http.Name, Callback, guard, words), InboundReader(), guard);

        HttpInboundReader? InboundReader() => Inbound is null ? null : new HttpInboundReader(
            Inbound, Inbound.Authentication is { } own ? new HttpCallbackGuard(http.Name, new HttpCallbackOptions { Authentication = own }, callbackBase) : guard);
    }

    protected override void Fill(SandboxAccount account) => throw new NotSupportedException("The sandbox has no dialect of this kind.");

    private static CarrierError? Meaning(string code, string meaning) =>
        string.Equals(meaning, "Throttle", StringComparison.OrdinalIgnoreCase) ? new CarrierError(FailureType.Unknown, true, code)
        : Enum.TryParse<FailureType>(meaning, ignoreCase: true, out var failure) && failure is not FailureType.None && !char.IsAsciiDigit(meaning[0])
            ? new CarrierError(failure, false, code)
            : null;
}
