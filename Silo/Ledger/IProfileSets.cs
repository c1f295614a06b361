namespace Sms;

/// <summary>How a database writes people in sets; see <see cref="IProfileStore.WriteAsync"/>.</summary>
internal interface IProfileSets
{
    Task<IReadOnlyList<ProfileWritten>> WriteAsync(ProfileWriteSet set);

    /// <summary>Sees to it that deleted bytes are gone from the database's files, where the database does not do so by itself.</summary>
    Task ForgetAsync();
}
