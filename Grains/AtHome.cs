namespace Sms;

/// <summary>Grains whose silo is computed and not looked up: those that live for seconds, and where each silo answers for itself.</summary>
internal static class AtHome
{
    /// <summary>Of the directory that computes it.</summary>
    public const string Directory = "home";

    public const string Person = "subscriber";
    public const string Message = "message";
    public const string Wave = "wave";
    public const string SiloDesk = "silo-desk";
}
