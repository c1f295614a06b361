namespace Sms;

/// <summary>The first page: all campaigns with their funnels.</summary>
internal static class CampaignsPage
{
    public static Html Render(Board board)
    {
        var hidden = board.Views.Count == 0;
        return Page.Render("Campaigns", $"""
            <a class="skip-link" href="#campaigns">To the campaigns</a>
            <header class="top">
              <div class="brand">{Page.Logo}<span>Received SMS</span></div>
              <p class="live" id="live" role="status" data-state="still">Figures as of now</p>
              <form method="post" action="/sign-out"><button class="quiet">Sign out</button></form>
            </header>
            <main>
              <h1 class="unseen">Campaigns</h1>
              {Tiles(board, hidden)}
              <section id="campaigns" aria-labelledby="list" tabindex="-1"{Hidden(hidden)}>
                <h2 id="list">Campaigns</h2>
                <ol class="campaigns" id="rows">{board.Views.Select(view => CampaignRow.Render(view))}</ol>
              </section>
              {Empty(!hidden)}
            </main>
            <template id="row">{CampaignRow.Render(null)}</template>
            """, live: true);
    }

    private static Html Tiles(Board board, bool hidden)
    {
        var tiles = board.Tiles;
        return $"""
            <dl class="tiles" id="tiles"{Hidden(hidden)}>
              <div class="hero"><dt>Received SMS</dt><dd data-tile="received">{tiles.Received}</dd><dd class="note">confirmed by the handset</dd></div>
              <div><dt>Delivery rate</dt><dd data-tile="rate">{tiles.Rate}</dd><dd class="note">received of sent</dd></div>
              <div><dt>In flight</dt><dd data-tile="inFlight">{tiles.InFlight}</dd><dd class="note">no last word yet</dd></div>
              <div><dt>Failed</dt><dd data-tile="failed">{tiles.Failed}</dd><dd class="note">did not arrive</dd></div>
            </dl>
            """;
    }

    private static Html Empty(bool hidden) => $"""
        <section class="empty" id="empty"{Hidden(hidden)}>
          <h2>No campaigns yet</h2>
          <p>Two commands in a terminal and the first one is on its way; it shows up here by itself.</p>
          <ol>
            <li>Import people who agreed to be texted:<pre><code>dotnet run --project Api -- import people.csv --list "Newsletter" --consent</code></pre></li>
            <li>Send them a text:<pre><code>dotnet run --project Api -- send --list "Newsletter" --body "Hello from our shop"</code></pre></li>
          </ol>
        </section>
        """;

    private static Html Hidden(bool hidden) => hidden ? $" hidden" : Html.None;
}
