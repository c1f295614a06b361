using Microsoft.Extensions.Options;

namespace Sms;

internal sealed class QuietHoursValidator : IValidateOptions<QuietHoursOptions>
{
    public ValidateOptionsResult Validate(string? name, QuietHoursOptions options)
    {
        var wrong = new List<string>();
        if (options.Campaigns is { } mode && !Enum.IsDefined(mode)) wrong.Add($"{QuietHoursOptions.Section}:Campaigns '{mode}' is none of Enforce, Warn, Off.");
        QuietPlaces.Read(options, wrong);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
