using CsCheck;

namespace Sms;

public sealed class FilterParserTests
{
    [Fact]
    public void A_condition_has_an_operator_a_field_and_a_value()
    {
        var condition = Assert.Single(FilterParser.Parse("""equals(email,"a@b.example")"""));
        Assert.Equal("equals", condition.Operator);
        Assert.Equal("email", condition.Field);
        Assert.Equal("a@b.example", condition.Value);
    }

    [Fact]
    public void Commas_and_nested_and_both_mean_that_all_must_hold()
    {
        var conditions = FilterParser.Parse("and(equals(a,'x'),and(less-than(b,2026-01-01T00:00:00Z))),has(profile), any(c,[\"x\", 'y',z])");
        Assert.Equal(["equals a x", "less-than b 2026-01-01T00:00:00Z", "has profile ", "any c x|y|z"],
            conditions.Select(c => $"{c.Operator} {c.Field} {string.Join('|', c.Values)}"));
    }

    [Fact]
    public void Quoted_text_may_hold_the_grammars_own_characters()
    {
        var condition = Assert.Single(FilterParser.Parse("""equals("Campaign Name","50% (\"off\"), [now]")"""));
        Assert.Equal("Campaign Name", condition.Field);
        Assert.Equal("50% (\"off\"), [now]", condition.Value);
    }

    [Fact]
    public void Every_text_comes_back_from_its_quotes() =>
        Gen.String.Where(text => text.Length < 200).Sample(text =>
        {
            var quoted = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            return FilterParser.Parse($"equals(a,\"{quoted}\")")[0].Value == text;
        });

    [Fact]
    public void No_text_makes_the_parser_fail_other_than_by_saying_what_it_expected() =>
        Gen.OneOf(Gen.String, Gen.Char["and()[],\"'\\ equals-x1"].Array[0, 40].Select(chars => new string(chars))).Sample(text =>
        {
            try
            {
                FilterParser.Parse(text);
            }
            catch (FormatException)
            {
                return;
            }
        });

    [Theory]
    [InlineData("equals(a,'x'")]
    [InlineData("equals(a,\"x)")]
    [InlineData("equals(a,)")]
    [InlineData("equals a")]
    [InlineData("any(a,[1,2)")]
    [InlineData("equals(a,1) equals(b,2)")]
    [InlineData("(a)")]
    [InlineData("equals(a,'\0')")]
    public void What_is_not_a_filter_is_refused(string text) => Assert.Throws<FormatException>(() => FilterParser.Parse(text));

    [Fact]
    public void Nesting_has_a_bound() =>
        Assert.Throws<FormatException>(() => FilterParser.Parse(string.Concat(Enumerable.Repeat("and(", 50)) + "equals(a,1)" + new string(')', 50)));
}
