namespace Sms;

/// <summary>What all pages share.</summary>
internal static class Page
{
    public static Html Logo { get; } = $"""
        <svg class="logo" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false"><path class="bubble" d="M8 3h16a6 6 0 0 1 6 6v9a6 6 0 0 1-6 6h-8.2l-6.4 5.1A.9.9 0 0 1 8 28.4V24a6 6 0 0 1-6-6V9a6 6 0 0 1 6-6z"/><path class="tick" d="m10 13.6 4.2 4.2 7.8-8"/></svg>
        """;

    public static Html Render(string title, Html body, bool live = false)
    {
        Html script = live ? $"""<script type="module" src="{ConsoleAssets.Script}"></script>""" : Html.None;
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <title>{title} · Received SMS</title>
            <link rel="icon" type="image/svg+xml" href="{ConsoleAssets.Icon}">
            <link rel="stylesheet" href="{ConsoleAssets.Style}">
            {script}
            </head>
            <body>
            {body}
            </body>
            </html>
            """;
    }
}
