namespace Sms;

/// <summary>A number as SMPP writes it: type of number, numbering plan and digits (SMPP 3.4, §5.2.5 and §5.2.6).</summary>
internal readonly record struct SmppAddress(byte Type, byte Plan, string Digits)
{
    public const byte International = 1;
    public const byte NetworkSpecific = 3;
    public const byte Alphanumeric = 5;
    private const byte E164 = 1;

    /// <param name="shortCode">What the provider wants a short code's type to be.</param>
    public static SmppAddress Of(string number, byte shortCode = NetworkSpecific)
    {
        if (number.StartsWith('+')) return new SmppAddress(International, E164, number[1..]);
        return number.AsSpan().ContainsAnyExceptInRange('0', '9') ? new SmppAddress(Alphanumeric, 0, number) : new SmppAddress(shortCode, 0, number);
    }

    public static SmppAddress Read(ref SmppFields fields) => new(fields.Byte(), fields.Byte(), fields.Text(21));

    public void Write(ref SmppWriter pdu)
    {
        pdu.Byte(Type);
        pdu.Byte(Plan);
        pdu.Text(Digits);
    }

    /// <summary>With its plus where the provider says that it is international, else as it came.</summary>
    public string Number => Type == International && !Digits.StartsWith('+') ? "+" + Digits : Digits;
}
