namespace Sms;

/// <summary>
/// Who gets which variation: a function of the campaign and the ordinal and of nothing else, so that a wave which runs again after a crash has the same text for the
/// same person.
/// </summary>
[GenerateSerializer, Immutable, Alias("variation-plan")]
public sealed record VariationPlan
{
    [Id(0)] public required IReadOnlyList<MessageContent> Contents { get; init; }
    /// <summary>Variations in the order in which they take turns, each as often as its weight says and as evenly spread as it can be.</summary>
    [Id(1)] public required byte[] Cycle { get; init; }
    /// <summary>Where in the cycle ordinal 0 stands: not the same in every campaign.</summary>
    [Id(2)] public required int Offset { get; init; }
    /// <summary>Ordinals below take turns.</summary>
    [Id(3)] public required int Test { get; init; }
    /// <summary>What all others get; null: not decided, and none of them is offered anything.</summary>
    [Id(4)] public int? Winner { get; init; }

    /// <summary>Null for a campaign of one text.</summary>
    public static VariationPlan? Of(Campaign campaign)
    {
        if (campaign.Definition.Variations is not { Count: > 1 } variations) return null;
        var cycle = CycleOf([.. variations.Select(variation => variation.Weight)]);
        return new VariationPlan
        {
            Contents = [.. variations.Select(variation => variation.Content)],
            Cycle = cycle,
            Offset = campaign.Id.Value.Sum(letter => letter) % cycle.Length,
            Test = campaign.TestSize,
            Winner = campaign.Winner,
        };
    }

    public MessageContent ContentOf(int ordinal) => Contents[VariationOf(ordinal)];

    /// <summary>Of an ordinal that may be offered something.</summary>
    public int VariationOf(int ordinal) => ordinal >= Test && Winner is { } winner ? winner : Cycle[PlaceOf(ordinal)];

    /// <summary>How many of an audience get a variation, as far as it is decided.</summary>
    public int PeopleOf(int variation, int targeted)
    {
        var (rounds, left) = Math.DivRem(Math.Min(Test, targeted), Cycle.Length);
        var tried = rounds * Cycle.Count(one => one == variation);
        for (var ordinal = 0; ordinal < left; ordinal++)
            if (Cycle[PlaceOf(ordinal)] == variation) tried++;
        return tried + (variation == Winner ? Math.Max(0, targeted - Test) : 0);
    }

    private int PlaceOf(int ordinal) => (int)(((long)ordinal + Offset) % Cycle.Length);

    /// <summary>Smooth weighted round robin, as load balancers do it: each turn goes to who is owed most.</summary>
    private static byte[] CycleOf(int[] weights)
    {
        var common = weights.Aggregate(Divisor);
        var cycle = new byte[weights.Sum() / common];
        var owed = new int[weights.Length];
        for (var turn = 0; turn < cycle.Length; turn++)
        {
            for (var i = 0; i < weights.Length; i++) owed[i] += weights[i] / common;
            var next = Array.IndexOf(owed, owed.Max());
            owed[next] -= cycle.Length;
            cycle[turn] = (byte)next;
        }

        return cycle;
    }

    private static int Divisor(int one, int other) => other == 0 ? one : Divisor(other, one % other);
}
