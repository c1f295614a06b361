using System.Reflection;

namespace Sms.EndToEnd;

/// <summary>Every name a setting may have, read from the options the product binds.</summary>
internal static class SettingNames
{
    private static readonly (string Section, Type Options)[] Bound =
    [
        (ClusterSettings.Section, typeof(ClusterSettings)), (LedgerOptions.Section, typeof(LedgerOptions)), (OpsOptions.Section, typeof(OpsOptions)),
        (GatewayOptions.Section, typeof(GatewayOptions)), ("Campaigns", typeof(CampaignOptions)), (SendingOptions.Section, typeof(SendingOptions)),
        (SubmitWindowOptions.Section, typeof(SubmitWindowOptions)), ("Confirmation", typeof(ConfirmationOptions)), ("Audit", typeof(AuditOptions)),
        ("Sandbox", typeof(SandboxOptions)), ("Sandbox", typeof(SandboxBehaviour)), ("SendingNumbers:0", typeof(SendingNumberOptions)),
    ];

    /// <summary>Read one by one, without options of their own.</summary>
    private static readonly string[] Single = ["Gateway:ApiKeys", "Data:Directory", "Dashboard:Enabled", "Carriers:any:Kind", "Carriers:any:Dialect"];

    private static readonly HashSet<string> Known = new(
        Single.Concat(Bound.SelectMany(bound => Properties(bound.Options).Select(name => $"{bound.Section}:{name}")))
            .Concat(typeof(CarrierOptions).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CarrierOptions))).SelectMany(Properties).Select(name => $"Carriers:any:{name}")),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether <c>A__B__C</c> sets something. A carrier may have any name, a sending number any place.</summary>
    public static bool Sets(string variable)
    {
        var parts = variable.Split("__");
        if (parts is ["Carriers", _, ..]) parts[1] = "any";
        if (parts is ["SendingNumbers", var place, ..] && int.TryParse(place, out _)) parts[1] = "0";
        return Known.Contains(string.Join(':', parts));
    }

    private static IEnumerable<string> Properties(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).Select(property => property.Name);
}
