namespace Sms;

/// <summary>Where receipts and people's texts go that a bind brings.</summary>
internal interface ISmppInbox
{
    /// <summary>Returns when it is durable, or with what keeps the provider trying. Never throws.</summary>
    /// <param name="delivery">Null: what came could not be read.</param>
    /// <returns>The <c>command_status</c> of the answer.</returns>
    Task<uint> TakeAsync(SmppDelivery? delivery);

    /// <summary>There is no room for it; the provider was told to come again.</summary>
    void PutOff();

    /// <summary>The provider was told, so that it will not send this again.</summary>
    void Acknowledged(SmppDelivery delivery);

    /// <summary>A submit was answered after nobody waited for it any more.</summary>
    Task LearnAsync(MessageId message, string providerId);
}
