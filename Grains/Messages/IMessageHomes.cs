namespace Sms;

/// <summary>
/// Which silo a message lives on. Only advice: a message is reached from everywhere, and receipts that go where it lives go there together. Thread-safe, and asked for
/// every receipt.
/// </summary>
internal interface IMessageHomes
{
    /// <summary>The silo's address as <see cref="Here"/> has it; null: here, or nobody knows.</summary>
    string? ElsewhereOf(MessageId message);

    /// <summary>This silo's address, as Orleans writes it to be read again; the key of its <see cref="ISiloDeskGrain"/>.</summary>
    string Here { get; }

    /// <summary>All of them, for others to know.</summary>
    PartitionHomes Latest { get; }
}
