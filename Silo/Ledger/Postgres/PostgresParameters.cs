using Npgsql;
using NpgsqlTypes;

namespace Sms;

internal static class PostgresParameters
{
    extension(NpgsqlParameterCollection parameters)
    {
        public void AddList<T>(List<T> values) => parameters.Add(new NpgsqlParameter<List<T>> { TypedValue = values, NpgsqlDbType = ArrayOf(typeof(T)) });

        public void AddTyped<T>(T value) => parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

        /// <summary>A named parameter that may be null; its type is told, because a null has none.</summary>
        public void AddNamed(string name, NpgsqlDbType type, object? value) =>
            parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });
    }

    private static NpgsqlDbType ArrayOf(Type element) => NpgsqlDbType.Array | (Nullable.GetUnderlyingType(element) ?? element) switch
    {
        var type when type == typeof(int) => NpgsqlDbType.Integer,
        var type when type == typeof(short) => NpgsqlDbType.Smallint,
        var type when type == typeof(long) => NpgsqlDbType.Bigint,
        var type when type == typeof(bool) => NpgsqlDbType.Boolean,
        var type when type == typeof(Guid) => NpgsqlDbType.Uuid,
        var type when type == typeof(DateTime) => NpgsqlDbType.TimestampTz,
        var type when type == typeof(string) => NpgsqlDbType.Text,
        var type => throw new NotSupportedException($"No array of {type.Name} is mapped"),
    };
}
