namespace Sms;

/// <summary>When a campaign's audience is offered its message: at once, at a time, at a time by each recipient's own clock, or so many percent an hour.</summary>
[GenerateSerializer, Immutable, Alias("send-strategy")]
public sealed record SendStrategy
{
    /// <summary>When to begin; null: at once. With <see cref="IsLocal"/> its hour and day in UTC are those that the recipient's clock must show.</summary>
    [Id(0)] public DateTimeOffset? At { get; init; }
    [Id(1)] public bool IsLocal { get; init; }
    /// <summary>With <see cref="IsLocal"/>: who is past that time already gets the message at once; else they are skipped.</summary>
    [Id(2)] public bool PastRecipientsNow { get; init; }
    /// <summary>The share of the audience, in percent, that may be offered the message within any hour; null: no limit.</summary>
    [Id(3)] public int? ThrottlePercentage { get; init; }

    /// <summary>Clocks differ from UTC by so much at most, on either side: before the one nobody's clock shows the time, after the other everybody's has.</summary>
    public static TimeSpan Earliest { get; } = TimeSpan.FromHours(14);
    public static TimeSpan Latest { get; } = TimeSpan.FromHours(12);

    /// <summary>When the audience is fixed and sending begins, if the client sent the campaign at <paramref name="sent"/>.</summary>
    public DateTimeOffset Launch(DateTimeOffset sent)
    {
        var begin = IsLocal ? At - Earliest : At;
        return begin > sent ? begin.Value : sent;
    }
}
