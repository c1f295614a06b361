using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Sms;

/// <summary>A time for which a partition lives on this silo, and who of it is awake.</summary>
/// <param name="since">The version of the view it began with.</param>
internal sealed class Tenure(long since)
{
    private static readonly DeactivationReason Moved = new(DeactivationReasonCode.ApplicationRequested, "The person lives on another silo now");

    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<IGrainContext, byte> people = [];
    private volatile bool ended;

    public long Since => since;

    public bool IsOver => ended;

    /// <summary>Nobody else has anybody of the partition awake; or the tenure is over, whichever is first.</summary>
    public Task Begun => begun.Task;

    public void Begin() => begun.TrySetResult();

    /// <summary>Null where nobody may enter (yet, or any more).</summary>
    public IDisposable? TryEnter(IGrainContext person)
    {
        if (!begun.Task.IsCompletedSuccessfully) return null;
        people.TryAdd(person, 0);
        // Whoever ends it looks through the people after it has said so: one of the two sees the other.
        if (!ended) return new Stay(this, person);
        people.TryRemove(person, out _);
        return null;
    }

    public void End()
    {
        ended = true;
        begun.TrySetResult();
        foreach (var person in people.Keys) person.Deactivate(Moved);
    }

    /// <summary>Completes when nobody is awake any more, each at the end of the turn they are in.</summary>
    public Task EmptyAsync() => Task.WhenAll(people.Keys.Select(person => person.Deactivated));

    private sealed class Stay(Tenure tenure, IGrainContext person) : IDisposable
    {
        public void Dispose() => tenure.people.TryRemove(person, out _);
    }
}
