using System.Diagnostics;
using System.Globalization;
using CsCheck;

namespace Sms;

public sealed class SmsTemplateTests
{
    [Theory]
    [InlineData("No braces, no work } { %}", "No braces, no work } { %}")]
    [InlineData("Hi {{ first_name }}!", "Hi Ada!")]
    [InlineData("{{first_name}}{{ last_name }}", "AdaLovelace")]
    [InlineData("{{ person.first_name }} of {{ person.location.city }}", "Ada of London")]
    [InlineData("{{ email }} {{ phone_number }} {{ organization }}", "ada@example.com +12025550123 Analytical")]
    [InlineData("{{ properties.points }} {{ person.properties.vip }}", "12.5 true")]
    [InlineData("Hi {{ title|default:'there' }}", "Hi there")]
    [InlineData("Hi {{ title | default: \"you, |friend\" }}", "Hi you, |friend")]
    [InlineData("Hi {{ first_name|default:'there' }}", "Hi Ada")]
    [InlineData("Hi {{ properties.empty|default:'there' }}{{ properties.blank|default:'.' }}{{ properties.nothing|default:'!' }}", "Hi there.!")]
    [InlineData("{{ title|default:'' }}-", "-")]
    [InlineData("{{ title | default: first_name }}", "Ada")]
    [InlineData("{{ person|lookup:'Favourite colour' }}", "blue")]
    [InlineData("{{ properties['Favourite colour'] | upcase }}", "BLUE")]
    [InlineData("{{ first_name|upper }} {{ 'x y'|title }} {{ 'ABCDEF' | truncate: 5 }}", "ADA X Y AB...")]
    [InlineData("{% if properties.vip %}VIP{% else %}you{% endif %}", "VIP")]
    [InlineData("{% if title %}{{ title }}{% else %}Hello{% endif %}", "Hello")]
    [InlineData("{% if first_name == 'Ada' and properties.points > 10 %}yes{% endif %}", "yes")]
    [InlineData("{% unless title %}none{% endunless %}", "none")]
    [InlineData("{% case location.city %}{% when 'Paris', 'Lyon' %}fr{% when 'London' %}uk{% endcase %}", "uk")]
    [InlineData("{% for item in properties.items %}{{ item }} {% endfor %}", "tea jam ")]
    [InlineData("{{ properties.items | join: '+' }} {{ properties.items | size }} {{ properties.items.first }}", "tea+jam 2 tea")]
    [InlineData("{% assign name = first_name | append: '!' %}{{ name }}", "Ada!")]
    [InlineData("A {%- comment %}{{ nobody }} {% include 'x' %}{% endcomment -%} B", "A  B")]
    [InlineData("A {{- first_name -}} B", "AAdaB")]
    [InlineData("{{ properties.points | times: 2 | plus: 1 }}", "26")]
    [InlineData("<script>alert('{{ first_name }}')</script>", "<script>alert('Ada')</script>")]
    public void A_template_is_rendered(string body, string text)
    {
        var result = SmsTemplate.Render(body, People.Ada);
        Assert.Equal((text, null), (result.Text, result.Failure));
        Assert.Null(SmsTemplate.Validate(body));
    }

    [Theory]
    [InlineData("Hi {{ title }},", "title")]
    [InlineData("Hi {{ person.title }},", "person.title")]
    [InlineData("Hi {{ properties.empty }}", "properties.empty")]
    [InlineData("Hi {{ properties.blank }}", "properties.blank")]
    [InlineData("Hi {{ properties.nothing.deeper }}", "properties.nothing.deeper")]
    [InlineData("Hi {{ first_name.length_of }}", "first_name.length_of")]
    [InlineData("Hi {{ title | upcase }}", "title")]
    [InlineData("{% if true %}{{ title }}{% endif %}", "title")]
    [InlineData("Hi {{ properties }}", "properties is a list or an object")]
    [InlineData("Hi {{ properties.items }}", "properties.items is a list or an object")]
    [InlineData("{% if true %}{{ location }}{% endif %}", "location is a list or an object")]
    [InlineData("{{ first_name | divided_by: 0 }}", "")]
    public void A_recipient_for_whom_the_template_comes_to_nothing_is_a_failure_with_its_reason(string body, string reason)
    {
        var result = SmsTemplate.Render(body, People.Ada);
        Assert.Null(result.Text);
        Assert.Contains(reason, result.Failure, StringComparison.Ordinal);
        Assert.NotEmpty(result.Failure!);
        Assert.Null(SmsTemplate.Validate(body));
    }

    [Theory]
    [InlineData("Hi {{ first_name")]
    [InlineData("Hi {{ first_name }")]
    [InlineData("Hi {{ first_name|default:'there }}")]
    [InlineData("{{ {{ first_name }} }}")]
    [InlineData("{{{ first_name }}}")]
    [InlineData("{{ }}")]
    [InlineData("{{ | upcase }}")]
    [InlineData("{{ first_name last_name }}")]
    [InlineData("{{ first_name | }}")]
    [InlineData("{{ first_name | nonsense }}")]
    [InlineData("{{ first_name | sms_required: 'x' }}")]
    [InlineData("{{ first_name | base64_encode }}")]
    [InlineData("{{ (1..1000000000) }}")]
    [InlineData("{% if first_name %}")]
    [InlineData("{% endif %}")]
    [InlineData("{% if %}x{% endif %}")]
    [InlineData("{% if (1..9) contains 3 %}x{% endif %}")]
    [InlineData("{% for i in (1..1000000000) %}x{% endfor %}")]
    [InlineData("{% for i in properties.items %}{% for j in properties.items %}x{% endfor %}{% endfor %}")]
    [InlineData("{% include 'secrets' %}")]
    [InlineData("{% extends 'secrets' %}")]
    [InlineData("{% param filters = 'x' %}")]
    [InlineData("{% capture x %}y{% endcapture %}")]
    [InlineData("{% tablerow i in properties.items %}x{% endtablerow %}")]
    [InlineData("{% nonsense %}")]
    [InlineData("{% assign %}")]
    [InlineData("{% comment %} never closed")]
    public void What_is_no_template_of_ours_is_refused_with_a_reason_before_anybody_is_texted(string body)
    {
        Assert.False(string.IsNullOrWhiteSpace(SmsTemplate.Validate(body)));
        Assert.Equal(SmsTemplate.Validate(body), SmsTemplate.Render(body, People.Ada).Failure);
    }

    [Theory]
    [InlineData("{{ 'x' | times: 1000000000 }}")]
    [InlineData("{{ first_name.GetType.Assembly }}")]
    [InlineData("{{ first_name.Length }}")]
    [InlineData("{{ person.Keys }}")]
    public void Neither_repetition_nor_the_runtime_s_types_can_be_reached(string body) => Assert.Null(SmsTemplate.Render(body, People.Ada).Text);

    [Fact]
    public void Texts_that_double_themselves_stop_at_the_bound()
    {
        var doubling = "{% assign s = 'xxxxxxxxxx' %}" + Times("{% assign s = s | append: s %}", 60) + "{{ s }}";
        var replacing = "{{ 'a'" + Times(" | replace: 'a', 'aaaaaaaaaaaaaaaa'", 19) + " }}";
        var nested = "{% assign s = 'x' %}{% for i in properties.items %}" + Times("{% assign s = s | append: s %}", 60) + "{% endfor %}{{ s }}";
        foreach (var body in new[] { doubling, replacing, nested })
        {
            Assert.True(SmsTemplate.Render(body, People.Ada).IsTooLong);
        }
    }

    [Fact]
    public void A_loop_ends_at_its_bound_and_an_output_at_its_own()
    {
        var many = People.With($$$"""{"properties":{"items":[{{{string.Join(',', Enumerable.Range(0, 5_000))}}}]}}""");
        Assert.Contains("100", SmsTemplate.Render("{% for i in properties.items %}x{% endfor %}", many).Failure, StringComparison.Ordinal);

        var wordy = People.With($$"""{"first_name":"{{new string('x', 1_000_000)}}"}""");
        Assert.True(SmsTemplate.Render("{{ first_name }}", wordy).IsTooLong);
        Assert.True(SmsTemplate.Render("{% if true %}{{ first_name }}{% endif %}", wordy).IsTooLong);
        Assert.NotNull(SmsTemplate.Validate("{{ first_name }}" + new string('x', 1_000_000)));
    }

    [Fact]
    public void What_a_person_typed_is_text_and_never_template()
    {
        var sly = People.With("""{"first_name":"{{ email }}{% include 'x' %}"}""");
        Assert.Equal("Hi {{ email }}{% include 'x' %}", SmsTemplate.Render("Hi {{ first_name }}", sly).Text);
        Assert.Equal("Hi {{ email }}{% include 'x' %}", SmsTemplate.Render("{% if true %}Hi {{ first_name }}{% endif %}", sly).Text);
    }

    [Fact]
    public void With_the_engine_or_without_it_a_plain_template_reads_the_same() =>
        Gen.Select(Gen.OneOf("first_name", "person.title", "properties.points", "properties.vip", "properties.items", "location.city", "person.properties.blank", "email"),
            Gen.OneOf("", "|default:'there'", " | default: \"\"")).Sample((name, filter) =>
            {
                var plain = SmsTemplate.Render($"Hi {{{{ {name}{filter} }}}}.", People.Ada);
                var engine = SmsTemplate.Render($"{{% if true %}}Hi {{{{ {name}{filter} }}}}.{{% endif %}}", People.Ada);
                return plain == engine;
            }, iter: 200);

    [Fact]
    public void Any_garbage_gives_a_text_or_a_reason_and_never_an_exception() =>
        Gen.OneOf("{{", "}}", "{%", "%}", "'", "\"", "|", ":", ",", ".", "..", "(", "-", " ", "if", "endif", "for", "in", "assign", "=", "first_name", "default", "[", "]", "comment", "endcomment", "\0", "👍", "\uD83D")
            .Array[0, 14].Select(string.Concat).Sample(body =>
            {
                var result = SmsTemplate.Render(body, People.Ada);
                return result.IsRendered != !string.IsNullOrWhiteSpace(result.Failure);
            }, iter: 20_000);

    [Fact]
    public async Task Threads_that_share_a_template_do_not_see_each_other_s_people()
    {
        const string body = "{% assign n = first_name %}{% if n == 'nobody' %}x{% endif %}{% for i in properties.items %}{{ n | append: i }};{% endfor %}{{ first_name|default:'-' }}";
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 300; i++)
            {
                var name = $"p{thread}-{i}";
                Assert.Equal($"{name}a;{name}b;{name}", SmsTemplate.Render(body, People.With($$$"""{"first_name":"{{{name}}}","properties":{"items":["a","b"]}}""")).Text);
            }
        })));
    }

    [Fact]
    public void Numbers_are_written_alike_whatever_the_server_s_language()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal("12.5", SmsTemplate.Render("{{ properties.points }}", People.Ada).Text);
            Assert.Equal("13.75", SmsTemplate.Render("{{ properties.points | plus: 1.25 }}", People.Ada).Text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Costs_are_printed()
    {
        foreach (var body in new[] { "Hi {{ first_name|default:'there' }}, see you in {{ location.city }}!", "Hi {{ first_name | upcase }}, see you in {{ location.city }}!", "{% if properties.vip %}Hi {{ first_name }}{% endif %}" })
        {
            var (count, clock) = (0, Stopwatch.StartNew());
            for (; clock.ElapsedMilliseconds < 300; count++)
                Assert.True(SmsTemplate.Render(body, People.Ada).IsRendered);
            TestContext.Current.TestOutputHelper?.WriteLine($"{count / clock.Elapsed.TotalSeconds:N0}/s  {body}");
        }
    }

    private static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
