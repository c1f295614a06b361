using System.Diagnostics;

namespace Sms;

public sealed class MessageSpansTests
{
    private static readonly MessageId Message = new("01J8ZQ4Q3W9V7N6M5K4J3H2G1F-2611-7");

    [Fact]
    public void A_messages_trace_follows_from_its_id_today_and_after_every_release()
    {
        // Changed, a callback on its way during an upgrade would link to a trace that nobody has.
        var context = MessageSpans.ContextOf(Message);
        Assert.Equal("e30f5f1519201a209aac4fbc403fa20a", context.TraceId.ToHexString());
        Assert.True(MessageSpans.IsMessage(context));
        Assert.NotEqual(context.TraceId, MessageSpans.ContextOf(new MessageId("01J8ZQ4Q3W9V7N6M5K4J3H2G1F-2611-8")).TraceId);
        Assert.False(MessageSpans.IsMessage(new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None)));
        Assert.False(MessageSpans.IsMessage(default));
    }

    [Fact]
    public void Nothing_is_made_while_nobody_listens()
    {
        Assert.Null(MessageSpans.Start("sms.submit", ActivityKind.Producer, Message));
        Assert.Null(MessageSpans.StartCallback("sandbox", Message.Value));
        Assert.Null(MessageSpans.StartRecord(Message));
        Assert.Null(MessageSpans.StartItem("00-e30f5f1519201a209aac4fbc403fa20a-9aac4fbc403fa20a-01"));
        Assert.Null(MessageSpans.TraceParent);
    }
}
