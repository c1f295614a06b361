using System.Collections.Frozen;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Sms.EndToEnd;

/// <summary>The absences docs/architecture.md promises, read from the compiled assemblies.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Databases = ["Npgsql", "Microsoft.Data.Sqlite", "System.Data.SQLite", "SQLitePCLRaw", "System.Data"];
    private static readonly string[] Networks = ["System.Net.Http", "System.Net.Sockets", "System.Net.Security", "System.Net.Requests", "Microsoft.AspNetCore"];

    [Fact]
    public void The_Api_knows_the_contracts_and_of_the_silo_only_its_composition()
    {
        var used = TypesUsedBy("Api");
        Assert.DoesNotContain("Grains", used.Keys);
        Assert.Equal(["Sms.DashboardRegistration", "Sms.SiloRegistration", "Sms.TelemetryRegistration"], used["Silo"]);
        Assert.DoesNotContain(used.Keys, assembly => Databases.Any(name => assembly.StartsWith(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Grains_reach_no_database_and_no_socket()
    {
        var used = TypesUsedBy("Grains");
        Assert.DoesNotContain(used.Keys, assembly => Databases.Concat(Networks).Any(name => assembly.StartsWith(name, StringComparison.Ordinal)));
        Assert.DoesNotContain("Silo", used.Keys);
    }

    [Fact]
    public void The_contracts_need_Orleans_and_nothing_else()
    {
        Assert.DoesNotContain(TypesUsedBy("Grains.Interfaces").Keys, assembly =>
            !assembly.StartsWith("Orleans", StringComparison.Ordinal) && !assembly.StartsWith("System", StringComparison.Ordinal)
            && assembly is not ("Ulid" or "netstandard" or "Microsoft.Extensions.DependencyInjection.Abstractions"));
    }

    [Fact]
    public void Only_the_silo_speaks_to_a_database()
    {
        Assert.Contains("Npgsql", TypesUsedBy("Silo").Keys);
        Assert.Contains("Microsoft.Data.Sqlite", TypesUsedBy("Silo").Keys);
    }

    /// <summary>By assembly, the types named in an assembly's metadata: what its code can touch.</summary>
    private static FrozenDictionary<string, string[]> TypesUsedBy(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")));
        var metadata = file.GetMetadataReader();
        return metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Where(type => type.ResolutionScope.Kind == HandleKind.AssemblyReference)
            .GroupBy(type => metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name))
            .ToFrozenDictionary(group => group.Key, group => group.Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}").Order().ToArray());
    }
}
