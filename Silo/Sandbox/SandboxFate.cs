using System.Globalization;

namespace Sms;

internal enum SandboxAnswer : byte { Created, Refused, Throttled, ErrorUnsent, ErrorSent, HangUnsent, HangSent, ResetUnsent, ResetSent, Garbled }

/// <summary>How a submit is answered, and what then becomes of the message.</summary>
/// <param name="Code">The error code of a refusal.</param>
/// <param name="Plan">Null when nothing is sent.</param>
/// <param name="Early">The callbacks come before the answer.</param>
internal sealed record SandboxFate(SandboxAnswer Answer, int Code, SandboxPlan? Plan, bool Early, int AnswerDelay)
{
    /// <param name="attempt">Earlier attempts at this recipient that came to nothing.</param>
    public static SandboxFate Decide(SandboxBehaviour behaviour, string to, string body, int attempt)
    {
        var scenario = SandboxScenario.Of(to, behaviour.Numbers);
        var (answer, code) = scenario.Twist is SandboxTwist.None
            ? RollAnswer(behaviour, SandboxDice.For(behaviour.Seed, to, body, attempt + 1))
            : (AnswerOf(scenario.Twist, attempt), scenario.Code);
        var dice = SandboxDice.For(behaviour.Seed, to, body);
        var delay = dice.Between(behaviour.AnswerDelayMin, behaviour.AnswerDelayMax);
        var sends = answer is SandboxAnswer.Created or SandboxAnswer.ErrorSent or SandboxAnswer.HangSent or SandboxAnswer.ResetSent or SandboxAnswer.Garbled;
        if (!sends) return new SandboxFate(answer, code, null, false, delay);
        // A generator of its own for what was added later: the messages of older seeds keep their fates.
        var more = SandboxDice.For(~behaviour.Seed, to, body);
        var (plan, early) = RollPlan(behaviour, scenario, ref dice, ref more);
        return new SandboxFate(answer, 0, plan, early && answer is SandboxAnswer.Created, delay);
    }

    private static (SandboxAnswer, int) RollAnswer(SandboxBehaviour behaviour, SandboxDice dice)
    {
        var roll = dice.Roll();
        foreach (var (code, rate) in behaviour.Refusals ?? [])
            if ((roll -= rate) < 0) return (SandboxAnswer.Refused, int.Parse(code, CultureInfo.InvariantCulture));
        if ((roll -= behaviour.ThrottleRate) < 0) return (SandboxAnswer.Throttled, 20429);
        if ((roll -= behaviour.ErrorUnsentRate) < 0) return (SandboxAnswer.ErrorUnsent, 0);
        if ((roll -= behaviour.ErrorSentRate) < 0) return (SandboxAnswer.ErrorSent, 0);
        if ((roll -= behaviour.HangUnsentRate) < 0) return (SandboxAnswer.HangUnsent, 0);
        return roll - behaviour.HangSentRate < 0 ? (SandboxAnswer.HangSent, 0) : (SandboxAnswer.Created, 0);
    }

    private static SandboxAnswer AnswerOf(SandboxTwist twist, int attempt) => twist switch
    {
        SandboxTwist.Refused => SandboxAnswer.Refused,
        SandboxTwist.Throttled when attempt < 2 => SandboxAnswer.Throttled,
        SandboxTwist.ErrorUnsent => SandboxAnswer.ErrorUnsent,
        SandboxTwist.ErrorSent => SandboxAnswer.ErrorSent,
        SandboxTwist.HangUnsent => SandboxAnswer.HangUnsent,
        SandboxTwist.HangSent => SandboxAnswer.HangSent,
        SandboxTwist.ResetUnsent => SandboxAnswer.ResetUnsent,
        SandboxTwist.ResetSent => SandboxAnswer.ResetSent,
        SandboxTwist.Garbled => SandboxAnswer.Garbled,
        _ => SandboxAnswer.Created,
    };

    private static (SandboxPlan Plan, bool Early) RollPlan(SandboxBehaviour behaviour, SandboxScenario scenario, ref SandboxDice dice, ref SandboxDice more)
    {
        var twist = scenario.Twist;
        var free = twist is SandboxTwist.None;
        var sent = dice.Between(behaviour.SentDelayMin, behaviour.SentDelayMax);
        var final = sent + (twist is SandboxTwist.Slow ? 30_000 : dice.Between(behaviour.FinalDelayMin, behaviour.FinalDelayMax));
        // Each property takes its own roll whether it is needed or not: turning one knob does not re-roll the others.
        var code = dice.Pick(behaviour.Failures ?? SandboxBehaviour.DefaultFailures);
        if (!free) code = twist is SandboxTwist.Failed ? scenario.Code.ToString(CultureInfo.InvariantCulture) : null;
        var silent = (dice.Roll() < behaviour.SilentRate && free && code is null) || twist is SandboxTwist.Silent or SandboxTwist.Mute;
        var lost = (dice.Roll() < behaviour.LostRate && free) || twist is SandboxTwist.Lost;
        var reordered = (dice.Roll() < behaviour.ReorderRate && free) || twist is SandboxTwist.Reordered;
        var early = (dice.Roll() < behaviour.EarlyRate && free) || twist is SandboxTwist.Early;
        var shuffled = more.Roll() < behaviour.ShuffleRate && free && !silent && !lost;
        var order = more.Between(0, SandboxOrders.Count - 1);
        var most = more.Between(behaviour.DuplicateCountMin ?? behaviour.DuplicateCount, behaviour.DuplicateCount);
        var copies = (dice.Roll() < behaviour.DuplicateRate && free) ? most : twist is SandboxTwist.Duplicated ? 2 : 0;

        var status = code is not null ? "undelivered" : twist is SandboxTwist.Read ? "read" : "delivered";
        var steps = new List<SandboxStep>();
        if (shuffled)
        {
            steps.AddRange(SandboxOrders.Arrange(order, early ? 0 : final, new(0, status, code)));
            final = Math.Max(1, steps.Find(step => step.Status == status).After);
        }
        else if (twist is not SandboxTwist.Mute) steps.Add(new(early ? 0 : reordered && !silent ? final + final - sent + 1 : sent, "sent", null));
        if (twist is SandboxTwist.Retracted) steps.Add(new((sent + final) / 2, "undelivered", "30003"));
        if (twist is SandboxTwist.UnknownStatus) steps.Add(new((sent + final) / 2, "teleported", null));
        if (twist is SandboxTwist.Read) steps.Add(new((sent + final) / 2, "delivered", null));
        if (!silent && !lost && !shuffled) steps.Add(new(early ? 0 : final, status, code));
        foreach (var step in steps.ToArray())
            for (var i = 0; i < copies; i++) steps.Add(step with { After = step.After + dice.Between(0, Math.Max(200, behaviour.FinalDelayMax)) });
        return (new SandboxPlan(twist is SandboxTwist.Mute ? null : sent, silent ? null : final, silent ? null : status, code, steps), early);
    }
}
