namespace Sms;

/// <summary>A call for many, from the side of who makes it: a gateway at a silo, a silo at another.</summary>
public static class BatchCall
{
    /// <summary>
    /// Makes the call and asks on until each item has its verdict or its failure, which it gets as soon as it is told. A call that fails fails what is open. Never fails
    /// itself.
    /// </summary>
    /// <param name="items">In the order of the call.</param>
    /// <param name="stop">Fails what is open, too.</param>
    public static async Task FollowAsync(
        IGrainFactory grains, Func<Task<BatchAnswer>> call, IReadOnlyList<TaskCompletionSource<CallbackVerdict>> items, CancellationToken stop)
    {
        var open = items;
        try
        {
            var answer = await call().WaitAsync(stop);
            while ((open = Settle(open, answer)).Count > 0)
            {
                var desk = answer.Desk ?? throw new InvalidOperationException($"{open.Count} answers are open, and nobody is named who has them");
                answer = await grains.SiloDesk(desk).CollectAsync(answer.Ticket).WaitAsync(stop);
            }
        }
        catch (Exception failure)
        {
            foreach (var item in open) item.TrySetException(failure);
        }
    }

    /// <returns>What is still open.</returns>
    private static List<TaskCompletionSource<CallbackVerdict>> Settle(IReadOnlyList<TaskCompletionSource<CallbackVerdict>> items, BatchAnswer answer)
    {
        if (answer.Answers.Length != items.Count) throw new InvalidOperationException($"{answer.Answers.Length} answers to {items.Count} items");
        var open = new List<TaskCompletionSource<CallbackVerdict>>();
        for (var i = 0; i < items.Count; i++)
        {
            switch (answer.Answers[i])
            {
                case null: open.Add(items[i]); break;
                case { Failure: { } failure }: items[i].TrySetException(failure); break;
                case { Verdict: var verdict }: items[i].TrySetResult(verdict); break;
            }
        }

        return open;
    }
}
