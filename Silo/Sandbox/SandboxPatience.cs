namespace Sms;

/// <summary>How long one poster waits for each of its answers, which come one after the other: a source and a timer for all of them.</summary>
/// <param name="stop">Ends every wait.</param>
internal sealed class SandboxPatience(TimeSpan limit, CancellationToken stop) : IDisposable
{
    private CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(stop);

    /// <summary>The time runs anew.</summary>
    public CancellationToken Begin()
    {
        if (!source.TryReset())
        {
            source.Dispose();
            source = CancellationTokenSource.CreateLinkedTokenSource(stop);
        }
        source.CancelAfter(limit);
        return source.Token;
    }

    public void Dispose() => source.Dispose();
}
