namespace Sms;

/// <summary>Nobody knows of a message that lives elsewhere.</summary>
internal sealed class EveryMessageHere(ILocalSiloDetails silo) : IMessageHomes
{
    public string Here { get; } = silo.SiloAddress.ToParsableString();

    public string? ElsewhereOf(MessageId message) => null;
}
