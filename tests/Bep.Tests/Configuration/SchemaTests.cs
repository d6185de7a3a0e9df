using System.Text.Json.Nodes;
using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;

namespace Bep.Tests.Configuration;

/// <summary>The committed schema and page are what the keys say. To write them anew: UPDATE_SCHEMA=1 dotnet test --filter SchemaTests</summary>
public sealed class SchemaTests
{
    [Fact]
    public void The_committed_schema_is_current() => IsCurrent(Path.Combine("client", "schemas", "bep.schema.json"), ConfigurationSchema.Write(RuleBook.Names));

    [Fact]
    public void The_committed_page_is_current() => IsCurrent(Path.Combine("docs", "configuration.md"), ConfigurationPage.Write());

    private static void IsCurrent(string path, string expected)
    {
        var file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMA") == "1") File.WriteAllText(file, expected);
        Assert.True(expected == File.ReadAllText(file), $"{path} is stale; run: UPDATE_SCHEMA=1 dotnet test --filter SchemaTests");
    }

    [Fact]
    public void It_has_every_key_with_words_about_it()
    {
        var properties = JsonNode.Parse(ConfigurationSchema.Write(RuleBook.Names))!["properties"]!.AsObject();
        Assert.Equal(ConventionKeys.All.Select(key => key.Name).Append(ConventionKeys.Folder).Order(), properties.Select(property => property.Key).Order());
        Assert.All(properties, property => Assert.EndsWith(".", property.Value!["description"]!.GetValue<string>()));
    }
}
