namespace Sms;

/// <summary>The way in.</summary>
internal static class SignInPage
{
    public static Html Render(string? problem)
    {
        Html fault = problem is null ? Html.None : $"""<p class="problem" id="problem" role="alert">{problem}</p>""";
        Html state = problem is null ? Html.None : $""" aria-invalid="true" aria-describedby="problem" """;
        return Page.Render("Sign in", $"""
            <main class="sign-in">
              {Page.Logo}
              <h1>Received SMS</h1>
              <p>Sign in with an API key. The first start printed one, and keeps it in <code>data/api-key</code>.</p>
              <form method="post" action="/sign-in">
                <label for="key">API key</label>
                <input id="key" name="key" type="password" autocomplete="current-password" autocapitalize="off" spellcheck="false" required autofocus{state}>
                {fault}
                <button>Sign in</button>
              </form>
            </main>
            """);
    }
}
