using System.Diagnostics;
using System.Net;

namespace Sms.EndToEnd;

/// <summary>The one way these tests wait: public state is asked for until it is as expected, or the deadline passes and says what it was last.</summary>
internal static class Until
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(150);

    /// <param name="acrossDeath">A silo is killed meanwhile: a question that is under way with it is lost and ends by the clock, and whoever waits comes again.</param>
    /// <remarks>503 is the product's word for "come again", what was asked of a silo that has just died included: whoever waits comes again.</remarks>
    public static async Task<T> AskedAsync<T>(Func<Task<T>> ask, Func<T, bool> good, TimeSpan within, string what, bool acrossDeath = false)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            string seen;
            try
            {
                var answer = await ask();
                if (good(answer)) return answer;
                seen = $"{answer}";
            }
            catch (HttpRequestException comeAgain) when (comeAgain.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                seen = comeAgain.Message;
            }
            catch (TaskCanceledException lost) when (acrossDeath && lost.InnerException is TimeoutException)
            {
                seen = lost.Message;
            }
            if (clock.Elapsed > within) throw new TimeoutException($"Not within {within.TotalSeconds:0} s: {what}. Last seen: {seen}");
            await Task.Delay(Pace, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The first answer that stays the same for <paramref name="quiet"/>.</summary>
    public static async Task<T> SteadyAsync<T>(Func<Task<T>> ask, TimeSpan quiet, TimeSpan within)
    {
        var clock = Stopwatch.StartNew();
        var (last, since) = (await ask(), clock.Elapsed);
        while (clock.Elapsed - since < quiet)
        {
            if (clock.Elapsed > within) throw new TimeoutException($"Not steady within {within.TotalSeconds:0} s. Last seen: {last}");
            await Task.Delay(Pace, TestContext.Current.CancellationToken);
            var answer = await ask();
            if (!EqualityComparer<T>.Default.Equals(answer, last)) (last, since) = (answer, clock.Elapsed);
        }
        return last;
    }

    public static Task SoAsync(Func<Task<bool>> ask, TimeSpan within, string what) => AskedAsync(ask, yes => yes, within, what);
}
