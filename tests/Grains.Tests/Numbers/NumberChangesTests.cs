namespace Sms;

public sealed class NumberChangesTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);

    private static readonly NumberDraft Configured =
        new() { Number = "78745", Type = NumberType.ShortCode, Carrier = "main", Status = NumberStatus.Verified, SegmentsPerSecond = 10 };

    [Fact]
    public void A_change_notes_what_was_what_is_and_why()
    {
        var (record, added) = NumberChanges.Add(Configured, Start, configured: true);
        Assert.Equal(new NumberChange(Start, "added", null, "verified", "configuration"), Assert.Single(added));
        var (after, changes) = NumberChanges.Patch(
            record, new NumberPatch { Status = NumberStatus.Suspended, SegmentsPerSecond = 3, Countries = ["US"], Reason = "complaints" }, Start.AddHours(1));
        Assert.Equal(("complaints", NumberStatus.Suspended, Start.AddHours(1)), (after.Reason, after.Status, after.Updated));
        Assert.Equal([("status", "verified", "suspended"), ("segments_per_second", "10", "3"), ("countries", "", "US")], changes.Select(change => (change.What, change.From, change.To)));
        Assert.All(changes, change => Assert.Equal("complaints", change.Reason));
        Assert.Empty(NumberChanges.Patch(after, new NumberPatch { SegmentsPerSecond = 3, Reason = "again" }, Start.AddHours(2)).Changes);
    }

    [Fact]
    public void What_was_changed_by_API_outlives_a_restart_and_gives_way_to_what_the_configuration_says_anew()
    {
        var record = NumberChanges.Add(Configured, Start, configured: true).Record;
        record = NumberChanges.Patch(record, new NumberPatch { Status = NumberStatus.Suspended, SegmentsPerSecond = 3, Reason = "complaints" }, Start.AddHours(1)).Record;

        var (same, none) = NumberChanges.Configure(record, Configured, Configured, Start.AddHours(2));
        Assert.Equal((record, 0), (same, none.Count));

        var (faster, changes) = NumberChanges.Configure(record, Configured, Configured with { SegmentsPerSecond = 20 }, Start.AddHours(3));
        Assert.Equal((20, NumberStatus.Suspended), (faster.SegmentsPerSecond, faster.Status));
        Assert.Equal("segments_per_second", Assert.Single(changes).What);
    }
}
