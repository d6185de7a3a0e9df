using System.Text.Json.Nodes;
using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;

namespace Bep.Tests.Configuration;

/// <summary>The committed schema and page are what the keys say.</summary>
[Trait("Category", "Generated")]
public sealed class SchemaTests
{
    [Fact]
    public void The_committed_schema_is_current() =>
        Generated.Is(ConfigurationSchema.Write(RuleBook.Names), "client", "schemas", "bep.schema.json");

    [Fact]
    public void The_committed_page_is_current() => Generated.Is(ConfigurationPage.Write(), "docs", "configuration.md");

    [Fact]
    public void It_has_every_key_with_words_about_it()
    {
        var properties = JsonNode.Parse(ConfigurationSchema.Write(RuleBook.Names))!["properties"]!.AsObject();
        Assert.Equal(
            ConventionKeys.All.Select(key => key.Name).Append(ConventionKeys.Folder).Order(),
            properties.Select(property => property.Key).Order()
        );
        Assert.All(properties, property => Assert.EndsWith(".", property.Value!["description"]!.GetValue<string>()));
    }
}
