namespace Sms;

/// <summary><c>Carriers:{name}:Callback</c>.</summary>
internal sealed class HttpCallbackOptions
{
    /// <summary>
    /// Where our message id stands in the callback, when the provider repeats what it was given. Default: the callback's address names the message. Needed
    /// when the provider posts all callbacks to one address, <c>/carriers/{name}/status</c>.
    /// </summary>
    public string? MessageId { get; set; }

    /// <summary>Where the provider's message id stands. Required.</summary>
    public string? ProviderId { get; set; }

    /// <summary>Where the status word stands. Required.</summary>
    public string? Status { get; set; }

    /// <summary>Where an error code stands. Default: none.</summary>
    public string? Error { get; set; }

    /// <summary>Where the recipient's number stands: it is not kept. Required.</summary>
    public string? Recipient { get; set; }

    /// <summary>Names of fields whose values are not kept either, for instance the message's text. As a list or separated by commas. Default none.</summary>
    public List<string> Hidden { get; set; } = [];

    /// <summary>Where a part's number or id stands, when the provider reports each part of a long message by itself. Default: receipts speak of the whole.</summary>
    public string? Part { get; set; }

    /// <summary>How a callback proves that it comes from the provider. There is no default that believes everybody.</summary>
    public HttpAuthenticationOptions Authentication { get; set; } = new();

    public void Check(string key, ICollection<string> wrong)
    {
        HttpSelector.Check(key + ":MessageId", MessageId, false, wrong);
        HttpSelector.Check(key + ":ProviderId", ProviderId, true, wrong);
        HttpSelector.Check(key + ":Status", Status, true, wrong);
        HttpSelector.Check(key + ":Error", Error, false, wrong);
        HttpSelector.Check(key + ":Recipient", Recipient, true, wrong);
        HttpSelector.Check(key + ":Part", Part, false, wrong);
        Authentication.Check(key + ":Authentication", wrong);
    }
}
