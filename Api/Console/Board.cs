using System.Text.Json;

namespace Sms;

/// <summary>The campaigns shown, newest first, at one moment. Serialised once, however many watch.</summary>
internal sealed class Board
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, string> rows;
    private readonly string tiles;
    private readonly string order;

    public Board(IReadOnlyList<CampaignFunnel> funnels, bool stale = false)
    {
        Funnels = funnels;
        Stale = stale;
        Views = [.. funnels.Select(FunnelView.Of)];
        Tiles = TilesView.Of(funnels);
        rows = Views.ToDictionary(view => view.Id, view => JsonSerializer.Serialize(view, Json));
        tiles = JsonSerializer.Serialize(Tiles, Json);
        order = JsonSerializer.Serialize(Views.Select(view => view.Id), Json);
    }

    public IReadOnlyList<CampaignFunnel> Funnels { get; }

    public IReadOnlyList<FunnelView> Views { get; }

    public TilesView Tiles { get; }

    /// <summary>The figures are from before: they could not be read again just now.</summary>
    public bool Stale { get; }

    public Board AsStale() => Stale ? this : new Board(Funnels, stale: true);

    /// <summary>A JSON object with what differs from <paramref name="last"/>, everything when that is null; null when nothing does.</summary>
    public string? Since(Board? last)
    {
        var changed = rows.Where(row => last is null || !last.rows.TryGetValue(row.Key, out var before) || before != row.Value).Select(row => row.Value);
        var list = string.Join(',', changed);
        if (last is not null && list.Length == 0 && last.order == order && last.tiles == tiles && last.Stale == Stale) return null;
        return $$"""{"stale":{{(Stale ? "true" : "false")}},"tiles":{{tiles}},"order":{{order}},"rows":[{{list}}]}""";
    }
}
