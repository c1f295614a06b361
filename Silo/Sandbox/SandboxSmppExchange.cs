using System.Globalization;

namespace Sms;

/// <summary>A submit over SMPP. There is no answer in it that leaves open what was done: where others answer 500, nothing is answered.</summary>
internal sealed class SandboxSmppExchange(SandboxSmppBind bind, uint number) : ISandboxExchange
{
    private const int Later = 20429, Own = 20500;

    public CarrierKind Kind => CarrierKind.Smpp;

    public CancellationToken Aborted => bind.Ended;

    public IReadOnlyList<SandboxStep> Steps(SandboxPlan plan, string body) => plan.Steps;

    public Task AcceptAsync(SandboxMessage message, string body)
    {
        bind.Answer(number, SmppStatus.Ok, SandboxSmppWords.Id(message));
        return Task.CompletedTask;
    }

    public Task RefuseAsync(int code)
    {
        if (code != Own) bind.Answer(number, StatusOf(code));
        return Task.CompletedTask;
    }

    /// <summary>Taken, and no id.</summary>
    public Task GarbleAsync()
    {
        bind.Answer(number, SmppStatus.Ok, "");
        return Task.CompletedTask;
    }

    /// <summary>A connection is everybody's: one that hangs is left without an answer, and no other suffers for it.</summary>
    public Task CutAsync(int after)
    {
        if (after == 0) bind.Cut();
        return Task.CompletedTask;
    }

    private static uint StatusOf(int code) => code == Later ? SmppStatus.Throttled
        : TwilioVocabulary.Words.FailureOf(code.ToString(CultureInfo.InvariantCulture)) switch
        {
            FailureType.InvalidMobileNumber => 0x0B,
            FailureType.NumberNotVerified => 0x0A,
            FailureType.MessageBlocked => 0x66,
            _ => 0x45,
        };
}
