using Orleans.Runtime;

namespace Sms;

/// <summary>One silo: nobody moves.</summary>
internal sealed class EverybodyHere(ILocalSiloDetails silo) : IPeopleHere, IMessageHomes
{
    public string Here { get; } = silo.SiloAddress.ToParsableString();

    public IDisposable? Enter(SubscriberId person, IGrainContext context) => null;

    public string? ElsewhereOf(MessageId message) => null;
}
