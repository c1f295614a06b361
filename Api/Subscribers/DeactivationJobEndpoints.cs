using Microsoft.AspNetCore.Mvc;

namespace Sms;

/// <summary>Lists of numbers that changed hands, from carriers and registries.</summary>
internal static class DeactivationJobEndpoints
{
    private const string Type = "number-deactivation-job";
    private const string At = "/data/attributes";
    private const int MostNumbers = 10_000;
    private const long LargestBody = 1024 * 1024;

    public static void MapDeactivationJobs(this IEndpointRouteBuilder routes) => routes.MapPost("/number-deactivation-jobs", DeactivateAsync).WithTags("Hygiene")
        .WithSummary("Suppresses up to 10,000 numbers that a carrier's list names, unless their owners have consented since.")
        .WithMetadata(new RequestSizeLimitAttribute(LargestBody)).Refuses(413, 415);

    private static async Task<JsonApiAccepted<Document<DeactivationJobAttributes>>> DeactivateAsync(
        RequestDocument<DeactivationJobInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var problems = new Problems();
        problems.CheckType(body.Data?.Type, Type);
        var input = body.Data?.Attributes;
        var reason = input?.Reason ?? DeactivationRules.Deactivated;
        if (!DeactivationRules.All.Contains(reason)) problems.Add(At + "/reason", $"One of {string.Join(", ", DeactivationRules.All)} was expected.");
        var at = now;
        if (input?.DeactivatedAt is { } text && (!Instant.TryParse(text, out at) || at > now)) problems.Add(At + "/deactivated_at", "A date and time in ISO 8601, not in the future, was expected.");
        IReadOnlyList<string> phones = [];
        if (problems.Require(input?.PhoneNumbers, At + "/phone_numbers"))
        {
            phones = problems.Whole(input!.PhoneNumbers, At + "/phone_numbers");
            if (phones.Count is 0 or > MostNumbers) problems.Add(At + "/phone_numbers", $"1 to {MostNumbers} numbers were expected.");
        }

        problems.ThrowIfAny();
        var outcome = await grains.Profiles().DeactivateAsync(new DeactivationBatch(phones, reason, at));
        var attributes = new DeactivationJobAttributes(
            "complete", phones.Count, outcome.Suppressed, outcome.Already, outcome.ConsentedSince, outcome.Unknown,
            [.. outcome.Invalid.Select(i => $"{At}/phone_numbers/{i}")]);
        return new(new Document<DeactivationJobAttributes>(
            new Resource<DeactivationJobAttributes>(Type, Ulid.NewUlid(now).ToString(), attributes, links.Self(request)), links.Self(request)));
    }
}

/// <param name="Reason"><c>carrier_deactivation</c> (default), <c>number_reassigned</c>, <c>landline</c> or <c>known_litigator</c>.</param>
/// <param name="DeactivatedAt">When; default now. A consent given later stays: it is the new owner's.</param>
public sealed record DeactivationJobInput(string? Reason, string? DeactivatedAt, IReadOnlyList<string?>? PhoneNumbers);

/// <param name="Status">Always <c>complete</c>: the answer comes when it is done.</param>
/// <param name="SuppressedCount">People newly suppressed.</param>
/// <param name="AlreadySuppressedCount">Those that some rule had suppressed before.</param>
/// <param name="ConsentedSinceCount">Those left alone for a later consent.</param>
/// <param name="UnknownCount">Numbers of nobody here.</param>
/// <param name="InvalidNumbers">Pointers to what is no phone number.</param>
public sealed record DeactivationJobAttributes(
    string Status, int TotalCount, int SuppressedCount, int AlreadySuppressedCount, int ConsentedSinceCount, int UnknownCount, IReadOnlyList<string> InvalidNumbers);
