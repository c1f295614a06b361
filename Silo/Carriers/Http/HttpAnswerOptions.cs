namespace Sms;

/// <summary>
/// <c>Carriers:{name}:Answer</c>. Without more, 2xx with a provider id is accepted, 4xx refused, 401, 402 and 429 mean "later", and everything else
/// leaves the submit unknown.
/// </summary>
internal sealed class HttpAnswerOptions
{
    /// <summary>Where the provider's message id stands. Required.</summary>
    public string? ProviderId { get; set; }

    /// <summary>Where an error code stands. Default: the HTTP status is the code.</summary>
    public string? Error { get; set; }

    /// <summary>Where an error's text stands. Default: none is kept.</summary>
    public string? Detail { get; set; }

    /// <summary>For providers that answer 2xx to everything: where the outcome stands. Default: 2xx means accepted.</summary>
    public string? Outcome { get; set; }

    /// <summary>The outcomes that mean accepted, as a list or separated by commas. Needed with <see cref="Outcome"/>.</summary>
    public List<string> Accepted { get; set; } = [];

    public void Check(string key, ICollection<string> wrong)
    {
        HttpSelector.Check(key + ":ProviderId", ProviderId, true, wrong);
        HttpSelector.Check(key + ":Error", Error, false, wrong);
        HttpSelector.Check(key + ":Detail", Detail, false, wrong);
        HttpSelector.Check(key + ":Outcome", Outcome, false, wrong);
        if (Outcome is null != (Accepted.Count == 0)) wrong.Add($"{key}: Outcome and Accepted need each other.");
    }
}
