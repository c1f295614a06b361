using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Sms.Tests;

public sealed class AgendaTests
{
    [Fact]
    public async Task As_long_as_much_is_due_nobody_waits_for_the_next_second()
    {
        const int Items = 600;
        await using var rig = await SiloRig.StartAsync();
        var handled = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) => { if (instrument.Name == "sms.agenda.items" && instrument.Meter.Scope == rig.Meters) self.EnableMeasurementEvents(instrument); },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            foreach (var tag in tags)
                if (tag is { Key: "kind", Value: "flow_progress" }) Interlocked.Add(ref handled, count);
        });
        listener.Start();

        // Of flows that are gone meanwhile.
        var due = rig.Clock.GetUtcNow();
        for (var i = 0; i < Items; i++) await rig.Agenda.ScheduleAsync(AgendaKind.FlowProgress, Ulid.NewUlid().ToString(), due);
        var began = Stopwatch.StartNew();
        await SiloRig.UntilAsync(() => Task.FromResult(Interlocked.Read(ref handled)), count => count >= Items);
        // Twenty a second would take half a minute.
        Assert.InRange(began.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }
}
