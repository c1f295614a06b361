using Orleans.Runtime;

namespace Sms;

/// <summary>Turns the membership this silo knows into views, each once.</summary>
internal sealed class HomeViews(IClusterMembershipService membership)
{
    private Known known = new(null, HomeView.Unknown);

    public HomeView Latest
    {
        get
        {
            var (now, last) = (membership.CurrentSnapshot, Volatile.Read(ref known));
            if (ReferenceEquals(now, last.Membership)) return last.View;
            var next = new Known(now, HomeView.Of(now));
            // Two that see it at once make two of one version; the second is no news to anybody.
            Volatile.Write(ref known, next);
            return next.View;
        }
    }

    private sealed record Known(ClusterMembershipSnapshot? Membership, HomeView View);
}
