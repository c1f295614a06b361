namespace Sms;

public sealed class DemoOptionsTests
{
    [Fact]
    public void The_demos_flags_are_taken_and_configuration_stays()
    {
        string[] args = ["--demo", "--Sandbox:EarlyRate=0.1", "--people", "20000", "--once", "--urls=http://localhost:1"];
        Assert.Equal(new DemoOptions(true, true, 20_000), DemoOptions.Take(ref args));
        Assert.Equal(["--Sandbox:EarlyRate=0.1", "--urls=http://localhost:1"], args);
        Assert.Equal(new DemoOptions(false, false, 1_000), DemoOptions.Take(ref args));
    }

    [Theory]
    [InlineData("--demo", "--people")]
    [InlineData("--demo", "--people", "many")]
    [InlineData("--demo", "--people", "0")]
    [InlineData("--demo", "--people", "1000001")]
    public void A_crowd_that_cannot_be_is_refused(params string[] args) => Assert.Throws<ArgumentException>(() => DemoOptions.Take(ref args));
}
