using Microsoft.Extensions.Options;

namespace Sms;

internal sealed class FrequencyCapValidator : IValidateOptions<FrequencyCapOptions>
{
    public ValidateOptionsResult Validate(string? name, FrequencyCapOptions options) =>
        options.Wrong().ToList() is { Count: > 0 } wrong ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;
}
