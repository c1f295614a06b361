using System.Security.Cryptography;
using System.Text;

namespace Sms;

/// <summary>Makes a <see cref="SubscriberId"/> of a phone number, the same everywhere the deployment's secret is known.</summary>
internal static class SubscriberIds
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Length = 26;
    private const int BitsPerCharacter = 5;

    /// <param name="e164">For instance <c>+12025550123</c>.</param>
    /// <param name="secret">The deployment's, see <see cref="IProfileStore.ReadSecretAsync"/>.</param>
    public static SubscriberId Of(string e164, ReadOnlySpan<byte> secret)
    {
        // E.164 is at most '+' and fifteen digits; longer input is a caller's mistake, not a person.
        Span<byte> number = stackalloc byte[16];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var written = Encoding.ASCII.GetBytes(e164, number);
        HMACSHA256.HashData(secret, number[..written], hash);

        Span<char> text = stackalloc char[Length];
        var (bits, held, next) = (0u, 0, 0);
        for (var i = 0; i < Length; i++)
        {
            if (held < BitsPerCharacter)
                (bits, held) = ((bits << 8) | hash[next++], held + 8);
            held -= BitsPerCharacter;
            text[i] = Alphabet[(int)(bits >> held) & 31];
        }
        return new SubscriberId(new string(text));
    }
}
