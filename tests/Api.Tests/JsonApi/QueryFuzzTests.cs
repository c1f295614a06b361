using Sms.Testing;

namespace Sms;

/// <summary>Everything in a query string that we parse ourselves: it is understood, or refused with a 400 that names it.</summary>
public sealed class QueryFuzzTests
{
    private static readonly ListShape Shape = new()
    {
        DefaultSize = 20,
        MaxSize = 100,
        Filters = new FilterRules { { "email", "equals", "any", "contains" }, { "created", "greater-than", "less-than" }, { "profile", "has" } },
        Sorts = ["created", "email"],
        Includes = ["profile", "lists"],
    };

    private static readonly string[] Filters =
    [
        """equals(email,"a@b.example")""", "and(equals(email,'x'),and(less-than(created,2026-01-01T00:00:00Z))),has(profile)", """any(email,["x", 'y',z]),contains(email,"\"'\\")""", "",
    ];

    private static readonly string[] Cursors =
    [
        new Cursor("2026|x", "equals(email,\"a\")", "-created", 20).Encode(),
        "https://sms.example.com/api/profiles?page%5Bcursor%5D=" + new Cursor("1", null, null, 5).Encode() + "&sort=-created", "http://[::1]/?page[cursor]=", "AAAA",
    ];

    [Fact]
    public void A_filter() => Fuzzer.Run(Filters, text => Refusable(() => FilterParser.Parse(text)));

    [Fact]
    public void A_cursor() => Fuzzer.Run(Cursors, text => _ = Cursor.TryRead(text, out _));

    [Fact]
    public void A_whole_list_request() => Fuzzer.Run([.. Filters.Select(filter => filter + "\u0001-created\u0001profile,lists\u000150\u0001" + Cursors[0])], text =>
    {
        var parts = text.Split('\u0001').Concat(Enumerable.Repeat<string?>(null, 5)).ToArray();
        Refusable(() => new ListParameters(parts[0], parts[1], parts[2], parts[3], parts[4]).Read(Shape));
    });

    private static void Refusable(Action parse)
    {
        try
        {
            parse();
        }
        catch (FormatException)
        {
            // Said what was expected.
        }
        catch (RefusedException refused)
        {
            Assert.Equal(400, refused.Status);
        }
    }
}
