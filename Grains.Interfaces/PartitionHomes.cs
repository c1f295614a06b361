namespace Sms;

/// <summary>Which silo each <see cref="Partition"/> lives on, in one version of the cluster. Only advice to whoever is no silo: everything is reached from everywhere.</summary>
/// <param name="Version">Of the cluster's membership.</param>
/// <param name="Silos">One for each partition: the silo's address, as Orleans writes it to be read again; null while no silo is active.</param>
[GenerateSerializer, Immutable, Alias("partition-homes")]
public sealed record PartitionHomes([property: Id(0)] long Version, [property: Id(1)] IReadOnlyList<string?> Silos)
{
    /// <summary>Before anything is known.</summary>
    public static PartitionHomes Unknown { get; } = new(long.MinValue, new string?[Partition.Count]);
}
