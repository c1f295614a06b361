using System.Text.Json.Serialization;

namespace Sms;

public sealed record ListAttributes(string Name, DateTimeOffset Created, DateTimeOffset Updated, string OptInProcess)
{
    /// <summary>With <c>additional-fields[list]=profile_count</c> on one list.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public long? ProfileCount { get; init; }

    public static ListAttributes Of(ListDefinition list) => new(list.Name, list.Created, list.Updated, list.DoubleOptIn ? "double_opt_in" : "single_opt_in");
}

public sealed record ListInput(string? Name, string? OptInProcess);
