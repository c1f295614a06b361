namespace Sms;

/// <summary>What one process with nothing configured listens on.</summary>
internal static class EmbeddedDefaults
{
    private const string Url = "http://localhost:5080";

    /// <summary>
    /// Where only one of the listening address (<c>urls</c>) and the public one (<c>Gateway:PublicUrl</c>) is given, it stands for both.
    /// </summary>
    public static WebApplicationBuilder AddEmbeddedDefaults(this WebApplicationBuilder builder)
    {
        var listen = builder.Configuration["urls"];
        var announced = builder.Configuration["Gateway:PublicUrl"];
        if (listen is null) builder.WebHost.UseUrls(Uri.TryCreate(announced, UriKind.Absolute, out var url) && url.IsLoopback ? announced : Url);
        if (announced is null) builder.Configuration["Gateway:PublicUrl"] = (listen ?? Url).Split(';')[0].TrimEnd('/');
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(60));
        return builder;
    }
}
