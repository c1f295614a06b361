using Orleans.Runtime;

namespace Sms;

/// <summary>One silo: nobody moves.</summary>
internal sealed class EverybodyHere : IPeopleHere, IMessageHomes
{
    public EverybodyHere(ILocalSiloDetails silo)
    {
        Here = silo.SiloAddress.ToParsableString();
        Latest = new PartitionHomes(0, [.. Enumerable.Repeat(Here, Partition.Count)]);
    }

    public string Here { get; }

    public PartitionHomes Latest { get; }

    public IDisposable? Enter(SubscriberId person, IGrainContext context) => null;

    public string? ElsewhereOf(MessageId message) => null;
}
