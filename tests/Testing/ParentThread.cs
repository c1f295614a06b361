using System.Collections.Concurrent;

namespace Sms.Testing;

/// <summary>
/// A thread that lives as long as this process. "Dies with its parent" means, to Linux, with the thread that started it: a server started from the
/// thread pool would be ended whenever the pool retires that thread.
/// </summary>
internal sealed class ParentThread
{
    private readonly BlockingCollection<Action> work = [];

    public ParentThread() => new Thread(() =>
    {
        foreach (var item in work.GetConsumingEnumerable()) item();
    })
    { IsBackground = true, Name = "parent of servers" }.Start();

    public T Run<T>(Func<T> start)
    {
        var done = new TaskCompletionSource<T>();
        work.Add(() =>
        {
            try
            {
                done.SetResult(start());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }
}
