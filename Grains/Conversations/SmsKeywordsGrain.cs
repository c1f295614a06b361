namespace Sms;

/// <summary>Knows the deployment's own keywords, by the words a text must be.</summary>
[GrainType("sms-keywords")]
internal sealed class SmsKeywordsGrain([PersistentState("sms-keywords")] IPersistentState<SmsKeywordsState> stored) : Grain, ISmsKeywordsGrain
{
    private List<SmsKeyword> Keywords => stored.State.Keywords;

    public Task<IReadOnlyList<SmsKeyword>> ListAsync() => Task.FromResult<IReadOnlyList<SmsKeyword>>([.. Keywords.OrderByDescending(keyword => keyword.Id, StringComparer.Ordinal)]);

    public Task<SmsKeyword?> GetAsync(string id) => Task.FromResult(Keywords.Find(keyword => keyword.Id == id));

    public Task<SmsKeyword?> FindAsync(string phrase) => Task.FromResult(Keywords.Find(keyword => KeywordText.Phrase(keyword.Word) == phrase));

    public Task<KeywordWrite> CreateAsync(SmsKeyword keyword) => WriteAsync(keyword, -1);

    public async Task<KeywordWrite> ReplaceAsync(SmsKeyword keyword)
    {
        var place = Keywords.FindIndex(known => known.Id == keyword.Id);
        return place < 0 ? new KeywordWrite(KeywordVerdict.Unknown, null) : await WriteAsync(keyword, place);
    }

    public async Task<bool> DeleteAsync(string id)
    {
        if (Keywords.RemoveAll(keyword => keyword.Id == id) == 0) return false;
        await stored.SaveAsync(this);
        return true;
    }

    private async Task<KeywordWrite> WriteAsync(SmsKeyword keyword, int place)
    {
        var phrase = KeywordText.Phrase(keyword.Word);
        // What means something in any language would never be found, or take an opt-out for something else.
        if (phrase.Length == 0 || KeywordBook.IsReserved(phrase)) return new KeywordWrite(KeywordVerdict.Reserved, null);
        if (Keywords.Exists(known => known.Id != keyword.Id && KeywordText.Phrase(known.Word) == phrase)) return new KeywordWrite(KeywordVerdict.Taken, null);
        if (place < 0) Keywords.Add(keyword);
        else Keywords[place] = keyword;
        await stored.SaveAsync(this);
        return new KeywordWrite(KeywordVerdict.Written, keyword);
    }
}

[GenerateSerializer, Alias("sms-keywords-state")]
public sealed class SmsKeywordsState
{
    [Id(0)] public List<SmsKeyword> Keywords { get; set; } = [];
}
