using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>One process for the tests of a class, with a name of its own; messages arrive at once.</summary>
public sealed class ConversingApp : IAsyncLifetime
{
    public EmbeddedApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await EmbeddedApp.StartAsync([.. Rig.Brisk, ("Sending:OrganizationName", "Corner Shop")]);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
