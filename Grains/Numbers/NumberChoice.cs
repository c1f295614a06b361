namespace Sms;

/// <summary>Which of our numbers texts a person: the one carriers trust most in the person's country.</summary>
internal static class NumberChoice
{
    /// <summary>Networks there take no sender that is a name.</summary>
    private static readonly string[] WithoutNames = ["US", "CA", "PR"];

    /// <summary>
    /// Short code (chosen or not) before toll-free before long code before alphanumeric; null when no verified number serves the country. A name serves the United States and Canada only where
    /// it is said to.
    /// </summary>
    /// <param name="country">The recipient's, ISO 3166-1 alpha-2.</param>
    /// <param name="ordinal">
    /// Spreads messages over numbers of the same rank, in turn. The same ordinal always gets the same number, so a repeated offer does too.
    /// </param>
    /// <param name="known">The number of ours the person wrote to: among equals it is the one. Null: none.</param>
    public static SendingNumber? For(string country, long ordinal, IReadOnlyList<SendingNumber> numbers, string? known = null)
    {
        var (best, equals) = (int.MaxValue, 0);
        SendingNumber? sticky = null;
        for (var i = 0; i < numbers.Count; i++)
        {
            if (!Serves(numbers[i], country))
                continue;
            var rank = Rank(numbers[i].Type);
            if (rank < best)
                (best, equals, sticky) = (rank, 1, null);
            else if (rank == best)
                equals++;
            if (rank == best && known is not null && numbers[i].Number == known)
                sticky = numbers[i];
        }
        if (equals == 0)
            return null;
        if (sticky is not null)
            return sticky;

        var turn = (int)((ulong)ordinal % (ulong)equals);
        for (var i = 0; i < numbers.Count; i++)
            if (Serves(numbers[i], country) && Rank(numbers[i].Type) == best && turn-- == 0)
                return numbers[i];
        return null;
    }

    /// <summary>Whether any number, verified or not, is meant for the country: tells "we do not text there" from "nothing to send with".</summary>
    public static bool Covers(string country, IReadOnlyList<SendingNumber> numbers)
    {
        for (var i = 0; i < numbers.Count; i++)
            if (MeantFor(numbers[i], country))
                return true;
        return false;
    }

    /// <summary>Why the numbers that are meant for the country do not send, in words; null when none is.</summary>
    public static string? WhyNone(string country, IReadOnlyList<SendingNumber> numbers)
    {
        var why = numbers.Where(number => !number.Verified && MeantFor(number, country)).Select(number => $"{number.Number} is {number.Why ?? "not verified"}");
        return string.Join("; ", why) is { Length: > 0 } text ? text : null;
    }

    private static bool Serves(SendingNumber number, string country) => number.Verified && MeantFor(number, country);

    private static bool MeantFor(SendingNumber number, string country)
    {
        if (number.Countries.Count == 0)
            return number.Type != NumberType.Alphanumeric || !WithoutNames.Contains(country, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < number.Countries.Count; i++)
            if (string.Equals(number.Countries[i], country, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    private static int Rank(NumberType type) => type switch
    {
        NumberType.ShortCode or NumberType.VanityShortCode => 0,
        NumberType.TollFree => 1,
        NumberType.LongCode => 2,
        NumberType.Alphanumeric => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A type needs a rank"),
    };
}
