using System.Collections.Frozen;
using System.Text.Json;

namespace Sms;

/// <summary>Names of enum members as label values of metrics, <c>snake_case</c>, made once: a measurement allocates nothing.</summary>
internal static class LabelOf<T> where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Names =
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    public static string Name(T value) => Names[value];
}
