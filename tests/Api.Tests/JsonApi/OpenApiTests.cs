namespace Sms;

public sealed class OpenApiTests
{
    /// <summary>The public contract changes on purpose or not at all. To accept a change, copy the file the message names over the golden one.</summary>
    [Fact]
    public async Task The_contract_is_the_one_that_was_reviewed()
    {
        await using var app = await GatewayApp.StartAsync();
        var document = (await app.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).ReplaceLineEndings("\n") + "\n";
        var golden = Path.Combine(AppContext.BaseDirectory, "JsonApi", "openapi.v1.json");
        var actual = Path.Combine(AppContext.BaseDirectory, "openapi.actual.json");
        await File.WriteAllTextAsync(actual, document, TestContext.Current.CancellationToken);
        Assert.True(File.Exists(golden) && await File.ReadAllTextAsync(golden, TestContext.Current.CancellationToken) == document,
            $"The contract is now {actual}; compare it with tests/Api.Tests/JsonApi/openapi.v1.json.");
    }

    [Fact]
    public async Task People_can_read_it_at_docs()
    {
        await using var app = await GatewayApp.StartAsync();
        Assert.Contains("openapi/v1.json", await app.Client.GetStringAsync("/docs", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
