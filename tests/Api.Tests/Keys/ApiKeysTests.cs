using Microsoft.Extensions.Configuration;

namespace Sms;

public sealed class ApiKeysTests
{
    private static ApiKeys Load(params (string Key, string Value)[] settings) => ApiKeys.Load(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());

    [Fact]
    public void Keys_come_as_an_array_or_as_a_comma_list()
    {
        Assert.Equal(1, Load(("Gateway:ApiKeys:0", "a"), ("Gateway:ApiKeys:1", "b")).Find("b"));
        Assert.Equal(1, Load(("Gateway:ApiKeys", "a, b")).Find("b"));
        Assert.Equal(-1, Load(("Gateway:ApiKeys", "a, b")).Find("c"));
    }

    [Fact]
    public void Without_any_the_first_start_makes_one_that_only_its_owner_can_read_and_later_starts_keep_it()
    {
        var directory = Directory.CreateTempSubdirectory("api-key").FullName;
        try
        {
            Load(("Data:Directory", directory));
            var file = Path.Combine(directory, "api-key");
            var key = File.ReadAllText(file).Trim();
            Assert.StartsWith("sk_", key, StringComparison.Ordinal);
            Assert.True(key.Length >= 35);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(0, Load(("Data:Directory", directory)).Find(key));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Theory]
    [InlineData("Klaviyo-API-Key abc", "abc")]
    [InlineData("bearer abc", "abc")]
    [InlineData("Basic abc", null)]
    [InlineData("abc", null)]
    [InlineData(null, null)]
    public void Two_schemes_are_known(string? header, string? key) => Assert.Equal(key, ApiKeys.Read(header));
}
