namespace Sms;

/// <summary>Pages of the people who have texted us, by a statement that both databases have.</summary>
internal sealed class ConversationStore(ILedgerStatements statements) : IConversationStore
{
    public async Task<IReadOnlyList<Profile>> ReadAsync(bool? flagged, ConversationPlace? after, int size)
    {
        var conditions = new Conditions { new("size", size) };
        if (flagged is { } only) conditions.When(only ? "flagged" : "unflagged");
        if (after is { } place)
        {
            conditions.Add("after", place.Person.Value);
            conditions.Add(new SqlParameter("at", place.TextedAt));
        }

        return await statements.ReadAsync("conversations.sql", conditions.Parameters, row => row.Profile()!, conditions.Names);
    }
}
