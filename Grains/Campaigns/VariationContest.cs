namespace Sms;

/// <summary>Which variation goes to the rest. Pure. Rates are compared as fractions, not as rounded numbers.</summary>
internal static class VariationContest
{
    /// <summary>
    /// The best by received of those sent, then by clicked of those who received; of equals the first. Where nobody is known to have received anything, the campaign's first.
    /// </summary>
    public static (int Winner, WinnerRule Rule) Decide(IReadOnlyList<VariationTotals> tried)
    {
        if (tried.All(one => one.Totals.Received == 0)) return (0, WinnerRule.NoReceipts);
        var best = Best(tried, one => (one.Totals.Received, one.Totals.Relayed));
        if (best.Count == 1) return (best[0].Variation, WinnerRule.ReceivedRate);
        var clicked = Best(best, one => (one.Clicked, one.Totals.Received));
        return (clicked[0].Variation, clicked.Count == 1 ? WinnerRule.ClickRate : WinnerRule.First);
    }

    private static List<VariationTotals> Best(IReadOnlyList<VariationTotals> from, Func<VariationTotals, (long Part, long Whole)> rate)
    {
        var best = new List<VariationTotals>();
        foreach (var one in from)
        {
            var order = best.Count == 0 ? 1 : Compare(rate(one), rate(best[0]));
            if (order > 0) best.Clear();
            if (order >= 0) best.Add(one);
        }

        return best;
    }

    /// <summary>Nothing of nothing is no rate at all: it is as good as none of some.</summary>
    private static int Compare((long Part, long Whole) one, (long Part, long Whole) other) =>
        ((Int128)one.Part * Math.Max(1, other.Whole)).CompareTo((Int128)other.Part * Math.Max(1, one.Whole));
}
