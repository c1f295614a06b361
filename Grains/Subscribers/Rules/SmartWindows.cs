namespace Sms;

/// <summary>The smart-sending windows as they were set over time: a message's window has the length that held when it was sent, whatever is set later.</summary>
/// <param name="History">In any order.</param>
internal sealed record SmartWindows(IReadOnlyList<SmartWindow> History)
{
    public static SmartWindows None { get; } = new([]);

    /// <summary>How far back a message can still count.</summary>
    public TimeSpan Longest { get; } = History.Count == 0 ? TimeSpan.Zero : History.Max(window => window.Longest);

    /// <summary>Zero for what starts no window, and for times before anything was noted.</summary>
    public TimeSpan LengthOf(RecentSend sent)
    {
        SmartWindow? held = null;
        foreach (var window in History)
            if (window.Since <= sent.At && (held is null || window.Since > held.Since)) held = window;
        // Before the first note the first one is the best anybody knows.
        held ??= History.MinBy(window => window.Since);
        return sent.Source.Kind switch
        {
            SourceKind.Campaign => held?.Campaign ?? TimeSpan.Zero,
            SourceKind.Flow => held?.Flow ?? TimeSpan.Zero,
            _ => TimeSpan.Zero,
        };
    }
}

/// <param name="Since">When these lengths were set.</param>
internal sealed record SmartWindow(DateTimeOffset Since, TimeSpan Campaign, TimeSpan Flow)
{
    public TimeSpan Longest => Campaign > Flow ? Campaign : Flow;
}
