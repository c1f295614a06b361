using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Sms.Terminal;

/// <summary>One line of the file. <paramref name="Broken"/> says why it cannot be read; <paramref name="Cells"/> are reused by the next line.</summary>
internal readonly record struct PersonLine(int Line, string[] Cells, string? Broken);

/// <summary>
/// A CSV file of people, read as a stream: comma, semicolon, tab or bar; UTF-8 with or without its mark, UTF-16, or Latin-1; any line ends.
/// </summary>
internal sealed class PeopleFile : IDisposable
{
    private const int Sample = 64 * 1024;
    // A quote that is never closed swallows the rest of the file; no cell of a person is this long.
    private const int MaxCell = 64 * 1024;

    private readonly FileStream file;
    private readonly CsvParser parser;

    /// <exception cref="CommandFailure">It is empty or has no phone column.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public PeopleFile(string path)
    {
        file = new FileStream(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite, BufferSize = 1 << 16, Options = FileOptions.SequentialScan });
        try
        {
            var head = new byte[Sample];
            var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            file.Position = 0;
            var encoding = TextEncoding.Guess(head.AsSpan(0, read), read == head.Length);
            var text = encoding.GetString(head, 0, read).TrimStart('\uFEFF');
            parser = new CsvParser(new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, 1 << 16), new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = Delimiter(text).ToString(),
                BadDataFound = null,
                MaxFieldSize = MaxCell,
                TrimOptions = TrimOptions.Trim,
            });
            if (!ReadRow())
                throw new CommandFailure($"{path} is empty.");
            Headings = parser.Record!;
            Columns = Terminal.Columns.Read(Headings);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string[] Headings { get; }
    public Column[] Columns { get; }
    public long Length => file.Length;
    public long Position => file.Position;

    public IEnumerable<PersonLine> Read()
    {
        while (ReadRow())
        {
            var cells = parser.Record!;
            // RawRow is the line the row ends on; a cell may hold line ends of its own.
            yield return new PersonLine(parser.RawRow, cells, cells.Length > Columns.Length
                ? $"{cells.Length} columns where the first line has {Columns.Length}" : null);
        }
    }

    public void Dispose()
    {
        parser?.Dispose();
        file.Dispose();
    }

    private bool ReadRow()
    {
        try
        {
            return parser.Read();
        }
        catch (MaxFieldSizeException)
        {
            throw new CommandFailure($"A cell near line {parser.RawRow} has no end: is a quotation mark missing? What stands before it was imported.");
        }
    }

    // The first line has no data in it that could mislead: the separator is the one it has most of, outside quotes.
    private static char Delimiter(string text)
    {
        Span<int> counts = stackalloc int[4];
        const string candidates = ",;\t|";
        var quoted = false;
        foreach (var character in text)
        {
            if (character == '"')
                quoted = !quoted;
            else if (!quoted && character is '\r' or '\n')
                break;
            else if (!quoted && candidates.IndexOf(character, StringComparison.Ordinal) is var at and >= 0)
                counts[at]++;
        }
        var best = 0;
        for (var i = 1; i < counts.Length; i++)
            if (counts[i] > counts[best])
                best = i;
        return candidates[best];
    }
}
