namespace Sms;

/// <summary>
/// The recipients of a wave whose number has sent as much as it may for now. They wait here, number by number, and the wave goes on with the others; nobody's grain waits, so a STOP is
/// heard at once, and a wave that is stopped stops. Runs on its wave's turn.
/// </summary>
/// <param name="offer">Offers again, with a permit.</param>
internal sealed class PacedOffers(NumberPaces paces, Func<Recipient, NumberPermit, Task> offer, TimeProvider clock, CancellationToken stop)
{
    /// <summary>Who comes back though the number is in nobody's way here was turned away by a silo that does not know yet; it does within two seconds.</summary>
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(200);


    private readonly Dictionary<string, Line> lines = new(StringComparer.Ordinal);

    public void Park(Recipient recipient, NumberWait wait)
    {
        if (!lines.TryGetValue(wait.Number, out var line)) lines[wait.Number] = line = new Line();
        line.Queue.Enqueue((recipient, wait));
        if (line.Draining) return;
        line.Draining = true;
        line.Run = DrainAsync(line);
    }

    /// <summary>Completes when nobody waits any more.</summary>
    public async Task DoneAsync()
    {
        while (lines.Values.FirstOrDefault(line => line.Draining || line.Run.IsFaulted || line.Run.IsCanceled) is { } line) await line.Run;
    }

    private async Task DrainAsync(Line line)
    {
        try
        {
            var offers = new List<Task>();
            while (line.Queue.Count > 0)
            {
                while (line.Queue.TryDequeue(out var next))
                {
                    var permit = await paces.TakeAsync(next.Wait, ahead: false, stop);
                    if (offers.Count >= 64) offers.RemoveAll(done => done.IsCompletedSuccessfully);
                    offers.Add(offer(next.Recipient, permit));
                }

                // Those that are under way may come back to wait once more.
                await Task.WhenAll(offers);
                offers.Clear();
                if (line.Queue.Count > 0) await Task.Delay(BetweenRounds, clock, stop);
            }
        }
        finally { line.Draining = false; }
    }

    private sealed class Line
    {
        public readonly Queue<(Recipient Recipient, NumberWait Wait)> Queue = [];
        public bool Draining;
        public Task Run = Task.CompletedTask;
    }
}
