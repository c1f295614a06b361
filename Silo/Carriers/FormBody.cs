using System.Text;

namespace Sms;

/// <summary>
/// An <c>application/x-www-form-urlencoded</c> body, decoded byte by byte. Takes anything: broken escapes stay as they are, invalid UTF-8 and
/// NUL are bytes like others, repeated and empty names are kept. Never throws: what arrives from outside is weighed by its signature, not by its form.
/// </summary>
internal sealed class FormBody
{
    private readonly byte[] decoded;
    private readonly List<Field> fields;

    private FormBody(byte[] decoded, List<Field> fields) => (this.decoded, this.fields) = (decoded, fields);

    private readonly record struct Field(int Key, int KeyLength, int Value, int ValueLength, int RawValue, int RawValueLength);

    public int Count => fields.Count;

    /// <summary>Bytes that all names and values decode to, at most.</summary>
    public int Length => decoded.Length;

    public static FormBody Parse(ReadOnlySpan<byte> body)
    {
        var decoded = new byte[body.Length];
        var fields = new List<Field>(16);
        var written = 0;
        for (var start = 0; start <= body.Length;)
        {
            var length = body[start..].IndexOf((byte)'&');
            if (length < 0) length = body.Length - start;
            if (length > 0)
            {
                var pair = body.Slice(start, length);
                var equals = pair.IndexOf((byte)'=');
                var rawKey = equals < 0 ? pair : pair[..equals];
                var rawValue = equals < 0 ? default : pair[(equals + 1)..];
                var key = written;
                written += Decode(rawKey, decoded.AsSpan(written));
                var value = written;
                written += Decode(rawValue, decoded.AsSpan(written));
                var rawStart = equals < 0 ? start + length : start + equals + 1;
                fields.Add(new Field(key, value - key, value, written - value, rawStart, rawValue.Length));
            }
            start += length + 1;
        }
        return new FormBody(decoded, fields);
    }

    public ReadOnlySpan<byte> Key(int index) => decoded.AsSpan(fields[index].Key, fields[index].KeyLength);
    public ReadOnlySpan<byte> Value(int index) => decoded.AsSpan(fields[index].Value, fields[index].ValueLength);

    /// <summary>Where the value stands in the body as it came.</summary>
    public (int Start, int Length) RawValue(int index) => (fields[index].RawValue, fields[index].RawValueLength);

    /// <summary>The first value of this name; null when there is none.</summary>
    public string? Get(ReadOnlySpan<byte> name)
    {
        var index = Find(name);
        return index < 0 ? null : Encoding.UTF8.GetString(Value(index));
    }

    /// <summary>The value of this name; null when there is none, or when the form says two things.</summary>
    public string? One(ReadOnlySpan<byte> name)
    {
        var index = Find(name);
        if (index < 0) return null;
        for (var i = index + 1; i < fields.Count; i++)
            if (Key(i).SequenceEqual(name) && !Value(i).SequenceEqual(Value(index))) return null;
        return Encoding.UTF8.GetString(Value(index));
    }

    public int Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < fields.Count; i++)
            if (Key(i).SequenceEqual(name)) return i;
        return -1;
    }

    /// <summary>Places of the fields by name and then value, in the order of UTF-16 units: so every vendor's SDK sorts what it signs.</summary>
    public int[] Sorted()
    {
        var order = new int[fields.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (a, b) => Compare(Key(a), Key(b)) is not 0 and var byKey ? byKey : Compare(Value(a), Value(b)));
        return order;
    }

    /// <summary>Told from UTF-8 bytes: only U+E000–U+FFFF lie elsewhere, behind the surrogates.</summary>
    private static int Compare(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var common = a.CommonPrefixLength(b);
        return common == a.Length || common == b.Length ? a.Length - b.Length : Rank(a[common]) - Rank(b[common]);

        static int Rank(byte lead) => lead is 0xEE or 0xEF ? lead + 16 : lead;
    }

    private static int Decode(ReadOnlySpan<byte> raw, Span<byte> into)
    {
        var written = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            var b = raw[i];
            if (b == '+') b = (byte)' ';
            else if (b == '%' && i + 2 < raw.Length && HexDigit(raw[i + 1]) is >= 0 and var high && HexDigit(raw[i + 2]) is >= 0 and var low)
            {
                b = (byte)((high << 4) | low);
                i += 2;
            }
            into[written++] = b;
        }
        return written;
    }

    private static int HexDigit(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };
}
