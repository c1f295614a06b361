using Sms.Testing;

namespace Sms;

/// <summary>What a marketer may type into a message, and what an import may bring for a number.</summary>
public sealed class TemplateFuzzTests
{
    private static readonly string[] Templates =
    [
        "Hi {{ first_name|default:'there' }}, 20% off.", "{{ person.location.city|upcase|truncate:5 }} {{ properties.points|plus:1 }}", "{% for i in (1..9) %}{{ i }}{% endfor %}",
        "{% if vip %}a{% elsif points > 5 %}b{% else %}c{% endif %}", "{% assign x = 'a,b'|split:',' %}{{ x|join:'-'|replace:'a','b' }}", "{% raw %}{{ x }}{% endraw %}{% comment %}…{% endcomment %}",
        "{{ items|first }}{{ 'x'|append:'y'|prepend:'z'|capitalize|strip|size }}", "{% unless vip %}n{% endunless %}{% case a %}{% when 1 %}x{% endcase %}", "Plain text, €5 {",
    ];

    private static readonly string[] Numbers =
    [
        "+14155550123", "(415) 555-0123", "0049 151 23456789", "+44 7400 123456", "＋１４１５５５５０１２３", "tel:+1-415-555-0123;ext=5", "1-800-FLOWERS", "+49 (0) 151 / 234 567 89 x12", "٠٠١٤١٥٥٥٥٠١٢٣",
    ];

    [Fact]
    public void Any_text_renders_for_a_person_or_says_why_not() => Fuzzer.Run(Templates, body =>
    {
        var refusal = SmsTemplate.Validate(body);
        var result = SmsTemplate.Render(body, People.Ada);
        Assert.True(result.IsRendered ? result.Text.Length <= 100_000 : result.Failure.Length > 0);
        if (refusal is not null) Assert.False(result.IsRendered);
        if (result.IsRendered) Assert.True(SmsText.Measure(result.Text).Segments >= (result.Text.Length > 0 ? 1 : 0));
    });

    [Fact]
    public void Any_text_is_a_number_or_refused_with_a_sentence() => Fuzzer.Run(Numbers, typed =>
    {
        foreach (var region in (string?[])[null, "US", "DE"])
        {
            var reading = PhoneReader.Read(typed, region);
            if (!reading.IsAccepted) Assert.NotEmpty(reading.Refusal);
            else Assert.Matches(@"^\+[1-9][0-9]{6,14}$", reading.E164);
        }
    });
}
