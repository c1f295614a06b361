using CsCheck;

namespace Sms;

public sealed class CursorTests
{
    private static readonly Cursor Sample = new("0198f-x", "equals(a,\"ä b\")", "-created", 50);

    [Fact]
    public void A_cursor_survives_the_wire_in_characters_that_need_no_escaping()
    {
        var text = Sample.Encode();
        Assert.Equal(Uri.EscapeDataString(text), text);
        Assert.True(Cursor.TryRead(text, out var read));
        Assert.Equal(Sample, read);
    }

    [Theory]
    [InlineData("http://localhost:5080/api/events?page%5Bcursor%5D={0}&x=1")]
    [InlineData("https://sms.example/api/events?filter=a&page[cursor]={0}")]
    public void A_whole_link_serves_as_well_as_the_cursor_in_it(string link)
    {
        Assert.True(Cursor.TryRead(link.Replace("{0}", Sample.Encode(), StringComparison.Ordinal), out var read));
        Assert.Equal(Sample, read);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("http://localhost/api/events")]
    [InlineData("http://")]
    [InlineData("====")]
    public void Anything_else_is_no_cursor(string text) => Assert.False(Cursor.TryRead(text, out _));

    [Fact]
    public void No_text_makes_reading_fail() => Gen.String.Sample(text => { Cursor.TryRead(text, out _); });
}
