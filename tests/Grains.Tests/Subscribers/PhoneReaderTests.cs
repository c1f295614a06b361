using System.Diagnostics;
using CsCheck;

namespace Sms;

public sealed class PhoneReaderTests
{
    [Theory]
    [InlineData("+12025550123", null, "+12025550123", "US")]
    [InlineData("(202) 555-0123", "US", "+12025550123", "US")]
    [InlineData("202.555.0123", "us", "+12025550123", "US")]
    [InlineData("1-202-555-0123", "US", "+12025550123", "US")]
    [InlineData("  +1 (202) 555 0123 ", null, "+12025550123", "US")]
    [InlineData("001 202 555 0123", null, "+12025550123", "US")]
    [InlineData("0044 7400 123456", null, "+447400123456", "GB")]
    [InlineData("+44 (0)7400 123456", null, "+447400123456", "GB")]
    [InlineData("07400 123456", "GB", "+447400123456", "GB")]
    [InlineData("＋１２０２５５５０１２３", null, "+12025550123", "US")]
    [InlineData("００１２０２５５５０１２３", null, "+12025550123", "US")]
    [InlineData("+49 1512 3456789", null, "+4915123456789", "DE")]
    [InlineData("01512/3456789", "DE", "+4915123456789", "DE")]
    [InlineData("+33 6 12 34 56 78", null, "+33612345678", "FR")]
    [InlineData("+1 416 555 0123", null, "+14165550123", "CA")]
    [InlineData("+61 412 345 678", null, "+61412345678", "AU")]
    [InlineData("+91 98765 43210", null, "+919876543210", "IN")]
    [InlineData("+55 11 96123-4567", null, "+5511961234567", "BR")]
    [InlineData("tel:+1-202-555-0123", null, "+12025550123", "US")]
    public void A_number_is_read_as_people_type_it(string typed, string? region, string e164, string country)
    {
        var reading = PhoneReader.Read(typed, region);
        Assert.Equal((e164, country, null), (reading.E164, reading.Country, reading.Refusal));
    }

    [Theory]
    [InlineData(null, null, "no number")]
    [InlineData("   ", "US", "no number")]
    [InlineData("abc", "US", "Not a phone number")]
    [InlineData("=cmd()", "US", "Not a phone number")]
    [InlineData("2025550123", null, "No country")]
    [InlineData("+1202555", null, "Too short")]
    [InlineData("12", "US", "Too short")]
    [InlineData("+1 202 555 01234567", null, "Too long")]
    [InlineData("+12345678901234567890", null, "Too long")]
    [InlineData("800-35943569379", "DE", "Too long")]
    [InlineData("+1 111 111 1111", null, "Not a valid number for US")]
    [InlineData("+999 1234567", null, "no such country code")]
    [InlineData("+1 202 555 0123 ext. 5", null, "extension")]
    [InlineData("202-555-0123x77", "US", "extension")]
    [InlineData("+1 900 234 5678", null, "premium-rate")]
    [InlineData("+44 909 879 0000", null, "premium-rate")]
    [InlineData("+44 20 7946 0958", null, "landline")]
    [InlineData("911", "US", "Too short")]
    [InlineData("112", "DE", "")]
    [InlineData("+12025550123", "XX", "not a country")]
    public void What_cannot_be_texted_is_refused_in_words(string? typed, string? region, string reason)
    {
        var reading = PhoneReader.Read(typed, region);
        Assert.Null(reading.E164);
        Assert.Contains(reason, reading.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_a_number_or_is_refused_and_never_throws() => Gen.Select(Gen.String, Gen.OneOf<string?>(null, "US", "GB", "zz", "")).Sample((typed, region) =>
    {
        var reading = PhoneReader.Read(typed, region);
        return reading.IsAccepted != !string.IsNullOrWhiteSpace(reading.Refusal);
    }, iter: 20_000);

    [Fact]
    public void Digits_of_any_length_are_read_once_and_for_all() => Gen.Char['0', '9'].Array[3, 20].Select(digits => "+" + new string(digits)).Sample(typed =>
    {
        var first = PhoneReader.Read(typed);
        return !first.IsAccepted || PhoneReader.Read(first.E164) == first;
    }, iter: 20_000);

    // Guards the short cut: it holds the library's answer for six digits and gives it for the other four.
    [Fact]
    public void The_short_cut_for_North_America_answers_as_the_library_does() =>
        Gen.Select(
            Gen.OneOf("", "+", "+1", "1", "+1 ", "1-", "+1 (", "(", " +1."), Gen.Int[200, 999], Gen.OneOf("", ") ", "-", ".", " ", ")"), Gen.Int[0, 999],
            Gen.OneOf("", "-", " "), Gen.Int[0, 9_999], Gen.OneOf<string?>(null, "US", "CA", "GB"))
        .Sample((lead, area, gap, exchange, dash, line, region) =>
        {
            var typed = $"{lead}{area}{gap}{exchange:000}{dash}{line:0000}";
            return PhoneReader.Read(typed, region) == PhoneReader.ReadAnywhere(typed, region);
        }, iter: 60_000);

    [Fact]
    public void Costs_are_printed()
    {
        foreach (var form in new[] { "+1202555{0:0000}", "(202) 555-{0:0000}", "+4474001{0:00000}" })
        {
            var (count, clock) = (0, Stopwatch.StartNew());
            for (; clock.ElapsedMilliseconds < 300; count++)
                PhoneReader.Read(string.Format(null, form, count % 10_000), "US");
            TestContext.Current.TestOutputHelper?.WriteLine($"{count / clock.Elapsed.TotalSeconds:N0}/s  {form}");
        }
    }
}
