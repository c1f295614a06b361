namespace Sms;

/// <summary>A submit over HTTP.</summary>
internal sealed class SandboxHttpExchange(HttpContext context, ISandboxDialect dialect, TimeProvider clock) : ISandboxExchange
{
    private const int Later = 20429;

    public CarrierKind Kind => dialect.Kind;

    public CancellationToken Aborted => context.RequestAborted;

    public IReadOnlyList<SandboxStep> Steps(SandboxPlan plan, string body) => dialect.Steps(plan, body);

    public Task AcceptAsync(SandboxMessage message, string body) => dialect.AcceptAsync(context, message, body);

    public Task RefuseAsync(int code)
    {
        if (code == Later) context.Response.Headers.RetryAfter = "1";
        return dialect.RefuseAsync(context, code);
    }

    public Task GarbleAsync() => SandboxAnswers.WriteAsync(context, 201, "<html>upstream"u8.ToArray());

    public async Task CutAsync(int after)
    {
        if (after > 0) await Task.Delay(TimeSpan.FromMilliseconds(after), clock, Aborted);
        context.Abort();
    }
}
