using System.Net.Security;
using System.Net.Sockets;

namespace Sms;

/// <summary>
/// The binds of one carrier: kept while the silo runs, made anew when they end. A provider that refuses a bind is asked again at leisure; one that is away, soon.
/// </summary>
internal sealed partial class SmppLine(SmppSettings settings, CarrierGuard guard, TimeProvider clock, ILogger<SmppLine> logger) : ICarrierLine
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(30);

    private readonly SmppSession?[] sessions = new SmppSession?[settings.Sessions];
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;
    private volatile SubmitReply? refused;

    public string Name => settings.Name;
    public bool IsBroken => guard.IsBroken;
    public bool IsTurnedAway => guard.IsTurnedAway;
    public CarrierGuard Guard => guard;

    /// <summary>Whose the provider's latest ids are.</summary>
    public SmppSent Sent { get; } = new();

    /// <summary>Binds that stand.</summary>
    public int Bound => sessions.Count(session => session?.IsOpen is true);

    /// <summary>Why there is no bind, where the provider said so.</summary>
    public SubmitReply? Refused => refused;

    /// <summary>The bind with the least to do; null: there is none.</summary>
    public SmppSession? Pick()
    {
        SmppSession? best = null;
        foreach (var session in sessions)
            if (session?.IsOpen is true && (best is null || session.Submits < best.Submits)) best = session;
        return best;
    }

    public void Start(ISmppInbox inbox) => running = Task.WhenAll(Enumerable.Range(0, settings.Sessions).Select(place => KeepAsync(place, inbox)));

    /// <summary>Unbinds in good order.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(sessions.OfType<SmppSession>().Select(session => session.CloseAsync()));
        await running;
    }

    public void Dispose() => stop.Cancel();

    private async Task KeepAsync(int place, ISmppInbox inbox)
    {
        var pause = FirstPause;
        while (!stop.IsCancellationRequested)
        {
            var (session, obstacle) = await BindAsync(inbox);
            if (session is not null)
            {
                (sessions[place], refused, pause) = (session, null, FirstPause);
                LogBound(Name, settings.SystemId);
                var cause = await session.Ended;
                sessions[place] = null;
                if (!stop.IsCancellationRequested) LogEnded(Name, cause);
            }
            else if (!stop.IsCancellationRequested) LogNotBound(Name, obstacle, pause);
            try
            {
                await Task.Delay(pause, clock, stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            if (session is null) pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<(SmppSession?, string Obstacle)> BindAsync(ISmppInbox inbox)
    {
        try
        {
            var stream = await ConnectAsync();
            var (session, answer) = await SmppSession.BindAsync(settings, stream, inbox, clock, stop.Token);
            if (session is not null) return (session, "");
            if (answer.Kind is not SmppAnswerKind.Answered) return (null, answer.Cause!);
            refused = SmppReply.OfBind(answer.Status);
            guard.Note(refused);
            return (null, $"{refused.VendorCode} {refused.Detail}");
        }
        catch (Exception failure) when (failure is SocketException or IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            return (null, failure is OperationCanceledException ? "no connection in time" : failure.Message);
        }
    }

    private async Task<Stream> ConnectAsync()
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        timeout.CancelAfter(settings.ConnectTimeout);
        var address = settings.Address();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.IdnHost, address.Port, timeout.Token);
            var plain = new NetworkStream(socket, ownsSocket: true);
            if (address.Scheme != "smpps") return plain;
            var tls = new SslStream(plain);
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.IdnHost }, timeout.Token);
            return tls;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
