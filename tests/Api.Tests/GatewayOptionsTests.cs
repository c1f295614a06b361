using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Sms;

public sealed class GatewayOptionsTests
{
    public static TheoryData<string, string> OutOfRange { get; } = new()
    {
        { nameof(GatewayOptions.PublicUrl), "example.test" },
        { nameof(GatewayOptions.RateLimit), "-1" },
        { nameof(GatewayOptions.RateLimitWindowSeconds), "0" },
        { nameof(GatewayOptions.RateLimitWindowSeconds), "3601" },
        { nameof(GatewayOptions.IdempotentAnswers), "-1" },
        { nameof(GatewayOptions.IdempotentAnswers), "1000001" },
        { nameof(GatewayOptions.ReadyTimeoutSeconds), "0.01" },
        { nameof(GatewayOptions.ReadyTimeoutSeconds), "61" },
        { nameof(GatewayOptions.RequestsInFlight), "15" },
        { nameof(GatewayOptions.RequestsInFlight), "1000001" },
        { nameof(GatewayOptions.MemoryLimitPercent), "0" },
        { nameof(GatewayOptions.MemoryLimitPercent), "101" },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public async Task A_setting_out_of_its_bounds_stops_the_start_and_is_named(string option, string value)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayApp.StartAsync(("Gateway:" + option, value)));
        Assert.Contains(failure.Failures, text => text.Contains(option, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_option_with_bounds_is_tried() =>
        Assert.All(
            typeof(GatewayOptions).GetProperties().Where(option => option.GetCustomAttributes<ValidationAttribute>().Any()),
            option => Assert.Contains(OutOfRange, row => row.Data.Item1 == option.Name));
}
