namespace Sms;

/// <summary>On which silo a message's grain lives. A hint: a grain that wakes up elsewhere reads the ledger, and the ledger decides.</summary>
internal interface IMessageHomes
{
    /// <summary>Null: on this silo; else the other silo's address, as <c>ToParsableString</c> has it.</summary>
    string? ElsewhereOf(MessageId message);

    /// <summary>This silo's address.</summary>
    string Here { get; }
}
