using System.Text.Json.Nodes;
using Bep.Analysis.Configuration;

namespace Bep.Tests.Configuration;

/// <summary>The committed schema is what the keys say. To write it anew: UPDATE_SCHEMA=1 dotnet test --filter SchemaTests</summary>
public sealed class SchemaTests
{
    private static readonly string s_file = Path.Combine(Repository.Root, "client", "schemas", "bep.schema.json");

    [Fact]
    public void The_committed_schema_is_current()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMA") == "1") File.WriteAllText(s_file, ConfigurationSchema.Write());
        Assert.True(ConfigurationSchema.Write() == File.ReadAllText(s_file), "run: UPDATE_SCHEMA=1 dotnet test --filter SchemaTests");
    }

    [Fact]
    public void It_has_every_key_with_words_about_it()
    {
        var properties = JsonNode.Parse(ConfigurationSchema.Write())!["properties"]!.AsObject();
        Assert.Equal(ConventionKeys.All.Select(key => key.Name).Append(ConventionKeys.Folder).Order(), properties.Select(property => property.Key).Order());
        Assert.All(properties, property => Assert.EndsWith(".", property.Value!["description"]!.GetValue<string>()));
    }
}
