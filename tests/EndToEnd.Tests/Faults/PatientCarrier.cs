using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>
/// A carrier's callback machine: posts signed callbacks over so many connections, and what is not taken it posts again when it is told to. Everything it
/// posts ends acknowledged.
/// </summary>
internal sealed class PatientCarrier(EmbeddedApp app, int connections) : IDisposable
{
    private static readonly TimeSpan Unasked = TimeSpan.FromSeconds(1);

    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(120) };
    private readonly ConcurrentBag<TimeSpan> answered = [];
    private int acknowledged;
    private int later;
    private int withoutWait;
    private int broken;

    public int Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>Answers 503.</summary>
    public int Later => Volatile.Read(ref later);

    /// <summary>Of these, those that did not say when to come again.</summary>
    public int WithoutWait => Volatile.Read(ref withoutWait);

    /// <summary>Answers that are neither 2xx nor 503, and connections that broke.</summary>
    public int Broken => Volatile.Read(ref broken);

    /// <summary>How long acknowledgements took, from the post that got one.</summary>
    public IReadOnlyCollection<TimeSpan> Answered => answered;

    public async Task PostAllAsync(IEnumerable<(string Message, string Status)> callbacks)
    {
        var work = new ConcurrentQueue<(string, string)>(callbacks);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            while (work.TryDequeue(out var next)) await PostAsync(Callback.For(app, next.Item1, next.Item2));
        }));
    }

    public async Task PostAsync(Callback callback)
    {
        while (true)
        {
            var clock = Stopwatch.StartNew();
            var wait = Unasked;
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(callback.Url)) { Content = new FormUrlEncodedContent(callback.Parameters) };
                request.Headers.TryAddWithoutValidation("X-Twilio-Signature", callback.Sign());
                using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    answered.Add(clock.Elapsed);
                    Interlocked.Increment(ref acknowledged);
                    return;
                }
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    Interlocked.Increment(ref later);
                    if (answer.Headers.RetryAfter?.Delta is { } told) wait = told;
                    else Interlocked.Increment(ref withoutWait);
                }
                else Interlocked.Increment(ref broken);
            }
            catch (HttpRequestException)
            {
                Interlocked.Increment(ref broken);
            }
            await Task.Delay(wait, TestContext.Current.CancellationToken);
        }
    }

    public static double Milliseconds(IReadOnlyCollection<TimeSpan> times, double share)
    {
        var sorted = times.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))].TotalMilliseconds;
    }

    public void Dispose() => http.Dispose();
}
