using System.Globalization;
using System.Text;

namespace Sms;

/// <summary>Takes what a template writes, up to a bound.</summary>
internal sealed class BoundedWriter(int limit) : TextWriter(CultureInfo.InvariantCulture)
{
    private readonly StringBuilder text = new();

    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        if (value is null)
            return;
        if (text.Length + value.Length > limit)
            throw new TemplateFault($"The text grew past {limit} characters", tooLong: true);
        text.Append(value);
    }

    public override string ToString() => text.ToString();
}
