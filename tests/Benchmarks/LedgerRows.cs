using Microsoft.Extensions.DependencyInjection;

namespace Sms.Benchmarks;

internal static class BenchServices
{
    public static IReportStore GetReports(this IServiceProvider services) => services.GetRequiredService<IReportStore>();
}
