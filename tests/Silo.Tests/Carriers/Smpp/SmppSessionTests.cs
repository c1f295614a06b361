using System.Text;

namespace Sms;

/// <summary>What a bind says of submits whose connection does not move.</summary>
public sealed class SmppSessionTests
{
    [Fact]
    public async Task What_is_queued_behind_a_stuck_connection_may_still_leave_and_is_unknown()
    {
        var stream = new StuckStream();
        var (session, _) = await SmppSession.BindAsync(Settings, stream, new Deaf(), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.NotNull(session);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var first = session.SubmitAsync(Submit("14155550101"), patience.Token);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        var second = session.SubmitAsync(Submit("14155550102"), patience.Token);
        // Nothing of the second has left when its time is over. It does leave once the other side takes more: who sent it again would text twice.
        Assert.Equal([SmppAnswerKind.Unknown, SmppAnswerKind.Unknown], (await Task.WhenAll(first, second)).Select(answer => answer.Kind));
        stream.Move();
        await session.CloseAsync();
        Assert.Contains("14155550102", Encoding.Latin1.GetString([.. stream.Written]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_never_left_a_connection_that_ended_is_certainly_unsent()
    {
        var stream = new StuckStream();
        var (session, _) = await SmppSession.BindAsync(Settings with { Window = 1 }, stream, new Deaf(), TimeProvider.System, TestContext.Current.CancellationToken);
        var first = session!.SubmitAsync(Submit("14155550101"), CancellationToken.None);
        var second = session.SubmitAsync(Submit("14155550102"), CancellationToken.None);
        await session.CloseAsync();
        Assert.Equal([SmppAnswerKind.Unknown, SmppAnswerKind.NotSent], (await Task.WhenAll(first, second)).Select(answer => answer.Kind));
        Assert.DoesNotContain("14155550102", Encoding.Latin1.GetString([.. stream.Written]), StringComparison.Ordinal);
    }

    private static SmppSettings Settings { get; } = new() { Name = "acme", Address = () => new Uri("smpp://127.0.0.1:1"), SystemId = "us", Password = "p" };

    private static SmppSubmit Submit(string to) => new(new CarrierMessage(new MessageId("01HZZZZZZZZZZZZZZZZZZZZZZZ-2611-1"), "+" + to, "78745", "Hello"), 0, "Hello"u8.ToArray(), 1, 1, 0);

    private sealed class Deaf : ISmppInbox
    {
        public Task<uint> TakeAsync(SmppDelivery? delivery) => Task.FromResult(SmppStatus.TryAgain);
        public void PutOff() { }
        public void Acknowledged(SmppDelivery delivery) { }
        public Task LearnAsync(MessageId message, string providerId) => Task.CompletedTask;
    }
}
