using System.Runtime.InteropServices;
using Sms.LocalCluster;

var options = LocalOptions.Parse(args);
if (options is null) return LocalOptions.Usage();

using var stop = new CancellationTokenSource();
// Whoever ends this ends all it started: both signals lead to the same clean-up below.
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    await using var machine = await Machine.StartAsync(options, stop.Token);
    return await new Load(machine, options, stop.Token).RunAsync();
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
