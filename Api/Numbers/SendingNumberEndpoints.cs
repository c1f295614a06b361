using Microsoft.AspNetCore.Http.HttpResults;

namespace Sms;

/// <summary>The numbers we send from: registration, pace, history.</summary>
internal static class SendingNumberEndpoints
{
    public const string Type = "sending-number";

    private const string Path = "/api/sending-numbers/";

    private static readonly ShortList<NumberDetail> Numbers = new ShortList<NumberDetail>(number => number.Record.Number, 20, 100)
        .Filter("number", number => number.Record.Number, FilterCondition.Equal, FilterCondition.Any, FilterCondition.Contains)
        .Filter("status", number => number.Record.Status.Word(), FilterCondition.Equal, FilterCondition.Any)
        .Filter("type", number => number.Record.Type.Word(), FilterCondition.Equal, FilterCondition.Any)
        .Filter("carrier", number => number.Record.Carrier, FilterCondition.Equal, FilterCondition.Any)
        .Sort("number", number => number.Record.Number).Sort("created", number => number.Record.Created).Sort("updated", number => number.Record.Updated);

    public static void MapSendingNumbers(this IEndpointRouteBuilder routes)
    {
        var numbers = routes.MapGroup("/sending-numbers").WithTags("Sending numbers");
        numbers.MapGet("", ListAsync).WithSummary("The numbers we send from.").Refuses();
        numbers.MapPost("", CreateAsync).WithSummary("Adds a number; unless its status says otherwise it does not send yet.").Refuses(409, 415);
        numbers.MapGet("{id}", GetAsync).WithSummary("One number, with its history; its id is the number itself.").Refuses(404);
        numbers.MapPatch("{id}", UpdateAsync).WithSummary("Changes status, segments_per_second or countries, for a reason; in force on every server within two seconds.").Refuses(404, 415);
        numbers.MapDelete("{id}", DeleteAsync).WithSummary("Removes a number that was added here; those of the configuration are suspended instead.").Refuses(404, 409);
    }

    private static async Task<JsonApi<Collection<SendingNumberAttributes>>> ListAsync(
        [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(Numbers.Shape);
        var (page, next) = Numbers.Read(await grains.SendingNumbers().ListAsync(), list);
        return new(new Collection<SendingNumberAttributes>([.. page.Select(number => Resource(number, request, links))], links.Page(request, next)));
    }

    private static async Task<JsonApi<Document<SendingNumberAttributes>>> GetAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links) =>
        Answer(await grains.SendingNumbers().GetAsync(id) ?? throw RefusedException.NotFound(Type, id), request, links);

    private static async Task<JsonApiCreated<Document<SendingNumberAttributes>>> CreateAsync(
        RequestDocument<SendingNumberInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var draft = SendingNumberInputReader.Draft(body);
        var resource = Resource(Written(await grains.SendingNumbers().AddAsync(draft), draft.Number), request, links);
        return new(new Document<SendingNumberAttributes>(resource, resource.Links), resource.Links.Self);
    }

    private static async Task<JsonApi<Document<SendingNumberAttributes>>> UpdateAsync(
        string id, RequestDocument<SendingNumberInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links) =>
        Answer(Written(await grains.SendingNumbers().PatchAsync(id, SendingNumberInputReader.Patch(body, id)), id), request, links);

    private static async Task<NoContent> DeleteAsync(string id, IGrainFactory grains)
    {
        switch (await grains.SendingNumbers().RemoveAsync(id, null))
        {
            case NumberVerdict.Unknown: throw RefusedException.NotFound(Type, id);
            case NumberVerdict.Configured:
                throw RefusedException.Conflict("configured", "The configuration names this number: take it out there, or suspend it.");
            default: return TypedResults.NoContent();
        }
    }

    private static NumberDetail Written(NumberWrite write, string number) => write.Verdict switch
    {
        NumberVerdict.Written => write.Number!,
        NumberVerdict.Unknown => throw RefusedException.NotFound(Type, number),
        NumberVerdict.Taken => throw RefusedException.Conflict("duplicate", "There is such a number already.", "/data/attributes/number"),
        NumberVerdict.UnknownCarrier => throw RefusedException.Field("/data/attributes/carrier", $"No such carrier is configured; there are {Names(write)}."),
        NumberVerdict.CarrierNeeded => throw RefusedException.Field("/data/attributes/carrier", $"There are several carriers, and one has to be named: {Names(write)}."),
        _ => throw new InvalidOperationException($"No answer for {write.Verdict}"),
    };

    private static string Names(NumberWrite write) => write.Carriers is { Count: > 0 } names ? string.Join(", ", names) : "none";

    private static JsonApi<Document<SendingNumberAttributes>> Answer(NumberDetail number, HttpRequest request, PublicLinks links)
    {
        var resource = Resource(number, request, links);
        return new(new Document<SendingNumberAttributes>(resource, resource.Links));
    }

    private static Resource<SendingNumberAttributes> Resource(NumberDetail number, HttpRequest request, PublicLinks links) =>
        new(Type, number.Record.Number, SendingNumberAttributes.Of(number), links.To(request, Path + Uri.EscapeDataString(number.Record.Number)));
}
