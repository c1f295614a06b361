using System.Diagnostics;

namespace Sms.Tests;

public sealed class PeopleHomesTests
{
    private static readonly SubscriberId[] People = [.. Partition.Letters.SelectMany(first => new[] { 'a', 'b' }.Select(second => new SubscriberId($"{first}{second}{new string('q', 24)}")))];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Silos join, leave, die; hear of it late, out of step, and skip views; questions and answers are lost; turns take their time.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task Nobody_is_ever_awake_on_two_silos_and_everybody_can_be_woken_afterwards(int seed)
    {
        var town = new Town(seed);
        for (var i = 0; i < 3; i++) town.Join();
        town.GossipAll();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var callers = Enumerable.Range(0, 16).Select(_ => CallAsync(town, ended.Token)).ToArray();
        var patience = Stopwatch.StartNew();
        // Until people have moved often enough for the test to mean something.
        for (var step = 0; step < 150 || town.Wakings < 3 * People.Length; step++)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), $"People were woken {town.Wakings} times only");
            switch (town.Next(10))
            {
                case 0: town.Join(); break;
                case 1: town.Kill(); break;
                case 2: town.Leave(); break;
                default: town.Gossip(); break;
            }

            await Task.Delay(town.Next(12), Stop);
        }

        town.GossipAll();
        patience.Restart();
        foreach (var person in People)
        {
            while (!await town.WakeAsync(person, Stop) || !town.IsAwake(person))
            {
                Assert.True(patience.Elapsed < TimeSpan.FromSeconds(20), $"{person} cannot be woken");
                await Task.Delay(5, Stop);
            }
        }

        await ended.CancelAsync();
        await Task.WhenAll(callers);
        Assert.Empty(town.Twice);
    }

    private static async Task CallAsync(Town town, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ended);
            patience.CancelAfter(TimeSpan.FromSeconds(1));
            try
            {
                await town.WakeAsync(People[town.Next(People.Length)], patience.Token);
            }
            catch (Exception failure) when (failure is OperationCanceledException or Orleans.Runtime.SiloUnavailableException)
            {
                // The partition is on its way; or the silo that was asked does not know of any yet.
            }

            // Also after a failure: callers that never pause leave the silos no thread to learn of one another with.
            await Task.Delay(1 + town.Next(4), CancellationToken.None);
        }
    }
}
