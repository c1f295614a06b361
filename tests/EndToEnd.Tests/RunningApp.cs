using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>One process for a class of tests that leave each other alone. Numbers that end in 5550177 get no callback from the carrier: the tests send them.</summary>
public sealed class RunningApp : IAsyncLifetime
{
    public EmbeddedApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await EmbeddedApp.StartAsync(("Sandbox:Numbers:5550177", "mute"));

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
