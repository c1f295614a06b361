namespace Sms;

/// <summary>What an adapter speaks over: its connections to one provider, whatever the protocol. Operators see its state.</summary>
internal interface ICarrierLine : IDisposable
{
    string Name { get; }

    /// <summary>Submits pause: the provider keeps not answering.</summary>
    bool IsBroken { get; }

    /// <summary>The provider turns the account away.</summary>
    bool IsTurnedAway { get; }
}
