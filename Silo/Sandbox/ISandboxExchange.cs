namespace Sms;

/// <summary>One submit that waits for its answer, whatever the protocol.</summary>
internal interface ISandboxExchange
{
    /// <summary>Stored with the message: the language its callbacks are in.</summary>
    CarrierKind Kind { get; }

    /// <summary>The sender gave up waiting.</summary>
    CancellationToken Aborted { get; }

    /// <summary>The callbacks a message gets; a language that reports each part of a long text makes several of one.</summary>
    IReadOnlyList<SandboxStep> Steps(SandboxPlan plan, string body);

    /// <summary>Says that the message is taken.</summary>
    Task AcceptAsync(SandboxMessage message, string body);

    /// <summary>Says no.</summary>
    /// <param name="code">In Twilio's numbers, of which the sandbox thinks: 20429 for "later", 20500 for an error of its own.</param>
    Task RefuseAsync(int code);

    /// <summary>Says something that nobody can read.</summary>
    Task GarbleAsync();

    /// <summary>Answers nothing and cuts the connection after so many milliseconds.</summary>
    Task CutAsync(int after);
}
