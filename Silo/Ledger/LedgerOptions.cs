using System.ComponentModel.DataAnnotations;

namespace Sms;

/// <summary>How the ledger writes. Section <c>Ledger</c>; <c>Data:Directory</c> and <c>Cluster:ConnectionString</c> say where.</summary>
internal sealed class LedgerOptions : IValidatableObject
{
    /// <summary>Two writers, one for what is read all the time, and two for everything else.</summary>
    public const int SmallestPool = 5;

    public const string Section = "Ledger";

    /// <summary>
    /// Entries that may wait for a writer, and as many reads for a reader; 20,000. When full, callers are refused at once and asked to come again. More rides out longer stalls of the
    /// database at about 1 KB each; fewer refuse sooner.
    /// </summary>
    [Range(100, 1_000_000)] public int QueueLimit { get; set; } = 20_000;

    /// <summary>Entries in one commit, at most; 1,000. More saves round trips under load and lengthens the wait of the first in the batch.</summary>
    [Range(1, 10_000)] public int MaxBatch { get; set; } = 1_000;

    /// <summary>
    /// Commits in flight at once; 2, and 1 in a silo of a cluster. One more hides the database's latency and makes batches smaller, hence dearer. PostgreSQL only: SQLite has
    /// one writer.
    /// </summary>
    [Range(1, 32)] public int Writers { get; set; } = 2;

    /// <summary>
    /// How long a writer that finds fewer than 128 entries waits for more before it commits; 0, and in a silo of a cluster 8 milliseconds for each of up to six silos. Longer makes
    /// fewer, larger commits, and each of a message's three steps that much slower while there is little to do.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")] public TimeSpan Gather { get; set; }

    /// <summary>
    /// How long a person who is to be read waits for others, until they are 32; 5 milliseconds, and in a silo of a cluster 8 for each of up to six silos. To open the statement costs
    /// the database as much as to read a dozen people. Longer makes fewer, larger reads, and whoever is woken that much slower while there is little to do.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")] public TimeSpan GatherReads { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// How long a batch is tried again after the database did not answer; 15 seconds. Longer survives longer fail-overs; callers wait meanwhile, and
    /// the carriers behind them.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")] public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Limit of one statement; 30 seconds. An audience of millions must fit; a hanging database is noticed only after it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")] public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Connections to PostgreSQL per process, writers included; 20. Grain state has 6 more and membership 2. All silos and gateways together must stay below the
    /// server's <c>max_connections</c>: each says at its start whether they do. More reads at once, until the server's processors are busy.
    /// </summary>
    [Range(SmallestPool, 1_000)] public int PoolSize { get; set; } = 20;

    /// <summary>True: bring the schema up to date at start. False: an operator did, and a start with an old schema fails.</summary>
    public bool ApplyMigrations { get; set; } = true;

    /// <summary>Folder of the embedded database's files, from <c>Data:Directory</c>; <c>data</c>.</summary>
    [Required] public string DataDirectory { get; set; } = "data";

    /// <summary>PostgreSQL, from <c>Cluster:ConnectionString</c>; null: SQLite.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The defaults of a silo that is one of several: each has a part of what is written and read, and all have one database, which pays for each commit and read.</summary>
    public void ShareDatabase() => (Writers, Gather, GatherReads) = (1, TimeSpan.FromMilliseconds(8), TimeSpan.FromMilliseconds(8));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PoolSize < Writers + 3)
            yield return new ValidationResult($"Ledger:PoolSize {PoolSize} leaves nothing to reads beside {Writers} writers: at least {Writers + 3}.", [nameof(PoolSize)]);
    }
}
