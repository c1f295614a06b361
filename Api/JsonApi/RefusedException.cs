namespace Sms;

/// <summary>
/// A request that is answered with errors. Thrown, not returned, so that parsing reads straight down; ASP.NET does the same with a body it
/// cannot read. What grains answer stays a value and is mapped in the endpoint.
/// </summary>
internal sealed class RefusedException(int status, IReadOnlyList<ApiError> errors) : Exception(errors[0].Detail)
{
    public int Status => status;
    public IReadOnlyList<ApiError> Errors => errors;
    public TimeSpan? RetryAfter { get; init; }

    public static RefusedException NotFound(string type, string id) =>
        One(404, "not_found", "Not found.", $"A {type} with id {Shorten(id)} does not exist.");

    public static RefusedException Conflict(string code, string detail, string? pointer = null) => One(409, code, "Conflict.", detail, Pointer(pointer));

    public static RefusedException Parameter(string parameter, string detail) =>
        One(400, "invalid", "Invalid input.", detail, new ApiErrorSource { Parameter = parameter });

    public static RefusedException Header(string header, string detail) =>
        One(400, "invalid", "Invalid input.", detail, new ApiErrorSource { Header = header });

    public static RefusedException Field(string pointer, string detail) => One(400, "invalid", "Invalid input.", detail, Pointer(pointer));

    public static RefusedException One(int status, string code, string title, string detail, ApiErrorSource? source = null) =>
        new(status, [ApiError.Of(status, code, title, detail, source)]);

    private static ApiErrorSource? Pointer(string? pointer) => pointer is null ? null : new ApiErrorSource { Pointer = pointer };

    private static string Shorten(string id) => id.Length <= 64 ? id : id[..64] + "…";
}
