using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace Sms;

/// <summary>200 with a JSON:API document; sparse fieldsets (<c>fields[type]</c>) are cut here, for every endpoint alike.</summary>
internal class JsonApi<T>(T document, int status = StatusCodes.Status200OK, string? location = null) : IResult, IEndpointMetadataProvider
{
    public T Document => document;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Describe(builder, StatusCodes.Status200OK);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = ApiJson.MediaType;
        if (location is not null) response.Headers.Location = location;
        var fields = SparseFields.Read(httpContext.Request.Query);
        return fields is null
            ? JsonSerializer.SerializeAsync(response.Body, document, ApiJson.Options, httpContext.RequestAborted)
            : JsonSerializer.SerializeAsync(
                response.Body, fields.Cut(JsonSerializer.SerializeToNode(document, ApiJson.Options)!), ApiJson.Options, httpContext.RequestAborted);
    }

    protected static void Describe(EndpointBuilder builder, int status) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(T), [ApiJson.MediaType]));
}

/// <summary>201, with the place of what was made.</summary>
internal sealed class JsonApiCreated<T>(T document, string location)
    : JsonApi<T>(document, StatusCodes.Status201Created, location), IEndpointMetadataProvider
{
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Describe(builder, StatusCodes.Status201Created);
}

/// <summary>202.</summary>
internal sealed class JsonApiAccepted<T>(T document, string? location = null)
    : JsonApi<T>(document, StatusCodes.Status202Accepted, location), IEndpointMetadataProvider
{
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Describe(builder, StatusCodes.Status202Accepted);
}
