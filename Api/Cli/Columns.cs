using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Sms.Terminal;

internal enum ColumnKind : byte { Property, Attribute, Location, Phone, Consent, ConsentedAt, Ignored }

/// <param name="Name">The attribute's or property's name in the API.</param>
internal readonly record struct Column(ColumnKind Kind, string Name);

/// <summary>What a column holds, by its heading; headings differ in case, spaces, hyphens and underscores. Unknown ones are properties of the person.</summary>
internal static class Columns
{
    private static readonly FrozenDictionary<string, Column> Known = new (ColumnKind Kind, string Name, string Headings)[]
    {
        (ColumnKind.Phone, "phone_number", "phone phonenumber phoneno mobile mobilephone mobilenumber mobileno cell cellphone cellphonenumber cellular telephone tel msisdn number sms smsnumber handy telefon handynummer"),
        (ColumnKind.Attribute, "email", "email emailaddress mail"),
        (ColumnKind.Attribute, "first_name", "firstname givenname forename vorname"),
        (ColumnKind.Attribute, "last_name", "lastname surname familyname nachname"),
        (ColumnKind.Attribute, "external_id", "externalid customerid userid"),
        (ColumnKind.Attribute, "organization", "organization organisation company"),
        (ColumnKind.Attribute, "title", "title jobtitle"),
        (ColumnKind.Attribute, "locale", "locale"),
        (ColumnKind.Attribute, "image", "image imageurl"),
        (ColumnKind.Location, "address1", "address address1 street streetaddress addressline1"),
        (ColumnKind.Location, "address2", "address2 addressline2"),
        (ColumnKind.Location, "city", "city town"),
        (ColumnKind.Location, "country", "country"),
        (ColumnKind.Location, "region", "region state province stateregion"),
        (ColumnKind.Location, "zip", "zip zipcode postalcode postcode"),
        (ColumnKind.Location, "timezone", "timezone"),
        (ColumnKind.Location, "latitude", "latitude lat"),
        (ColumnKind.Location, "longitude", "longitude lon lng"),
        (ColumnKind.Location, "ip", "ip ipaddress"),
        (ColumnKind.Consent, "consent", "consent smsconsent smsmarketingconsent optin smsoptin optedin subscribed smssubscribed acceptsmarketing acceptssmsmarketing"),
        (ColumnKind.ConsentedAt, "consented_at", "consentedat consentdate consenttime consenttimestamp smsconsentedat optinat optindate optintime subscribedat"),
    }.SelectMany(row => row.Headings.Split(' ').Select(heading => KeyValuePair.Create(heading, new Column(row.Kind, row.Name)))).ToFrozenDictionary();

    /// <exception cref="CommandFailure">No column holds phone numbers.</exception>
    public static Column[] Read(IReadOnlyList<string> headings)
    {
        var taken = new HashSet<(ColumnKind, string)>();
        var columns = new Column[headings.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var heading = headings[i].Trim();
            var column = heading.Length == 0 ? new Column(ColumnKind.Ignored, "") : Known.GetValueOrDefault(Fold(heading), new Column(ColumnKind.Property, heading));
            // The first of two columns that mean the same is the one; the other is kept as a property under its own heading.
            columns[i] = column.Kind is ColumnKind.Ignored || taken.Add((column.Kind, column.Name)) ? column : new Column(ColumnKind.Property, heading);
        }
        return columns.Any(column => column.Kind == ColumnKind.Phone)
            ? columns
            : throw new CommandFailure("No column holds phone numbers. Name one of them 'phone' in the file's first line.", $"The columns are: {string.Join(", ", headings)}");
    }

    private static string Fold(string heading)
    {
        var folded = new StringBuilder(heading.Length);
        foreach (var character in heading)
            if (char.IsLetterOrDigit(character))
                folded.Append(char.ToLower(character, CultureInfo.InvariantCulture));
        return folded.ToString();
    }
}
