using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Time.Testing;

namespace Sms;

public class ReadPacerTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Requests_go_evenly_and_in_order_and_a_pause_is_not_saved_up()
    {
        var pacer = new ReadPacer(10, clock);
        clock.Advance(TimeSpan.FromSeconds(5));
        var turns = Enumerable.Range(0, 5).Select(_ => pacer.WaitAsync()).ToList();
        Assert.Equal(1, turns.Count(turn => turn.IsCompleted));
        for (var done = 2; done <= turns.Count; done++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            Assert.All(turns.Take(done), turn => Assert.True(turn.IsCompletedSuccessfully));
            Assert.DoesNotContain(turns.Skip(done), turn => turn.IsCompleted);
        }
    }

    [Fact]
    public void The_ages_of_a_question_must_follow_one_another()
    {
        Assert.True(Fits(new ConfirmationOptions()));
        Assert.False(Fits(new ConfirmationOptions { ProofAfter = TimeSpan.FromHours(11), ConfirmAfter = TimeSpan.FromHours(10) }));
        Assert.False(Fits(new ConfirmationOptions { LookUpAfter = TimeSpan.FromHours(1), ProofAfter = TimeSpan.FromMinutes(30) }));
        Assert.False(Fits(new ConfirmationOptions { ReadsPerSecond = 0 }));
        Assert.False(Fits(new ConfirmationOptions { ParkedFor = TimeSpan.FromMinutes(1) }));
    }

    private static bool Fits(ConfirmationOptions options) => Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true);
}
