using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Sms;

internal sealed partial class HygieneValidator : IValidateOptions<HygieneOptions>
{
    private const int LongestDays = 3_650;

    public ValidateOptionsResult Validate(string? name, HygieneOptions options)
    {
        var wrong = new List<string>();
        foreach (var (rule, about) in options.Failures)
        {
            var key = $"{HygieneOptions.Section}:Failures:{rule}";
            if (!RuleName().IsMatch(rule) || rule == HygieneRules.Sunset || DeactivationRules.All.Contains(rule))
                wrong.Add($"{key}: a rule has a name of its own, of 1 to 40 lower-case letters, digits and underscores");
            if (about.Failure == FailureType.None || !Enum.IsDefined(about.Failure)) wrong.Add($"{key}:Failure must be one of {string.Join(", ", Enum.GetNames<FailureType>().Skip(1))}");
            Bound($"{key}:AtLeast", about.AtLeast, 1_000);
            Bound($"{key}:WithinDays", about.WithinDays, LongestDays);
            Bound($"{key}:UnlessReceivedWithinDays", about.UnlessReceivedWithinDays, LongestDays);
        }

        Bound($"{HygieneOptions.Section}:Sunset:Weeks", options.Sunset.Weeks, 520);
        Bound($"{HygieneOptions.Section}:Sunset:AtLeastSent", options.Sunset.AtLeastSent, 1_000);
        return wrong is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void Bound(string key, int? value, int most)
        {
            if (value is < 1 || value > most) wrong.Add($"{key} must be 1 to {most}");
        }
    }

    [GeneratedRegex(@"^[a-z0-9_]{1,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RuleName();
}
