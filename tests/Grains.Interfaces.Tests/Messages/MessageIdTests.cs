namespace Sms;

public class MessageIdTests
{
    private static readonly SourceId Source = SourceId.Of(new CampaignId("01JDBXYZ0123456789ABCDEFGH"));

    [Fact]
    public void An_id_holds_its_source_month_and_ordinal()
    {
        var id = MessageId.Of(Source, new DateTimeOffset(2026, 11, 30, 23, 30, 0, TimeSpan.FromHours(-2)), 41);
        Assert.Equal("01JDBXYZ0123456789ABCDEFGH-2612-41", id.Value);
        Assert.Equal(2612, id.Born);
        Assert.Equal(41, id.Ordinal);
        Assert.True(MessageId.TryParse(id.Value, out var parsed));
        Assert.Equal(id, parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("41")]
    [InlineData("01JDBXYZ0123456789ABCDEFGH-2612-")]
    [InlineData("01JDBXYZ0123456789ABCDEFGH-2613-1")]
    [InlineData("01JDBXYZ0123456789ABCDEFGH-2600-1")]
    [InlineData("01JDBXYZ0123456789ABCDEFGH-2612-01")]
    [InlineData("01JDBXYZ0123456789ABCDEFGH-2612--1")]
    [InlineData("01JDBXYZ0123456789ABCDEFGH-2612-1234567890")]
    [InlineData("01jdbxyz0123456789abcdefgh-2612-1")]
    [InlineData("01JDBXYZ0123456789ABCDEFGI-2612-1")]
    [InlineData("../../../../../../etc/passwd-2612-1")]
    public void Text_that_is_no_id_is_refused(string? text) => Assert.False(MessageId.TryParse(text, out _));

    [Fact]
    public void Every_ordinal_survives_the_way_through_text() => CsCheck.Check.Sample(
        CsCheck.Gen.Int[0, 999_999_999],
        ordinal => MessageId.TryParse(MessageId.Of(Source, DateTimeOffset.UnixEpoch, ordinal).Value, out var id) && id.Ordinal == ordinal);
}
