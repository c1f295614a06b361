using Microsoft.Extensions.Options;

namespace Sms;

internal sealed class QuietHoursValidator : IValidateOptions<QuietHoursOptions>
{
    public ValidateOptionsResult Validate(string? name, QuietHoursOptions options)
    {
        var wrong = new List<string>();
        foreach (var (key, said) in new[] { (nameof(options.Campaigns), options.Campaigns), (nameof(options.Flows), options.Flows) })
            if (said is { } mode && !Enum.IsDefined(mode)) wrong.Add($"{QuietHoursOptions.Section}:{key} '{mode}' is none of Enforce, Warn, Off.");
        QuietPlaces.Read(options, wrong);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
