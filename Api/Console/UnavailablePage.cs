namespace Sms;

/// <summary>For when the figures cannot be read at all.</summary>
internal static class UnavailablePage
{
    public static Html Render() => Page.Render("Not available", $"""
        <main class="sign-in">
          <h1>The figures cannot be read right now</h1>
          <p>Nothing is lost: what was received stays recorded, and sending goes on as soon as the ledger answers.</p>
          <p><a class="button" href="/">Try again</a></p>
        </main>
        """);
}
