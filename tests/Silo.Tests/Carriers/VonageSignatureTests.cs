using System.Text;

namespace Sms;

public sealed class VonageSignatureTests
{
    /// <summary>The vendor's sample receipt, with a value that needs replacing.</summary>
    private const string Sample = "msisdn=447700900000&to=AcmeInc&network-code=12345&messageId=0A0000001234567B&price=0.03330000&status=delivered&scts=2001011400"
        + "&err-code=0&api-key=abcd1234&client-ref=a%26b%3Dc&message-timestamp=2020-01-01T12%3A00%3A00.000%2B00%3A00&timestamp=1582650446"
        + "&nonce=ec11dd3e-1e7f-4db5-9467-82b02cd223b9";

    [Theory]
    [InlineData("Md5Hash", "DE894A07017D4DACF1E784E3AEA23625")]
    [InlineData("Sha256", "4B2F4E57C2B0E59CDD9CA4015A897EC8AFDF5B525707111C6E4EDE4E55ACC138")]
    public void The_documented_rules_vectors_hold(string method, string signature)
    {
        var signer = new VonageSignature(Enum.Parse<VonageSignatureMethod>(method), ["secret"]);
        Assert.Equal(signature, signer.Sign(FormBody.Parse(Encoding.UTF8.GetBytes(Sample))));
        Assert.True(signer.Fits(FormBody.Parse(Encoding.UTF8.GetBytes($"{Sample}&sig={signature}"))));
        Assert.True(signer.Fits(FormBody.Parse(Encoding.UTF8.GetBytes($"sig={signature.ToLowerInvariant()}&{Sample}"))));
        Assert.False(signer.Fits(FormBody.Parse(Encoding.UTF8.GetBytes(Sample))));
        Assert.False(signer.Fits(FormBody.Parse(Encoding.UTF8.GetBytes($"{Sample}&new=field&sig={signature}"))));
    }
}
