namespace Sms;

/// <summary>Rows of a set on their way to the writer. What they would do to people nobody knows yet, which most of an import are, is decided on the caller's thread.</summary>
internal sealed class SqliteSetPart(ProfileWriteSet set, IReadOnlyList<ProfileWriteRow> rows)
    : TaskCompletionSource<IReadOnlyList<ProfileWritten>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private readonly ProfileDecision?[] forStrangers = [.. rows.Select(row => row is { Phone: not null, Country: not null } ? ProfileDecision.Of(row, null, set) : (ProfileDecision?)null)];

    public ProfileWriteSet Set => set;
    public IReadOnlyList<ProfileWriteRow> Rows => rows;

    /// <param name="stored">The person as stored; null for a stranger.</param>
    /// <param name="grave">What is left of a person erased under this id.</param>
    /// <param name="member">On the list that the withdrawal is about.</param>
    public ProfileDecision Decide(int index, Profile? stored, ErasedPerson? grave, bool member) =>
        stored is null && grave is null && forStrangers[index] is { } decided ? decided : ProfileDecision.Of(rows[index], stored, set, grave, member);
}
