using Orleans.Runtime;

namespace Sms;

/// <summary>
/// Makes references to grains of one kind. Orleans 10.4.2 reads an interface's attributes by reflection for each reference that is asked for by interface: a
/// tenth of the processor's time while callbacks come in. What it finds is the same every time, so the first reference is asked for what it is.
/// </summary>
internal static class GrainKind<TGrain> where TGrain : class, IGrainWithStringKey
{
    private static Names? known;

    public static TGrain Of(IGrainFactory grains, string key)
    {
        if (known is { } names) return (TGrain)grains.GetGrain(GrainId.Create(names.Grain, key), names.Interface);
        var first = grains.GetGrain<TGrain>(key);
        // A test's stand-in is no reference, and tells nothing.
        if (first is GrainReference reference) known = new Names(reference.GrainId.Type, reference.InterfaceType);
        return first;
    }

    private sealed record Names(GrainType Grain, GrainInterfaceType Interface);
}
