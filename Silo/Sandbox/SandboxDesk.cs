using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Sms;

/// <summary>Takes submits of any language: lets the fate decide, stores what is accepted, and answers, or does not.</summary>
internal sealed class SandboxDesk(SandboxLedger ledger, SandboxCallbacks callbacks, SandboxMood mood, TimeProvider clock)
{
    private static readonly TimeSpan EarlyWait = TimeSpan.FromSeconds(5);

    /// <summary>Attempts that came to nothing, by recipient: the next one rolls anew. Emptied when the recipient is accepted.</summary>
    private readonly ConcurrentDictionary<string, int> attempts = new();

    /// <param name="fault">The code of what is wrong with the request itself; 0: nothing.</param>
    public async Task TakeAsync(ISandboxExchange exchange, SandboxSubmit submit, int fault = 0)
    {
        var behaviour = mood.Behaviour;
        var fate = fault != 0
            ? new SandboxFate(SandboxAnswer.Refused, fault, null, false, 0)
            : SandboxFate.Decide(behaviour, submit.To, submit.Body, attempts.GetValueOrDefault(submit.To));
        try
        {
            if (fate.AnswerDelay > 0) await Task.Delay(TimeSpan.FromMilliseconds(fate.AnswerDelay), clock, exchange.Aborted);
            if (fate.Plan is null) await DeclineAsync(exchange, fate, submit, behaviour);
            else await AcceptAsync(exchange, fate, fate.Plan, submit, behaviour);
        }
        catch (SqliteException)
        {
            await exchange.RefuseAsync(20500);
        }
        catch (OperationCanceledException) when (exchange.Aborted.IsCancellationRequested)
        {
            // The sender gave up waiting, as some fates mean it to.
        }
    }

    private async Task AcceptAsync(ISandboxExchange exchange, SandboxFate fate, SandboxPlan plan, SandboxSubmit submit, SandboxBehaviour behaviour)
    {
        if (!attempts.IsEmpty) attempts.TryRemove(submit.To, out _);
        var number = ledger.NextOrdinal();
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var steps = exchange.Steps(plan, submit.Body);
        var message = new SandboxMessage(number, ledger.SidOf(number), submit.To, submit.From, submit.Callback, now, plan with { Steps = steps })
        {
            Dialect = exchange.Kind,
            Reference = submit.Reference,
            Ended = fate.Early ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null,
        };
        await ledger.AppendAsync(message, submit.Body, fate.Answer);
        callbacks.Schedule(message);
        switch (fate.Answer)
        {
            case SandboxAnswer.ErrorSent:
                await exchange.RefuseAsync(20500);
                return;
            case SandboxAnswer.HangSent or SandboxAnswer.ResetSent:
                await exchange.CutAsync(fate.Answer is SandboxAnswer.HangSent ? behaviour.HangFor : 0);
                return;
            case SandboxAnswer.Garbled:
                await exchange.GarbleAsync();
                return;
        }
        if (message is { Ended: { } ended, Callback: not null })
            await Task.WhenAny(ended.Task, Task.Delay(EarlyWait, clock, exchange.Aborted));
        await exchange.AcceptAsync(message, submit.Body);
    }

    private async Task DeclineAsync(ISandboxExchange exchange, SandboxFate fate, SandboxSubmit submit, SandboxBehaviour behaviour)
    {
        attempts.AddOrUpdate(submit.To, 1, static (_, n) => n + 1);
        await ledger.RefuseAsync(clock.GetUtcNow(), submit.To, submit.Callback?.Url, fate.Answer, fate.Code);
        await (fate.Answer switch
        {
            SandboxAnswer.Refused => exchange.RefuseAsync(fate.Code),
            SandboxAnswer.Throttled => exchange.RefuseAsync(20429),
            SandboxAnswer.HangUnsent => exchange.CutAsync(behaviour.HangFor),
            SandboxAnswer.ResetUnsent => exchange.CutAsync(0),
            _ => exchange.RefuseAsync(20500),
        });
    }
}
