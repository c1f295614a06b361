using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Sms;

/// <summary>Section <c>Cluster</c>: who belongs together, and how they find each other.</summary>
internal sealed class ClusterSettings : IValidatableObject
{
    public const string Section = "Cluster";

    /// <summary>
    /// PostgreSQL, for the ledger, grain state and membership. Absent: one process on SQLite. Alone it moves the embedded process' data to PostgreSQL and
    /// nothing else.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>What this process is. The silo's own executable is always <see cref="ClusterRole.Silo"/>.</summary>
    public ClusterRole Role { get; set; }

    /// <summary>Name of the cluster. Silos and gateways with the same name and database find each other; two names on one database do not.</summary>
    [Required, StringLength(150)] public string Name { get; set; } = "sms";

    /// <summary>
    /// The address other silos and gateways reach this silo at, and the only one it listens on. Default 127.0.0.1: Orleans' ports know no authentication, so
    /// they are open to a network only where somebody said so.
    /// </summary>
    public string Address { get; set; } = IPAddress.Loopback.ToString();

    /// <summary>Where other silos connect. 0, the default: a free port; the others read it in the membership. Set it where a firewall wants to know.</summary>
    [Range(0, 65_535)] public int SiloPort { get; set; }

    /// <summary>Where gateways connect. 0, the default: a free port.</summary>
    [Range(0, 65_535)] public int GatewayPort { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Role != ClusterRole.Embedded && string.IsNullOrEmpty(ConnectionString))
            yield return new ValidationResult($"A {Role} finds the others in PostgreSQL: set Cluster:ConnectionString.", [nameof(ConnectionString)]);
        if (!IPAddress.TryParse(Address, out _))
            yield return new ValidationResult($"Cluster:Address must be an IP address; it is '{Address}'.", [nameof(Address)]);
    }

    /// <summary>Read before there are services: what is registered depends on it.</summary>
    /// <exception cref="ValidationException">A setting is out of its bounds.</exception>
    public static ClusterSettings Of(IConfiguration configuration)
    {
        var settings = configuration.GetSection(Section).Get<ClusterSettings>() ?? new ClusterSettings();
        Validator.ValidateObject(settings, new ValidationContext(settings), validateAllProperties: true);
        return settings;
    }
}
