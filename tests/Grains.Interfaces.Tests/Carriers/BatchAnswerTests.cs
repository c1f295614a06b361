using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Sms;

public sealed class BatchAnswerTests
{
    [Fact]
    public void What_a_silo_answers_arrives_as_it_was()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var there = serializer.Deserialize<BatchAnswer>(serializer.SerializeToArray(new BatchAnswer
        {
            Answers =
            [
                new CallbackAnswer { Verdict = CallbackVerdict.Malformed }, null,
                // What the gateway tells apart.
                new CallbackAnswer { Failure = new LedgerUnavailableException("full") { RetryAfter = TimeSpan.FromSeconds(7) } },
                new CallbackAnswer { Failure = new TimeoutException("no answer") }, new CallbackAnswer { Failure = new OrleansException("rejected") },
            ],
            Desk = "10.0.0.1:11111@1",
            Ticket = long.MaxValue,
        }))!;

        Assert.Equal(new CallbackAnswer { Verdict = CallbackVerdict.Malformed }, there.Answers[0]);
        Assert.Null(there.Answers[1]);
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<LedgerUnavailableException>(there.Answers[2]!.Failure).RetryAfter);
        Assert.Equal("no answer", Assert.IsType<TimeoutException>(there.Answers[3]!.Failure).Message);
        Assert.Equal("rejected", Assert.IsType<OrleansException>(there.Answers[4]!.Failure).Message);
        Assert.Equal(("10.0.0.1:11111@1", long.MaxValue), (there.Desk, there.Ticket));
    }
}
