using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Sms;

public sealed class CarriersRegistrationTests
{
    [Fact]
    public void Without_configuration_there_is_the_sandbox_with_two_numbers()
    {
        using var services = Build();
        Assert.NotNull(services.GetRequiredService<ICarriers>().Find("sandbox"));
        Assert.Null(services.GetRequiredService<ICarriers>().Find("other"));
        var numbers = services.GetRequiredService<ISendingNumbers>().All;
        Assert.Equal([NumberType.ShortCode, NumberType.TollFree], numbers.Select(n => n.Type));
        Assert.All(numbers, n => Assert.True(n is { Verified: true, Carrier: "sandbox", Countries: [] }));
        Assert.Contains(services.GetServices<Microsoft.Extensions.Hosting.IHostedService>(), s => s is SandboxServer);
    }

    [Fact]
    public void A_real_carrier_takes_the_sandboxs_place()
    {
        using var services = Build(
            ("Carriers:main:AccountSid", "AC1"), ("Carriers:main:AuthToken", "t"), ("SendingNumbers:0:Number", "+18005550100"),
            ("SendingNumbers:0:SegmentsPerSecond", "2.5"), ("SendingNumbers:0:Countries", "US, ca"), ("SendingNumbers:1:Number", "Acme"),
            ("SendingNumbers:1:Status", "in_review"), ("SendingNumbers:1:Countries:0", "DE"));
        Assert.NotNull(services.GetRequiredService<ICarriers>().Find("main"));
        Assert.DoesNotContain(services.GetServices<Microsoft.Extensions.Hosting.IHostedService>(), s => s is SandboxServer);
        var numbers = services.GetRequiredService<ISendingNumbers>().All;
        Assert.Equal(["US", "CA"], numbers[0].Countries);
        Assert.Equal((NumberType.TollFree, 2.5, "main", true), (numbers[0].Type, numbers[0].SegmentsPerSecond, numbers[0].Carrier, numbers[0].Verified));
        Assert.Equal((NumberType.Alphanumeric, false), (numbers[1].Type, numbers[1].Verified));
        Assert.Equal(["DE"], numbers[1].Countries);
    }

    [Theory]
    [InlineData("Carriers:main:AuthToken", "t", "Carriers:main:AccountSid")]
    [InlineData("Carriers:Main_1:AuthToken", "t", "Carriers:Main_1")]
    [InlineData("Carriers:main:Kind", "Pigeon", "Carriers:main:Kind")]
    [InlineData("Carriers:main:Kind", "Vonage", "Carriers:main:SignatureSecret")]
    [InlineData("Carriers:main:Kind", "Telnyx", "Carriers:main:PublicKey")]
    [InlineData("Carriers:main:Kind", "Plivo", "Carriers:main:AuthToken")]
    [InlineData("Carriers:main:Kind", "Http", "Carriers:main:Callback:Authentication:Scheme")]
    [InlineData("Carriers:sandbox:Dialect", "Http", "Carriers:sandbox:Dialect")]
    [InlineData("Carriers:sandbox:PreviousAuthToken", "", "Carriers:sandbox:PreviousAuthToken")]
    [InlineData("Carriers:sandbox:BaseUrl", "ftp://x", "Carriers:sandbox:BaseUrl")]
    [InlineData("Carriers:sandbox:Connections", "0", "Carriers:sandbox:Connections")]
    [InlineData("Carriers:sandbox:SubmitTimeout", "00:05:00", "Carriers:sandbox:SubmitTimeout")]
    [InlineData("SendingNumbers:0:Number", "12", "SendingNumbers:0:Number")]
    [InlineData("SendingNumbers:0:Type", "fax", "SendingNumbers:0:Type")]
    [InlineData("SendingNumbers:0:Carrier", "other", "SendingNumbers:0:Carrier")]
    [InlineData("SendingNumbers:0:Countries", "Germany", "SendingNumbers:0:Countries")]
    [InlineData("Gateway:PublicUrl", "example.test", "Gateway:PublicUrl")]
    public void What_cannot_work_is_named_by_its_key(string key, string value, string named)
    {
        using var services = Build((key, value));
        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<ICarriers>());
        Assert.Contains(failure.Failures, f => f.StartsWith(named, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Carriers:main:Kind=Vonage Carriers:main:ApiKey=k Carriers:main:ApiSecret=s Carriers:main:SignatureSecret=x Carriers:main:SignatureMethod=md5hash")]
    [InlineData("Carriers:main:Kind=telnyx Carriers:main:ApiKey=k Carriers:main:PublicKey=eu2zvPjhY6odxV34Z/EsRiERvTodkev4Fq0SlK90Izg= Carriers:main:Tolerance=00:10:00")]
    [InlineData("Carriers:main:Kind=Plivo Carriers:main:AuthId=MA1 Carriers:main:AuthToken=t Carriers:main:RequireV3=true")]
    [InlineData("Carriers:main:Kind=Sandbox Carriers:main:Dialect=Vonage")]
    [InlineData("Carriers:main:Kind=Sandbox Carriers:main:Dialect=Telnyx")]
    [InlineData("Carriers:main:Kind=Sandbox Carriers:main:Dialect=Plivo")]
    public void Every_kind_is_configured_by_name(string settings)
    {
        var pairs = settings.Split(' ').Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair[1]));
        using var services = Build([.. pairs, ("SendingNumbers:0:Number", "+18005550100")]);
        Assert.Equal("main", services.GetRequiredService<ICarriers>().Find("main")!.Name);
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();
        return new ServiceCollection().AddLogging().AddCarriers(configuration).BuildServiceProvider();
    }
}
