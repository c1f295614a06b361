using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Sms.Terminal;

/// <param name="Line">In the imported file, from 1; the headings are line 1.</param>
/// <param name="Phone">As typed.</param>
internal sealed record RefusedRow(int Line, string Phone, string Reason, string Detail);

/// <summary>The refused rows as a CSV file. Cells that a spreadsheet would run as a formula are led by an apostrophe.</summary>
internal sealed class RefusedReport : IDisposable
{
    private readonly CsvWriter csv;

    public RefusedReport(string path)
    {
        csv = new CsvWriter(new StreamWriter(path), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            // The dash, the tab and the line end start formulas too; the plus does not lose its number: '+1202… is what a spreadsheet shows as +1202….
            InjectionOptions = InjectionOptions.Escape,
            InjectionCharacters = ['=', '@', '+', '-', '\t', '\r', '\n'],
            InjectionEscapeCharacter = '\'',
        });
        foreach (var heading in (string[])["line", "phone", "reason", "detail"])
            csv.WriteField(heading);
        csv.NextRecord();
    }

    public void Write(RefusedRow row)
    {
        csv.WriteField(row.Line);
        csv.WriteField(row.Phone);
        csv.WriteField(row.Reason);
        csv.WriteField(row.Detail);
        csv.NextRecord();
    }

    public void Dispose() => csv.Dispose();
}
