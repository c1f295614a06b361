namespace Sms;

/// <summary>
/// Stops submitting to a carrier that keeps failing to answer: every submit without an answer is a message somebody has to look up.
/// Opens after a run of faults, then lets a few submits through after a pause; the first answer closes it.
/// </summary>
/// <param name="faults">Faults in a row that open it.</param>
/// <param name="pause">How long it stays open.</param>
internal sealed class CarrierBreaker(TimeProvider clock, int faults, TimeSpan pause)
{
    /// <summary>Submits that may find out together whether the carrier is back.</summary>
    private const int Probes = 5;

    private readonly Lock gate = new();
    private int run;
    private int probing;
    private bool open;
    private DateTimeOffset openUntil;

    public bool IsOpen { get { lock (gate) return open; } }

    /// <summary>False: do not submit, and wait for <paramref name="wait"/>. After true, <see cref="Report"/> must follow.</summary>
    public bool TryEnter(out TimeSpan wait)
    {
        wait = default;
        lock (gate)
        {
            if (!open) return true;
            wait = openUntil - clock.GetUtcNow();
            if (wait <= TimeSpan.Zero && probing < Probes)
            {
                probing++;
                return true;
            }
            if (wait <= TimeSpan.Zero) wait = TimeSpan.FromSeconds(1);
            return false;
        }
    }

    /// <summary>True when this report changed the breaker's state.</summary>
    public bool Report(bool answered)
    {
        lock (gate)
        {
            if (probing > 0) probing--;
            if (answered)
            {
                run = 0;
                var closed = open;
                open = false;
                return closed;
            }
            run++;
            if (run < faults) return false;
            var opened = !open;
            open = true;
            openUntil = clock.GetUtcNow() + pause;
            return opened;
        }
    }
}
