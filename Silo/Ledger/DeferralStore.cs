using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>Who was put off, as rows. A wave's rows travel as one JSON array, which both databases unfold.</summary>
internal sealed class DeferralStore(ILedgerStatements statements) : IDeferralStore
{
    public Task SettleAsync(CampaignId campaign, int first, int count, DateTimeOffset began, IReadOnlyList<Deferral> deferred) => statements.WriteAsync(
        "deferrals_settle.sql",
        [
            new("campaign", campaign.Value), new("first", first), new("after_last", first + count), new("began", began),
            new("rows", JsonSerializer.Serialize(deferred.Select(DeferralRow.Of).ToList(), DeferralJson.Default.ListDeferralRow)),
        ],
        row => true);

    public async Task<DeferralsWaiting> ReadWaitingAsync(CampaignId campaign, WavePlan plan, DateTimeOffset now)
    {
        var rows = await statements.ReadAsync(
            "deferrals_waiting.sql",
            [
                new("campaign", campaign.Value), new("now", now), new("wave_size", Math.Max(1, plan.WaveSize)), new("share", plan.Share == 0 ? int.MaxValue : plan.Share),
                new("per_share", plan.PerShare), new("test", plan.Test), new("test_waves", plan.TestWaves),
            ],
            row => (Wave: row.IsNull(0) ? (int?)null : row.Integer(0), People: row.Number(1), Next: row.TimeOrNull(2)));
        var all = rows.First(row => row.Wave is null);
        return new DeferralsWaiting(all.People, all.Next, [.. rows.Where(row => row.Wave is not null).Select(row => new DueWave(row.Wave!.Value, (int)row.People))]);
    }
}

/// <summary>As the statements name its columns; times in Unix milliseconds.</summary>
internal sealed record DeferralRow(int Ordinal, string Id, string Message, string Subscriber, short Reason, string? Detail, long At, long Until)
{
    public static DeferralRow Of(Deferral deferral) => new(
        deferral.Ordinal, EventIds.At(deferral.At).ToString("N"), deferral.Message.Value, deferral.Subscriber.Value, (short)deferral.Reason, deferral.Detail,
        deferral.At.ToUnixTimeMilliseconds(), deferral.Until.ToUnixTimeMilliseconds());
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(List<DeferralRow>))]
internal sealed partial class DeferralJson : JsonSerializerContext;
