using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Sms;

/// <summary>
/// Traces of messages (activity source <c>ReceivedSms</c>). A message's trace id follows from its message id, so whoever holds the id – the wave, a callback
/// days later in another process – can name the trace and nothing about it is stored. While nobody listens each of these is one look at a field.
/// No phone number and no text ever goes into a span.
/// </summary>
public static class MessageSpans
{
    public const string SourceName = "ReceivedSms";

    public const string MessageTag = "sms.message.id";
    public const string CampaignTag = "sms.campaign.id";
    public const string FlowTag = "sms.flow.id";
    public const string CarrierTag = "sms.carrier";
    public const string OutcomeTag = "sms.outcome";

    /// <summary>What begins with this may begin a trace; a grain call that nobody traced is none.</summary>
    public const string Prefix = "sms.";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>
    /// What every span of the message's path descends from, and what callbacks link to. No span has this id: .NET lets nobody choose one. It is the second half
    /// of the trace id, by which it is recognised.
    /// </summary>
    public static ActivityContext ContextOf(MessageId message)
    {
        Span<byte> name = stackalloc byte[64];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name[..Encoding.UTF8.GetBytes(message.Value, name)], hash);
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(hash[..16]), ActivitySpanId.CreateFromBytes(hash[8..16]), ActivityTraceFlags.Recorded, isRemote: true);
    }

    /// <summary>Whether this is some message's <see cref="ContextOf"/>.</summary>
    public static bool IsMessage(ActivityContext context) =>
        context != default && context.TraceId.ToHexString().AsSpan(16).SequenceEqual(context.SpanId.ToHexString());

    /// <summary>What goes with something that crosses in a batch, so that <see cref="StartItem"/> knows where it belongs: the current span. Null while nobody listens.</summary>
    public static string? TraceParent => Source.HasListeners() && Activity.Current is { Recorded: true } current ? current.Id : null;

    /// <summary>A piece of a campaign: a trace of its own, to which the offers in it link.</summary>
    public static Activity? StartWave(CampaignId campaign, int wave)
    {
        if (!Source.HasListeners()) return null;
        Activity.Current = null;
        return Source.StartActivity("sms.wave")?.SetTag(CampaignTag, campaign.Value).SetTag("sms.wave", wave);
    }

    /// <summary>A step on the message's path: in its trace, wherever the call comes from. What called from another trace is linked.</summary>
    public static Activity? Start(string name, ActivityKind kind, MessageId message)
    {
        if (!Source.HasListeners()) return null;
        var path = ContextOf(message);
        var caller = Activity.Current;
        var step = caller?.TraceId == path.TraceId
            ? Source.StartActivity(name, kind)
            : Source.StartActivity(name, kind, path, links: caller is { Recorded: true } ? [new ActivityLink(caller.Context)] : null);
        return step?.SetTag(MessageTag, message.Value);
    }

    /// <summary>A carrier's call: a trace of its own, whatever the caller's headers say, linked to the message the address names.</summary>
    /// <param name="message">As the address has it; need not be a message id.</param>
    public static Activity? StartCallback(string carrier, string message)
    {
        if (!Source.HasListeners()) return null;
        Activity.Current = null;
        ActivityLink[]? links = MessageId.TryParse(message, out var id) ? [new ActivityLink(ContextOf(id))] : null;
        return Source.StartActivity("sms.callback", ActivityKind.Consumer, default(ActivityContext), links: links)?.SetTag(CarrierTag, carrier);
    }

    /// <summary>One of those that came in a batch: in the trace of who handed it in, and in none without one; the call that brought it is nobody's.</summary>
    /// <param name="traceParent">Its <see cref="TraceParent"/>.</param>
    public static Activity? StartItem(string? traceParent)
    {
        if (!Source.HasListeners()) return null;
        Activity.Current = null;
        return ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var parent) ? Source.StartActivity("sms.desk", ActivityKind.Internal, parent) : null;
    }

    /// <summary>What a receipt does to the message: in the trace of the callback that brought it, linked to the message's; else in the message's own.</summary>
    public static Activity? StartRecord(MessageId message)
    {
        if (!Source.HasListeners()) return null;
        var path = ContextOf(message);
        var record = Activity.Current is { Recorded: true } caller && caller.TraceId != path.TraceId
            ? Source.StartActivity("sms.record", ActivityKind.Internal, caller.Context, links: [new ActivityLink(path)])
            : Start("sms.record", ActivityKind.Internal, message);
        return record?.SetTag(MessageTag, message.Value);
    }
}
