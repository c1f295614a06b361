using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Sms;

public sealed class MessageSamplerTests
{
    private static readonly MessageSampler Half = new(0.5);

    [Fact]
    public void A_callback_is_kept_when_and_only_when_its_messages_path_is()
    {
        var kept = 0;
        for (var ordinal = 0; ordinal < 400; ordinal++)
        {
            var path = MessageSpans.ContextOf(new MessageId($"01J8ZQ4Q3W9V7N6M5K4J3H2G1F-2611-{ordinal}"));
            var submit = Decide(path, path.TraceId);
            var callback = Decide(default, ActivityTraceId.CreateRandom(), path);
            Assert.Equal(submit, callback);
            if (submit == SamplingDecision.RecordAndSample) kept++;
        }

        Assert.InRange(kept, 120, 280);
    }

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, SamplingDecision.RecordAndSample)]
    [InlineData(ActivityTraceFlags.None, SamplingDecision.Drop)]
    public void What_is_called_follows_its_caller(ActivityTraceFlags flags, SamplingDecision expected)
    {
        var caller = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, isRemote: true);
        for (var i = 0; i < 20; i++) Assert.Equal(expected, Decide(caller, caller.TraceId));
    }

    [Fact]
    public void A_grain_call_that_nobody_traced_is_no_trace()
    {
        Assert.Equal(SamplingDecision.Drop, Begin("IMessageGrain/RecordAsync", ActivityKind.Server));
        Assert.Equal(SamplingDecision.RecordAndSample, Begin("sms.wave", ActivityKind.Internal));

        static SamplingDecision Begin(string name, ActivityKind kind) =>
            new MessageSampler(1).ShouldSample(new SamplingParameters(default, ActivityTraceId.CreateRandom(), name, kind)).Decision;
    }

    [Fact]
    public void A_strangers_header_does_not_decide_what_is_kept()
    {
        var none = new MessageSampler(0);
        var stranger = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);
        var decision = none.ShouldSample(new SamplingParameters(stranger, stranger.TraceId, "Microsoft.AspNetCore.Hosting.HttpRequestIn", ActivityKind.Server)).Decision;
        Assert.Equal(SamplingDecision.Drop, decision);
    }

    private static SamplingDecision Decide(ActivityContext parent, ActivityTraceId trace, params ActivityContext[] links) => Half.ShouldSample(
        new SamplingParameters(parent, trace, "sms.step", ActivityKind.Internal, links: links.Select(link => new ActivityLink(link)))).Decision;
}
