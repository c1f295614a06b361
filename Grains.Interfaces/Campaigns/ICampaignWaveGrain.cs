namespace Sms;

/// <summary>A few hundred recipients of a campaign. Key: <c>wave/{ulid}/{n}</c>.</summary>
[Alias("sms.ICampaignWaveGrain")]
public interface ICampaignWaveGrain : IGrainWithStringKey
{
    /// <summary>Starts offering, if it is not at it already, and returns at once; the campaign is told when the last recipient has answered.</summary>
    [Alias("start")] Task StartAsync(WaveOrder order);
    /// <summary>Stops before the next offer.</summary>
    [Alias("stop")] Task StopAsync();
}

/// <param name="First">Ordinal of the first recipient.</param>
/// <param name="Count">Number of recipients.</param>
/// <param name="LaunchedAt">The launch; its month is part of the message ids.</param>
/// <param name="Rules">What the campaign asks of the rules; null in orders of older versions.</param>
/// <param name="Reopened">It was done before, and people in it were put off until now.</param>
/// <param name="Variations">The texts, where there are several.</param>
/// <param name="AsOf">Who is put off beyond this is left out, however long the wave takes to begin; null: beyond its beginning.</param>
[GenerateSerializer, Immutable, Alias("wave-order")]
public sealed record WaveOrder(
    [property: Id(0)] CampaignId Campaign, [property: Id(1)] int Wave, [property: Id(2)] int First, [property: Id(3)] int Count,
    [property: Id(4)] DateTimeOffset LaunchedAt, [property: Id(5)] MessageContent Content,
    [property: Id(6)] OfferRules? Rules = null, [property: Id(7)] bool Reopened = false,
    [property: Id(60)] VariationPlan? Variations = null, [property: Id(61)] DateTimeOffset? AsOf = null)
{
    public MessageContent ContentOf(int ordinal) => Variations is null ? Content : Variations.ContentOf(ordinal);
}
