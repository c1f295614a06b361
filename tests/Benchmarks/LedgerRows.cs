using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Sms.Benchmarks;

/// <summary>What the ledger's writers have done so far.</summary>
internal readonly record struct LedgerRows(long Rows, long Batches)
{
    public static LedgerRows Read(IServiceProvider services)
    {
        var instruments = services.GetRequiredService<LedgerInstruments>();
        return new LedgerRows(instruments.Rows, instruments.Batches);
    }

    public double BatchSince(LedgerRows before) => (Rows - before.Rows) / (double)Math.Max(1, Batches - before.Batches);

    public string Since(LedgerRows before) => string.Create(CultureInfo.InvariantCulture, $"{BatchSince(before):N0} rows a batch");
}

internal static class BenchServices
{
    public static IReportStore GetReports(this IServiceProvider services) => services.GetRequiredService<IReportStore>();
}
