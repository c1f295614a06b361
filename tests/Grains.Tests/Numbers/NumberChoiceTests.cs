using CsCheck;

namespace Sms;

public sealed class NumberChoiceTests
{
    private static readonly Gen<SendingNumber> AnyNumber =
        Gen.Select(Gen.Int[0, 9_999], Gen.Enum<NumberType>(), Gen.Bool, Gen.OneOf<string[]>([], ["US"], ["CA"], ["US", "CA"]))
            .Select((n, type, verified, countries) => new SendingNumber($"+1202555{n:0000}", type, "sandbox", verified, 0, countries));

    [Theory]
    [InlineData(NumberType.ShortCode, NumberType.TollFree)]
    [InlineData(NumberType.TollFree, NumberType.LongCode)]
    [InlineData(NumberType.LongCode, NumberType.Alphanumeric)]
    public void The_more_trusted_type_goes_first(NumberType first, NumberType second) =>
        Assert.Equal(first, NumberChoice.For("US", 7, [Number(second), Number(first)])!.Type);

    [Fact]
    public void An_unverified_number_never_sends() => Assert.Null(NumberChoice.For("US", 0, [Number(NumberType.ShortCode) with { Verified = false }]));

    [Fact]
    public void The_choice_serves_the_country_is_verified_and_none_is_better() => Gen.Select(AnyNumber.Array[0, 8], Gen.Long).Sample((numbers, ordinal) =>
    {
        var able = numbers.Where(number => number.Verified && (number.Countries.Count == 0 || number.Countries.Contains("US"))).ToList();
        var chosen = NumberChoice.For("US", ordinal, numbers);
        return chosen is null ? able.Count == 0 : able.Contains(chosen) && able.All(other => other.Type >= chosen.Type);
    });

    [Fact]
    public void Equals_take_turns()
    {
        SendingNumber[] numbers = [.. Enumerable.Range(0, 3).Select(n => Number(NumberType.LongCode) with { Number = $"+1202555000{n}" }), Number(NumberType.Alphanumeric)];
        var sent = Enumerable.Range(0, 300).CountBy(ordinal => NumberChoice.For("us", ordinal, numbers)!.Number).ToDictionary();
        Assert.Equal([100, 100, 100], sent.Values);
    }

    private static SendingNumber Number(NumberType type) => new("+12025550100", type, "sandbox", true, 0, ["US"]);
}
