namespace Sms;

/// <summary>How a database writes people in sets; see <see cref="IProfileStore.WriteAsync"/>.</summary>
internal interface IProfileSets
{
    Task<IReadOnlyList<ProfileWritten>> WriteAsync(ProfileWriteSet set);
}
