using Orleans.Runtime;

namespace Sms;

/// <summary>One of the many things that came in one call.</summary>
internal static class BatchItem
{
    /// <summary>Does it as if it had come alone, in its own trace and as no part of the call. Never fails: what is thrown is the answer.</summary>
    public static async Task<CallbackAnswer> AnswerAsync(string? traceParent, Func<Task<CallbackVerdict>> work)
    {
        RequestContext.Clear();
        using var span = MessageSpans.StartItem(traceParent);
        try
        {
            return new CallbackAnswer { Verdict = await work() };
        }
        catch (Exception failure)
        {
            return new CallbackAnswer { Failure = failure };
        }
    }
}
