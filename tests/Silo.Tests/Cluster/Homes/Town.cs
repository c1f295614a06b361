using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace Sms.Tests;

/// <summary>Silos that come, go, die and learn of it late, each with its <see cref="PeopleHomes"/>; and a register of who is awake where.</summary>
internal sealed class Town(int seed)
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly List<HomeView> views = [new(0, [], [])];
    private readonly List<House> houses = [];
    private readonly ConcurrentDictionary<SubscriberId, House> awake = [];
    private int number;

    public ConcurrentBag<string> Twice { get; } = [];

    public int Wakings { get; private set; }

    public int Next(int below)
    {
        lock (gate) return random.Next(below);
    }

    public void Join()
    {
        lock (gate) houses.Add(new House(this, SiloAddress.New(IPAddress.Loopback, 11_000 + ++number, number)));
        Publish();
    }

    /// <summary>Declared dead: whoever was awake there is not any more, in the same moment.</summary>
    public void Kill() => Change(house => !house.Dead && Living() > 1, house => house.Die());

    public void Leave() => Change(house => house is { Dead: false, Leaving: false } && Living() > 1, house => house.Leaving = true);

    /// <summary>Some silo hears of a view it did not know.</summary>
    public void Gossip()
    {
        House[] all;
        lock (gate) all = [.. houses.Where(house => !house.Dead && house.Seen < views.Count - 1)];
        if (all.Length == 0) return;
        var house = all[Next(all.Length)];
        house.See(house.Seen + 1 + Next(views.Count - 1 - house.Seen));
        house.Homes.CatchUp(0);
    }

    public void GossipAll()
    {
        lock (gate)
        {
            foreach (var house in houses.Where(house => !house.Dead)) house.See(views.Count - 1);
        }

        foreach (var house in houses.ToArray()) house.Homes.CatchUp(0);
    }

    /// <summary>Wakes a person by way of a random silo, as a call would; false when nobody could be reached.</summary>
    public async Task<bool> WakeAsync(SubscriberId person, CancellationToken cancellation)
    {
        House[] all;
        lock (gate) all = [.. houses.Where(house => !house.Dead)];
        var house = all[Next(all.Length)];
        for (var hop = 0; hop < 3; hop++)
        {
            var home = await house.Homes.SettleAsync(Partition.Of(person), cancellation);
            if (home.Equals(house.Address)) return await house.WakeAsync(person);
            lock (gate) house = houses.Find(other => other.Address.Equals(home) && !other.Dead);
            if (house is null) return false;
        }

        return false;
    }

    public bool IsAwake(SubscriberId person) => awake.ContainsKey(person);

    private int Living() => houses.Count(house => house is { Dead: false, Leaving: false });

    private void Change(Func<House, bool> fits, Action<House> change)
    {
        lock (gate)
        {
            var all = houses.Where(fits).ToArray();
            if (all.Length == 0) return;
            change(all[random.Next(all.Length)]);
        }

        Publish();
    }

    private void Publish()
    {
        lock (gate)
        {
            var living = houses.Where(house => !house.Dead).ToArray();
            views.Add(new HomeView(views.Count, living.Where(house => !house.Leaving).Select(house => house.Address), living.Select(house => house.Address)));
        }
    }

    private sealed class House : INeighbours
    {
        private readonly Town town;
        private readonly ConcurrentDictionary<SubscriberId, Guest> guests = [];

        public House(Town town, SiloAddress address)
        {
            (this.town, Address) = (town, address);
            Homes = new PeopleHomes(address, () => town.views[Seen], this, TimeProvider.System, NullLogger.Instance);
        }

        public SiloAddress Address { get; }

        public PeopleHomes Homes { get; }

        public bool Dead { get; private set; }

        public bool Leaving { get; set; }

        public int Seen { get; private set; }

        public void See(int version) => Seen = Math.Max(Seen, version);

        public void Die()
        {
            Dead = true;
            foreach (var guest in guests.Values) guest.Gone();
        }

        public async Task<bool> WakeAsync(SubscriberId person)
        {
            await Task.Yield();
            var guest = new Guest(this, person);
            // Orleans has one activation of a grain on one silo.
            if (!guests.TryAdd(person, guest)) return true;
            try { guest.Stay = Homes.Enter(person, guest); }
            catch (LedgerUnavailableException)
            {
                guests.TryRemove(person, out _);
                return false;
            }

            lock (town.gate)
            {
                if (Dead || guest.Left) return false;
                town.Wakings++;
                if (!town.awake.TryAdd(person, this)) town.Twice.Add($"{person}: on {town.awake[person].Address} and on {Address}");
            }

            return true;
        }

        public async Task LeaveAsync(SiloAddress silo, long version, IReadOnlyList<int> partitions)
        {
            await Task.Delay(town.Next(4));
            House? other;
            lock (town.gate) other = town.houses.Find(house => house.Address.Equals(silo));
            if (other is null or { Dead: true } || town.Next(5) == 0) throw new TimeoutException("No answer");
            await other.Homes.LeaveAsync(version, partitions, CancellationToken.None);
            // Its answer may be lost, too.
            if (other.Dead || town.Next(8) == 0) throw new TimeoutException("No answer");
            await Task.Delay(town.Next(4));
        }

        public Task RefreshAsync(long version, CancellationToken cancellation)
        {
            lock (town.gate) See((int)version + town.random.Next(town.views.Count - (int)version));
            return Task.CompletedTask;
        }

        /// <summary>Somebody awake, in a turn that takes a while.</summary>
        private sealed class Guest(House house, SubscriberId person) : GrainContextStandIn
        {
            private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
            private int leaving;

            public IDisposable? Stay { get; set; }

            /// <summary>Asked to go before the first turn, perhaps.</summary>
            public bool Left { get; private set; }

            public override Task Deactivated => gone.Task;

            public override void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
            {
                if (Interlocked.Exchange(ref leaving, 1) == 0) _ = EndAsync();
            }

            public void Gone()
            {
                lock (house.town.gate)
                {
                    Left = true;
                    if (house.town.awake.TryGetValue(person, out var where) && where == house) house.town.awake.TryRemove(person, out _);
                }

                house.guests.TryRemove(person, out _);
                Stay?.Dispose();
                gone.TrySetResult();
            }

            private async Task EndAsync()
            {
                await Task.Delay(house.town.Next(15));
                Gone();
            }
        }
    }
}
