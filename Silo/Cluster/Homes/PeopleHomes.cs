using Orleans.Runtime;

namespace Sms;

/// <summary>
/// Sees to it that nobody is awake on two silos, without a directory of who is awake where. A partition that comes to this silo is served when every silo that may have had it
/// under an earlier view has answered that it saw this view and has nobody of it awake, or was declared dead. A partition that leaves is given up with the view that says so, or
/// when its next owner asks, whichever is first.
/// </summary>
/// <param name="local">This silo.</param>
/// <param name="latest">The latest view this silo knows; the same object until there is a later one.</param>
/// <param name="others">How others are asked, and this silo's view brought up to date.</param>
internal sealed partial class PeopleHomes(SiloAddress local, Func<HomeView> latest, INeighbours others, TimeProvider clock, ILogger logger) : IPeopleHere
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Tenure?[] tenures = new Tenure?[Partition.Count];
    // Ended ones with somebody still in a turn.
    private readonly List<Tenure>[] leaving = [.. Enumerable.Range(0, Partition.Count).Select(_ => new List<Tenure>())];
    private HomeView view = HomeView.Unknown;

    /// <summary>The latest view; what it changes here has been begun.</summary>
    public HomeView View => latest() is var next && ReferenceEquals(next, Volatile.Read(ref view)) ? next : Follow(next);

    /// <summary>Begins what the latest view changes here, also while nobody calls. False when that view is older than the version.</summary>
    public bool CatchUp(long version) => View.Version >= version;

    /// <summary>Where a partition's people wake up: here, once nobody of it is awake elsewhere; or at another silo.</summary>
    /// <exception cref="SiloUnavailableException">No silo is active.</exception>
    public async ValueTask<SiloAddress> SettleAsync(int partition, CancellationToken cancellation)
    {
        while (true)
        {
            var now = View;
            if (Volatile.Read(ref tenures[partition]) is not { } tenure)
                return now.OwnerOf(partition) ?? throw new SiloUnavailableException("No silo is active");
            await tenure.Begun.WaitAsync(cancellation);
            if (!tenure.IsOver) return local;
        }
    }

    public IDisposable? Enter(SubscriberId person, IGrainContext context) =>
        Volatile.Read(ref tenures[Partition.Of(person)])?.TryEnter(context) ?? throw new LedgerUnavailableException("The person is moving to another silo");

    /// <summary>The next owner asks. Completes when nobody of these partitions is awake here under a view before that version.</summary>
    public async Task LeaveAsync(long version, IReadOnlyList<int> partitions, CancellationToken cancellation)
    {
        while (!CatchUp(version)) await others.RefreshAsync(version, cancellation);
        List<Tenure> ended = [];
        lock (gate)
        {
            List<int> again = [];
            foreach (var partition in partitions)
            {
                // It may have come back to this silo in a later view, without this one having noticed that it was gone: whoever asks may have served it in between.
                if (tenures[partition] is { } tenure && tenure.Since < version)
                {
                    End(partition, tenure);
                    if (local.Equals(view.OwnerOf(partition))) again.Add(partition);
                }

                ended.AddRange(leaving[partition]);
            }

            if (again.Count > 0) TakeOver(view, again);
        }

        await Task.WhenAll(ended.Select(tenure => tenure.EmptyAsync())).WaitAsync(cancellation);
        lock (gate)
        {
            foreach (var partition in partitions) leaving[partition].RemoveAll(ended.Contains);
        }
    }

    private HomeView Follow(HomeView next)
    {
        lock (gate)
        {
            if (next.Version <= view.Version) return view;
            List<int> gained = [];
            for (var partition = 0; partition < Partition.Count; partition++)
            {
                var here = local.Equals(next.OwnerOf(partition));
                if (!here && tenures[partition] is { } tenure) End(partition, tenure);
                else if (here && tenures[partition] is null) gained.Add(partition);
            }

            if (gained.Count > 0) TakeOver(next, gained);
            LogView(next.Version, gained.Count, tenures.Count(tenure => tenure is not null));
            Volatile.Write(ref view, next);
            return next;
        }
    }

    private void End(int partition, Tenure tenure)
    {
        Volatile.Write(ref tenures[partition], null);
        leaving[partition].Add(tenure);
        tenure.End();
    }

    private void TakeOver(HomeView now, List<int> gained)
    {
        foreach (var partition in gained) Volatile.Write(ref tenures[partition], new Tenure(now.Version));
        _ = TakeOverAsync(now, gained, [.. gained.Select(partition => tenures[partition]!)]);
    }

    private async Task TakeOverAsync(HomeView now, List<int> gained, Tenure[] begin)
    {
        // Not under the gate, nor in whoever's turn noticed the view.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await Task.WhenAll(now.Awake.Where(silo => !silo.Equals(local)).Select(silo => AskAsync(silo, now.Version, gained, begin)));
        foreach (var tenure in begin) tenure.Begin();
    }

    private async Task AskAsync(SiloAddress silo, long version, List<int> partitions, Tenure[] wanted)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await others.LeaveAsync(silo, version, partitions);
                return;
            }
            catch (Exception failure)
            {
                // Declared dead, or nobody waits for the answer any more.
                if (!View.Awake.Contains(silo) || Array.TrueForAll(wanted, tenure => tenure.IsOver)) return;
                LogAgain(silo, partitions.Count, failure.Message);
            }

            await Task.Delay(pause, clock);
        }
    }
}
