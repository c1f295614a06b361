using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Sms;

/// <summary>The contract at <c>/openapi/v1.json</c>: schemas come from the types the endpoints take and give.</summary>
internal static class OpenApi
{
    private const string Scheme = "Klaviyo-API-Key";

    public static IServiceCollection AddContract(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => description.RelativePath is { } path
            && (path.StartsWith("api/", StringComparison.Ordinal) || path.StartsWith("carriers/", StringComparison.Ordinal) || path.StartsWith("health/", StringComparison.Ordinal));
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // Types with a converter of ours say nothing of themselves.
            var type = context.JsonTypeInfo;
            if (type.Type == typeof(Given)) schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
            if (type.Type == typeof(string)) schema.Type = JsonSchemaType.String | (context.JsonPropertyInfo is { IsGetNullable: true } ? JsonSchemaType.Null : default);
            if (type is { Kind: JsonTypeInfoKind.Enumerable } && type.ElementType == typeof(string)) schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
            if (type is { Kind: JsonTypeInfoKind.Dictionary } && type.ElementType == typeof(string)) schema.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String };
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Received SMS", Version = "v1", Description = "JSON:API shaped like Klaviyo's. Times are ISO 8601, rates fractions from 0 to 1." };
            // The address depends on who asks; clients know the one they fetched this from.
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "Authorization",
                Description = "'Klaviyo-API-Key <key>' or 'Bearer <key>'.",
            };
            foreach (var (path, item) in document.Paths)
                if (path.StartsWith("/api/", StringComparison.Ordinal) && item.Operations is { } operations)
                    foreach (var operation in operations.Values)
                        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
            return Task.CompletedTask;
        });
    });
}
