using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Sms;

/// <summary>
/// Chooses messages, not spans: of a chosen message the whole path is kept, and every callback that links to it, in whichever process and however much later. The
/// message's trace id decides, so all processes with the same ratio agree without a word.
/// </summary>
internal sealed class MessageSampler(double ratio) : Sampler
{
    /// <summary>ASP.NET Core's own span. Its parent is whatever a stranger's header says.</summary>
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    private readonly TraceIdRatioBasedSampler byTraceId = new(ratio);

    public override SamplingResult ShouldSample(in SamplingParameters parameters)
    {
        var parent = parameters.ParentContext;
        if (parent != default && !MessageSpans.IsMessage(parent) && parameters.Name != Request)
            return new SamplingResult(parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);

        // Orleans passes on no context that is not kept: the callee's span looks like the beginning of something, and is the middle of nothing.
        if (parent == default && parameters.Name != Request && !parameters.Name.StartsWith(MessageSpans.Prefix, StringComparison.Ordinal))
            return new SamplingResult(SamplingDecision.Drop);

        var decider = parameters.TraceId;
        if (parent == default && parameters.Links is { } links)
            foreach (var link in links)
                if (MessageSpans.IsMessage(link.Context)) decider = link.Context.TraceId;
        return byTraceId.ShouldSample(new SamplingParameters(default, decider, parameters.Name, parameters.Kind));
    }
}
