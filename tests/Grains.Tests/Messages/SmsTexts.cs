using CsCheck;

namespace Sms;

/// <summary>Texts that gather around the edges of parts.</summary>
internal static class SmsTexts
{
    private static readonly string[] Plain = [.. "abcdefghij KLMNOP 0123 @£$Ç\n!".Select(c => c.ToString())];
    private static readonly string[] Extended = ["^", "{", "}", "\\", "[", "~", "]", "|", "€"];
    private static readonly string[] Wide = ["Ж", "漢", "ç", "’", "ش", "👍", "🚀", "😀"];

    public static Gen<string> Gsm { get; } = Mix(Plain, Extended);
    public static Gen<string> Any { get; } = Gen.Frequency((1, Gsm), (1, Mix(Plain, Wide)), (1, Mix(Extended, Wide)));

    private static Gen<string> Mix(string[] often, string[] seldom) =>
        from length in Gen.OneOf(Gen.Int[0, 20], Gen.Int[60, 80], Gen.Int[130, 165], Gen.Int[300, 320], Gen.Int[450, 470])
        from rarity in Gen.Int[1, 60]
        from rolls in Gen.Int[0, 1_000_000].Array[length]
        select string.Concat(rolls.Select(roll => roll % rarity == 0 ? seldom[roll / 60 % seldom.Length] : often[roll / 60 % often.Length]));
}
