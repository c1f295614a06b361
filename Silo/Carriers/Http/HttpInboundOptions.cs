namespace Sms;

/// <summary><c>Carriers:{name}:Inbound</c>: how people's texts are proved and read. Without it the carrier takes none.</summary>
internal sealed class HttpInboundOptions
{
    /// <summary>Where the provider's id of the text (or of the part) stands: a text that comes again with it is the same text. Required.</summary>
    public string? ProviderId { get; set; }

    /// <summary>Where the person's number stands. Required.</summary>
    public string? From { get; set; }

    /// <summary>Where our number stands, which was texted. Required.</summary>
    public string? To { get; set; }

    /// <summary>Where the words stand. Required.</summary>
    public string? Body { get; set; }

    /// <summary>Where the name stands that the parts of one long text have in common; a text without it is whole. Default: the provider joins them. Needs the other two.</summary>
    public string? Reference { get; set; }

    /// <summary>Where a part's number stands, from 1.</summary>
    public string? Part { get; set; }

    /// <summary>Where the number of parts stands, at most 255.</summary>
    public string? Parts { get; set; }

    /// <summary>Names of further fields whose values are not kept with what cannot be read. As a list or separated by commas. Default none.</summary>
    public List<string> Hidden { get; set; } = [];

    /// <summary>How a text proves that it comes from the provider. Default: as status callbacks do. A Secret stands in the address as <c>?key=</c>.</summary>
    public HttpAuthenticationOptions? Authentication { get; set; }

    public IEnumerable<string> HiddenNames =>
        Hidden.SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    public void Check(string key, ICollection<string> wrong)
    {
        HttpSelector.Check(key + ":ProviderId", ProviderId, true, wrong);
        HttpSelector.Check(key + ":From", From, true, wrong);
        HttpSelector.Check(key + ":To", To, true, wrong);
        HttpSelector.Check(key + ":Body", Body, true, wrong);
        HttpSelector.Check(key + ":Reference", Reference, false, wrong);
        HttpSelector.Check(key + ":Part", Part, false, wrong);
        HttpSelector.Check(key + ":Parts", Parts, false, wrong);
        if (new[] { Reference, Part, Parts }.Count(string.IsNullOrEmpty) is 1 or 2) wrong.Add($"{key}: Reference, Part and Parts need each other.");
        if (Authentication is null) return;
        Authentication.Check(key + ":Authentication", wrong);
        if (Authentication is { NeedsSecret: true, Secret: { Length: > 0 and < 16 } }) wrong.Add($"{key}:Authentication:Secret is shorter than 16 characters.");
    }
}
