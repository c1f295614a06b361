using System.Diagnostics;

namespace Sms.EndToEnd;

/// <summary>The one way these tests wait: public state is asked for until it is as expected, or the deadline passes and says what it was last.</summary>
internal static class Until
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(150);

    public static async Task<T> AskedAsync<T>(Func<Task<T>> ask, Func<T, bool> good, TimeSpan within, string what)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (good(answer)) return answer;
            if (clock.Elapsed > within) throw new TimeoutException($"Not within {within.TotalSeconds:0} s: {what}. Last seen: {answer}");
            await Task.Delay(Pace, TestContext.Current.CancellationToken);
        }
    }

    public static Task SoAsync(Func<Task<bool>> ask, TimeSpan within, string what) => AskedAsync(ask, yes => yes, within, what);
}
