namespace Sms;

/// <summary>The numbered files of a database's schema, and which of them it has seen.</summary>
internal interface IMigrations
{
    /// <summary>Applies what is missing, one process at a time. With <paramref name="apply"/> false it only checks, and throws when something is.</summary>
    Task BringUpToDateAsync(bool apply, DateTimeOffset now);
}
