namespace Sms;

public sealed class MessageComposerTests
{
    private static readonly RenderOptions AllOff = new() { ShortenLinks = false, AddOrgPrefix = false, AddInfoLink = false, AddOptOutLanguage = false };
    private static readonly RenderOptions AllOn = new() { ShortenLinks = true, AddOrgPrefix = true, AddInfoLink = true, AddOptOutLanguage = true };
    private static readonly SendingOptions Acme = new() { OrganizationName = "Acme" };

    [Fact]
    public void With_every_option_off_the_text_goes_out_unchanged()
    {
        var composed = Compose("  Hi {{ first_name }} https://example.com/a?b=c \r\n", AllOff, Acme);
        Assert.Equal(("  Hi Ada https://example.com/a?b=c \r\n", 1), (composed.Body, composed.Segments));
    }

    [Fact]
    public void The_sender_s_name_and_the_way_out_are_added_where_they_are_wanted()
    {
        Assert.Equal("Acme: Hi Ada\nReply STOP to unsubscribe.", Compose("Hi {{ first_name }}", AllOn, Acme).Body);
        Assert.Equal("Hi\nReply STOP to unsubscribe.", Compose("Hi", AllOn, new SendingOptions()).Body);
        Assert.Equal("Acme: Hi", Compose("Hi", new RenderOptions(), Acme).Body);
    }

    [Fact]
    public void Segments_are_those_of_what_is_sent() => Assert.Equal(2, Compose(new string('a', 155), AllOn, Acme).Segments);

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("{{ title|default:'' }}")]
    public void A_text_that_comes_to_nothing_is_skipped_however_it_is_dressed(string body) =>
        Assert.Equal(SkipReason.EmptyMessage, Compose(body, AllOn, Acme).Reason);

    [Fact]
    public void A_text_may_have_as_many_characters_as_providers_take()
    {
        Assert.Equal(SkipReason.None, Compose(new string('a', 1600), AllOff, Acme).Reason);
        Assert.Equal(SkipReason.MessageTooLong, Compose(new string('a', 1601), AllOff, Acme).Reason);
        Assert.Equal(SkipReason.MessageTooLong, Compose(new string('a', 1600), AllOn, Acme).Reason);
        Assert.Equal(SkipReason.MessageTooLong, Compose(new string('a', 5000) + "{{ first_name }}", AllOff, Acme).Reason);
    }

    [Fact]
    public void A_template_that_fails_is_skipped_with_its_reason()
    {
        var composed = Compose("Hi {{ title }}", AllOn, Acme);
        Assert.Equal(SkipReason.TemplateFailed, composed.Reason);
        Assert.Contains("title", composed.Detail, StringComparison.Ordinal);
        Assert.Null(composed.Body);
    }

    private static ComposedMessage Compose(string body, RenderOptions wanted, SendingOptions options) =>
        MessageComposer.Compose(new MessageContent { Body = body, Options = wanted }, People.Ada, options);
}
