namespace Sms;

/// <summary>A vendor's language, as the sandbox speaks it: both directions. What happens to a message is decided elsewhere and the same for all.</summary>
internal interface ISandboxDialect
{
    /// <summary>Stored with its messages.</summary>
    CarrierKind Kind { get; }

    /// <summary>Whether requests to this path are in this language.</summary>
    bool Owns(PathString path);

    Task HandleAsync(HttpContext context);

    /// <summary>Says no.</summary>
    /// <param name="code">In Twilio's numbers, of which the sandbox thinks: 20429 for "later", 20500 for an error of its own.</param>
    Task RefuseAsync(HttpContext context, int code);

    /// <summary>Says that the message is taken.</summary>
    Task AcceptAsync(HttpContext context, SandboxMessage message, string body);

    /// <summary>The callbacks a message gets; a language that reports each part of a long text makes several of one.</summary>
    IReadOnlyList<SandboxStep> Steps(SandboxPlan plan, string body) => plan.Steps;

    /// <summary>A callback, signed.</summary>
    HttpRequestMessage Callback(SandboxMessage message, SandboxStep step);
}
