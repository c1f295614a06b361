using Sms.Benchmarks;

// The other ends, which benchmarks start in processes of their own.
if (args is ["accept-only", var token])
{
    await AcceptOnlyServer.RunAsync(token);
    return 0;
}

if (args is [LeanProvider.Command, var connections])
{
    await LeanProvider.RunAsync(int.Parse(connections, System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}

if (args is not [var name, ..] || !Catalogue.All.TryGetValue(name, out var benchmark))
{
    if (args is not [CampaignProcess.Command, var plan, ..])
    {
        Console.WriteLine(Catalogue.Usage);
        return 1;
    }
    return await RunAsync(() => CampaignProcess.RunAsync(plan, BenchOptions.Parse(args[2..])));
}

return await RunAsync(async () =>
{
    Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, server GC {System.Runtime.GCSettings.IsServerGC}");
    var commit = CommitLatency.Measure();
    Console.WriteLine(commit);
    var at = Array.IndexOf(args, "--json");
    var file = at < 0 ? null : args[at + 1];
    var figures = await benchmark(file is null ? args[1..] : [.. args[1..at], .. args[(at + 2)..]]);
    if (file is not null) FiguresFile.Write(file, name, commit, figures);
});

static async Task<int> RunAsync(Func<Task> work)
{
    try
    {
        await work();
        return 0;
    }
    catch (WrongResultException wrong)
    {
        Console.Error.WriteLine(wrong.Message);
        return 1;
    }
}
