using System.Collections.Concurrent;

namespace Sms;

/// <summary>
/// Ids of people's texts: SMPP gives them none. A text that was not acknowledged comes again and is the same; one that was is told only once, so that
/// the same words later are another.
/// </summary>
internal sealed class SmppTexts
{
    private readonly ConcurrentDictionary<string, string> open = new(StringComparer.Ordinal);

    public string IdOf(SmppDelivery delivery) => open.GetOrAdd(KeyOf(delivery), static _ => Guid.NewGuid().ToString("N"));

    public void Close(SmppDelivery delivery) => open.TryRemove(KeyOf(delivery), out _);

    private static string KeyOf(SmppDelivery delivery) =>
        SmppIds.Hidden($"{delivery.From.Digits}/{delivery.To.Digits}/{delivery.Class}/{delivery.Coding}/{Convert.ToBase64String(delivery.Message)}");
}
