using System.Diagnostics.Metrics;

namespace Sms;

/// <summary>Who was not imported, subscribed or put on a list as asked, for the operator. Whoever asked is told the same, row by row.</summary>
internal sealed class PeopleCounters(IMeterFactory meters)
{
    private readonly Counter<long> refused = meters.Create(MessageCounters.MeterName).CreateCounter<long>(
        "sms.people.refused", "{person}", "People not imported, subscribed or put on a list as asked, by why");

    public void Refused(ImportRefusal reason, int people = 1)
    {
        if (people > 0) refused.Add(people, new KeyValuePair<string, object?>("reason", LabelOf<ImportRefusal>.Name(reason)));
    }
}
