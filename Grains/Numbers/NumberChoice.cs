namespace Sms;

/// <summary>Which of our numbers texts a person: the one carriers trust most in the person's country.</summary>
internal static class NumberChoice
{
    /// <summary>Short code before toll-free before long code before alphanumeric; null when no verified number serves the country.</summary>
    /// <param name="country">The recipient's, ISO 3166-1 alpha-2.</param>
    /// <param name="ordinal">
    /// Spreads messages over numbers of the same rank, in turn. The same ordinal always gets the same number, so a repeated offer does too.
    /// </param>
    public static SendingNumber? For(string country, long ordinal, IReadOnlyList<SendingNumber> numbers)
    {
        var (best, equals) = (int.MaxValue, 0);
        for (var i = 0; i < numbers.Count; i++)
        {
            if (!Serves(numbers[i], country))
                continue;
            var rank = Rank(numbers[i].Type);
            if (rank < best)
                (best, equals) = (rank, 1);
            else if (rank == best)
                equals++;
        }
        if (equals == 0)
            return null;

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

    private static bool Serves(SendingNumber number, string country) => number.Verified && MeantFor(number, country);

    private static bool MeantFor(SendingNumber number, string country)
    {
        if (number.Countries.Count == 0)
            return true;
        for (var i = 0; i < number.Countries.Count; i++)
            if (string.Equals(number.Countries[i], country, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    private static int Rank(NumberType type) => type switch
    {
        NumberType.ShortCode => 0,
        NumberType.TollFree => 1,
        NumberType.LongCode => 2,
        NumberType.Alphanumeric => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A type needs a rank"),
    };
}
