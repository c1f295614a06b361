using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Sms.EndToEnd.SlowestFirst))]

namespace Sms.EndToEnd;

/// <summary>Of the classes that run beside each other, those that take minutes begin first: none of them is left running alone at the end.</summary>
public sealed class SlowestFirst : ITestCollectionOrderer
{
    private static readonly Type[] Slowest =
        [typeof(UpgradeFaultTests), typeof(StopFaultTests), typeof(ClusterTests), typeof(KilledProcessTests), typeof(CampaignFaultTests), typeof(ConsoleBrowserTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Array.FindIndex(Slowest, slow => collection.TestCollectionDisplayName.Contains(slow.FullName!, StringComparison.Ordinal)) is var place and >= 0
            ? place
            : Slowest.Length)];
}
