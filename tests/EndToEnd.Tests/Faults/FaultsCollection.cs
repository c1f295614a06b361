namespace Sms.EndToEnd;

/// <summary>
/// One after the other and beside nothing else: they measure how soon the product is back, and how fast it is. Faults after which only the books are looked at run beside
/// each other, like any test; at full size nothing does (<c>./test --soak</c>).
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FaultsCollection
{
    public const string Name = "Faults";
}
