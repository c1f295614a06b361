namespace Sms;

/// <summary>So many texts in so long, of all campaigns or of those with a tag.</summary>
internal sealed record FrequencyCap(int Messages, TimeSpan Within, string? Tag)
{
    public bool Concerns(IReadOnlyList<string>? tags) => Tag is null || tags?.Contains(Tag, StringComparer.OrdinalIgnoreCase) == true;

    public override string ToString() => $"{Messages} in {Within:c}{(Tag is null ? "" : $" tagged '{Tag}'")}";
}
