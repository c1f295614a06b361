using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Sms.Tests;

/// <summary>An alert on a counter that first appears with its first event would miss that event.</summary>
public sealed class CountersFromZeroTests
{
    [Fact]
    public async Task A_carrier_whose_numbers_come_by_the_API_is_counted_from_nothing_like_any_other()
    {
        const string Carrier = "counted-from-zero";
        var begun = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Name.StartsWith("sms.", StringComparison.Ordinal)) self.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            foreach (var tag in tags)
                if (tag is { Key: "carrier", Value: Carrier }) begun.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
        });
        listener.Start();

        await using var rig = await SiloRig.StartAsync(
            ($"Carriers:{Carrier}:Kind", "Twilio"), ($"Carriers:{Carrier}:AccountSid", "AC" + new string('1', 32)), ($"Carriers:{Carrier}:AuthToken", new string('2', 32)));
        Assert.Equal(0, Assert.Contains("sms.callbacks", begun));
        Assert.Equal(0, Assert.Contains("sms.submits", begun));
    }
}
