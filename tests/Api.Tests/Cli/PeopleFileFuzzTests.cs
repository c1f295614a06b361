using System.Text;
using Sms.Testing;

namespace Sms.Terminal;

/// <summary>A file of people may hold anything: it is read line by line, or refused with a sentence.</summary>
public sealed class PeopleFileFuzzTests
{
    private const string Commas = "phone,first name,Favourite Colour\r\n+12025550123,Zoë,\"red, blue\"\r\n+12025550124,\"O\"\"Neil\",\"two\r\nlines\"\r\n";
    private const string Semicolons = "Phone_Number;First-Name;consent\n+12025550123;Zoë;yes\n+12025550124;\"O\"\"Neil\";=cmd()|x\n";

    [Fact]
    public void Any_bytes_are_lines_of_people_or_no_such_file()
    {
        var path = Path.GetTempFileName();
        try
        {
            Fuzzer.Run(
                [Encoding.UTF8.GetBytes(Commas), Encoding.Unicode.GetBytes(Commas), [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Commas)], Encoding.Latin1.GetBytes(Semicolons)],
                bytes =>
                {
                    File.WriteAllBytes(path, bytes);
                    try
                    {
                        using var file = new PeopleFile(path);
                        foreach (var line in file.Read()) Assert.True(line.Line > 0);
                    }
                    catch (CommandFailure refused)
                    {
                        Assert.All(refused.Lines, Assert.NotEmpty);
                    }
                },
                Fuzzer.Rounds / 4);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
