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
        var able = numbers.Where(number => number.Verified && (number.Countries.Count == 0 ? number.Type != NumberType.Alphanumeric : number.Countries.Contains("US"))).ToList();
        var chosen = NumberChoice.For("US", ordinal, numbers);
        return chosen is null ? able.Count == 0 : able.Contains(chosen) && able.All(other => Trust(other) >= Trust(chosen));

        static int Trust(SendingNumber number) => number.Type == NumberType.VanityShortCode ? 0 : (int)number.Type;
    });

    [Fact]
    public void A_name_serves_the_United_States_only_where_it_is_said_to()
    {
        var name = Number(NumberType.Alphanumeric) with { Number = "Acme", Countries = [] };
        Assert.Null(NumberChoice.For("US", 0, [name]));
        Assert.Equal("Acme", NumberChoice.For("DE", 0, [name])!.Number);
        Assert.Equal("Acme", NumberChoice.For("US", 0, [name with { Countries = ["US"] }])!.Number);
    }

    [Fact]
    public void A_short_code_that_was_chosen_is_as_good_as_another()
    {
        SendingNumber[] numbers = [Number(NumberType.TollFree), Number(NumberType.ShortCode) with { Number = "78745" }, Number(NumberType.VanityShortCode) with { Number = "24678" }];
        Assert.Equal(["24678", "78745"], Enumerable.Range(0, 10).Select(ordinal => NumberChoice.For("US", ordinal, numbers)!.Number).Distinct().Order());
    }

    [Fact]
    public void Among_equals_it_is_the_one_the_person_wrote_to_as_long_as_it_may_send()
    {
        SendingNumber[] numbers = [.. Enumerable.Range(0, 3).Select(n => Number(NumberType.LongCode) with { Number = $"+1202555000{n}" })];
        Assert.All(Enumerable.Range(0, 9), ordinal => Assert.Equal("+12025550001", NumberChoice.For("US", ordinal, numbers, "+12025550001")!.Number));
        numbers[1] = numbers[1] with { Verified = false };
        Assert.All(Enumerable.Range(0, 9), ordinal => Assert.NotEqual("+12025550001", NumberChoice.For("US", ordinal, numbers, "+12025550001")!.Number));
        // Trust goes first.
        Assert.Equal("78745", NumberChoice.For("US", 0, [.. numbers, Number(NumberType.ShortCode) with { Number = "78745" }], "+12025550002")!.Number);
    }

    [Fact]
    public void Why_nobody_sends_is_said_number_by_number()
    {
        SendingNumber[] numbers =
        [
            Number(NumberType.ShortCode) with { Number = "78745", Verified = false, Why = "suspended: complaints" },
            Number(NumberType.TollFree) with { Verified = false, Why = "in_review" },
            Number(NumberType.LongCode) with { Verified = false, Countries = ["CA"] },
        ];
        Assert.Equal("78745 is suspended: complaints; +12025550100 is in_review", NumberChoice.WhyNone("US", numbers));
        Assert.Null(NumberChoice.WhyNone("FR", numbers));
    }

    [Fact]
    public void Equals_take_turns()
    {
        SendingNumber[] numbers = [.. Enumerable.Range(0, 3).Select(n => Number(NumberType.LongCode) with { Number = $"+1202555000{n}" }), Number(NumberType.Alphanumeric)];
        var sent = Enumerable.Range(0, 300).CountBy(ordinal => NumberChoice.For("us", ordinal, numbers)!.Number).ToDictionary();
        Assert.Equal([100, 100, 100], sent.Values);
    }

    private static SendingNumber Number(NumberType type) => new("+12025550100", type, "sandbox", true, 0, ["US"]);
}
