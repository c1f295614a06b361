using System.Runtime.InteropServices;

namespace Sms.Testing;

/// <summary>What .NET does not send – it knows SIGKILL only – and without the program <c>kill</c>, which a lean Debian does not have.</summary>
internal static class ProcessSignals
{
    private const int SigInt = 2, SigQuit = 3, SigKill = 9, SigTerm = 15, SigCont = 18, SigStop = 19;

    /// <summary>Ctrl-C.</summary>
    public static void Interrupt(int process) => _ = kill(process, SigInt);

    public static void Quit(int process) => _ = kill(process, SigQuit);

    public static void Kill(int process) => _ = kill(process, SigKill);

    public static void Terminate(int process) => _ = kill(process, SigTerm);

    /// <summary>The process stands still in mid-instruction, its connections open.</summary>
    public static void Pause(int process) => _ = kill(process, SigStop);

    /// <summary>It goes on as if no time had passed.</summary>
    public static void Resume(int process) => _ = kill(process, SigCont);

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
}
