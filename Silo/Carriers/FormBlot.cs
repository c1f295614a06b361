using System.Text;

namespace Sms;

/// <summary>A form as text to keep: as it came, except that values which hold one of the numbers are replaced whole: channel fields repeat them.</summary>
internal static class FormBlot
{
    private const string Blot = "***";

    /// <param name="numbers">Places in the form of the fields with a number to hide; negative: absent.</param>
    public static string Of(FormBody form, ReadOnlySpan<byte> body, params ReadOnlySpan<int> numbers)
    {
        var text = new StringBuilder(body.Length);
        var kept = 0;
        for (var i = 0; i < form.Count; i++)
        {
            if (!HoldsAny(form, i, numbers)) continue;
            var (start, length) = form.RawValue(i);
            text.Append(VendorText.Raw(body[kept..start])).Append(Blot);
            kept = start + length;
        }
        return text.Append(VendorText.Raw(body[kept..])).ToString();
    }

    private static bool HoldsAny(FormBody form, int index, ReadOnlySpan<int> numbers)
    {
        foreach (var number in numbers)
        {
            if (number < 0) continue;
            var digits = form.Value(number).TrimStart((byte)'+');
            if (digits.Length >= 3 && form.Value(index).IndexOf(digits) >= 0) return true;
        }
        return false;
    }
}
