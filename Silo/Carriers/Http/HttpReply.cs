using System.Text.Json;

namespace Sms;

/// <summary>What an answer means, as it is described.</summary>
internal sealed class HttpReply(HttpAnswerOptions options, CarrierVocabulary words)
{
    private readonly string[] accepted = [.. options.Accepted.SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    public SubmitReply Weigh(CarrierAnswer answer) =>
        answer.Undecided() ?? answer.Read(root => Weigh(answer, root)) ?? Weigh(answer, default(JsonElement));

    private SubmitReply Weigh(CarrierAnswer answer, JsonElement root)
    {
        var text = answer.Text;
        var form = FormBody.Parse(answer.Body.Span);
        var code = Read(options.Error);
        if (!answer.Succeeded) return Declined();
        if (options.Outcome is null)
            return Read(options.ProviderId) is { Length: > 0 } id ? SubmitReply.Accepted(id) : code is null ? CarrierAnswer.Nameless : Declined();
        return Read(options.Outcome) switch
        {
            null => CarrierAnswer.Unreadable,
            { } outcome when accepted.Contains(outcome, StringComparer.Ordinal) =>
                Read(options.ProviderId) is { Length: > 0 } id ? SubmitReply.Accepted(id) : CarrierAnswer.Nameless,
            { } outcome => answer.Declined(code ?? outcome, Read(options.Detail), words.ErrorOf(code ?? outcome)),
        };

        SubmitReply Declined() => answer.Declined(code, Read(options.Detail), words.ErrorOf(code ?? answer.Code));

        string? Read(string? selector) => HttpSelector.Read(selector, root, form, text);
    }
}
