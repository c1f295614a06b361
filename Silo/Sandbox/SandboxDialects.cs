namespace Sms;

/// <summary>The languages the sandbox speaks. Filled while it starts: languages post callbacks, and callbacks are made by languages.</summary>
internal sealed class SandboxDialects
{
    private IReadOnlyList<ISandboxDialect> all = [];

    /// <summary>The one that is not spoken over HTTP; null: not here.</summary>
    public SandboxSmpp? Smpp { get; set; }

    public void Learn(params IReadOnlyList<ISandboxDialect> dialects) => all = dialects;

    public ISandboxDialect Of(CarrierKind kind) => all.First(dialect => dialect.Kind == kind);

    /// <summary>Null when the path belongs to none of them.</summary>
    public ISandboxDialect? Of(PathString path) => all.FirstOrDefault(dialect => dialect.Owns(path));
}
