using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>
/// Answers to requests that carried an <c>Idempotency-Key</c>, kept for 24 hours in this process, oldest dropped first. A restart or another
/// gateway does not know them: what must happen once also has a key of its own in the ledger (a campaign is sent once, a number is one profile).
/// </summary>
internal sealed class IdempotentAnswers(IOptions<GatewayOptions> options, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Key, Entry Entry)> byAge = new();

    /// <summary>Claims a key, or says who has it. The claimer must <see cref="Complete"/> or <see cref="Release"/> it.</summary>
    public (Entry Entry, bool Claimed) Claim(string key, string fingerprint)
    {
        var now = clock.GetUtcNow();
        Trim(now);
        while (true)
        {
            var mine = new Entry(fingerprint, now);
            var kept = entries.GetOrAdd(key, mine);
            if (ReferenceEquals(kept, mine))
            {
                byAge.Enqueue((key, mine));
                return (mine, true);
            }
            if (now - kept.At < Kept) return (kept, false);
            entries.TryRemove(KeyValuePair.Create(key, kept));
        }
    }

    public void Complete(Entry entry, KeptAnswer answer) => entry.Answer = answer;

    /// <summary>Nothing was done, or nobody knows: the next attempt is a first one.</summary>
    public void Release(string key, Entry entry) => entries.TryRemove(KeyValuePair.Create(key, entry));

    private void Trim(DateTimeOffset now)
    {
        while (byAge.TryPeek(out var oldest) && (byAge.Count > options.Value.IdempotentAnswers || now - oldest.Entry.At >= Kept))
            if (byAge.TryDequeue(out var gone)) entries.TryRemove(KeyValuePair.Create(gone.Key, gone.Entry));
    }

    /// <param name="Fingerprint">Of path and body.</param>
    internal sealed class Entry(string fingerprint, DateTimeOffset at)
    {
        public string Fingerprint => fingerprint;
        public DateTimeOffset At => at;
        /// <summary>Null while the first request is still at work.</summary>
        public KeptAnswer? Answer { get; set; }
    }

    internal sealed record KeptAnswer(int Status, string? ContentType, string? Location, byte[] Body);
}
