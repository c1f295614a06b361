using System.Diagnostics;

namespace Sms.Benchmarks;

/// <summary>Wakes people: an activation each, and their rows read, many together.</summary>
internal static class ColdSubscribers
{
    /// <summary>As many at once as a campaign offers by default.</summary>
    private const int AtOnce = 8 * 48;

    /// <param name="people">Nobody twice, and none of them awake.</param>
    public static async Task<TouchCost> TouchAsync(BenchHost host, SubscriberId[] people)
    {
        var asleep = GC.GetTotalMemory(forceFullCollection: true);
        var cpu = Environment.CpuUsage.TotalTime;
        var cold = await LookAsync(host, people);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        var warm = await LookAsync(host, people);
        var awake = GC.GetTotalMemory(forceFullCollection: true);
        return new TouchCost(
            cold.TotalMicroseconds / people.Length, cpu.TotalMicroseconds / people.Length, warm.TotalMicroseconds / people.Length,
            (awake - asleep) / (double)people.Length);
    }

    private static async Task<TimeSpan> LookAsync(BenchHost host, SubscriberId[] people)
    {
        var started = Stopwatch.GetTimestamp();
        await InFlight.RunAsync(people.Length, AtOnce, async i =>
        {
            var view = await host.Grains.Subscriber(people[i]).GetState();
            if (view.Consent != nameof(SmsConsent.Subscribed)) throw new WrongResultException($"{people[i]} is {view.Consent}");
        });
        return Stopwatch.GetElapsedTime(started);
    }
}
