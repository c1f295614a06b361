namespace Sms.EndToEnd;

/// <summary>One after the other and beside nothing else: they measure how soon the product is back, and they take the machine's processors.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FaultsCollection
{
    public const string Name = "Faults";
}
