namespace Sms;

/// <summary>The orders in which four callbacks can come.</summary>
internal static class SandboxOrders
{
    private const int Words = 4;

    private static readonly int[][] All = [.. Permute([0, 1, 2, 3], 0)];

    public static int Count => All.Length;

    /// <param name="order">One of <see cref="Count"/>.</param>
    /// <param name="over">Milliseconds over which they spread; 0: one behind the other at once.</param>
    public static IEnumerable<SandboxStep> Arrange(int order, int over, SandboxStep last)
    {
        SandboxStep[] words = [new(0, "queued", null), new(0, "sending", null), new(0, "sent", null), last];
        return All[order].Select((word, place) => words[word] with { After = (over * (place + 1) / Words) + place });
    }

    private static IEnumerable<int[]> Permute(int[] items, int from)
    {
        if (from == items.Length) yield return [.. items];
        for (var i = from; i < items.Length; i++)
        {
            (items[from], items[i]) = (items[i], items[from]);
            foreach (var rest in Permute(items, from + 1)) yield return rest;
            (items[from], items[i]) = (items[i], items[from]);
        }
    }
}
