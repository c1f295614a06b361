namespace Sms;

/// <summary>The dashboard's measuring of grain calls, out of the way of all calls while nobody looks. Orleans wants to know its filters when it starts.</summary>
internal sealed class DashboardFilter(IIncomingGrainCallFilter measures, DashboardWatch watch) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context) => watch.Collects ? measures.Invoke(context) : context.Invoke();
}
