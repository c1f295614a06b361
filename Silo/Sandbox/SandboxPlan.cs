using System.Globalization;

namespace Sms;

/// <summary>One callback to post.</summary>
/// <param name="After">Milliseconds after acceptance.</param>
/// <param name="Part">The part of a long message it speaks of, from 1; 0: the whole.</param>
internal readonly record struct SandboxStep(int After, string Status, string? Code, int Part = 0);

/// <summary>Everything that will happen to an accepted message, decided when it is accepted and stored with it.</summary>
/// <param name="Sent">Milliseconds to <c>sent</c>; null: stays queued.</param>
/// <param name="Final">Milliseconds to the last word; null: there is none.</param>
/// <param name="Steps">The callbacks; those of a lost receipt are missing.</param>
internal sealed record SandboxPlan(int? Sent, int? Final, string? FinalStatus, string? FinalCode, IReadOnlyList<SandboxStep> Steps)
{
    /// <summary>The last word is told by a callback.</summary>
    public bool Announced => FinalStatus is not null && Steps.Any(s => s.Status == FinalStatus || (FinalStatus == "read" && s.Status == "delivered"));

    public string Text() => string.Join(';', Steps.Select(s =>
        string.Create(CultureInfo.InvariantCulture, $"{s.After} {s.Status}{(s.Part == 0 ? "" : $"/{s.Part}")}{(s.Code is null ? "" : " ")}{s.Code}")));

    public static IReadOnlyList<SandboxStep> ParseSteps(string text) => text.Length == 0 ? [] : [.. text.Split(';').Select(step =>
    {
        var parts = step.Split(' ');
        var slash = parts[1].IndexOf('/', StringComparison.Ordinal);
        var part = slash < 0 ? 0 : int.Parse(parts[1].AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return new SandboxStep(int.Parse(parts[0], CultureInfo.InvariantCulture), slash < 0 ? parts[1] : parts[1][..slash], parts.ElementAtOrDefault(2), part);
    })];
}
