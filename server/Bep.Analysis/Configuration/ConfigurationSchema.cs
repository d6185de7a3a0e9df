using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bep.Analysis.Configuration;

/// <summary>Says <see cref="ConventionKeys"/> as JSON Schema (draft 7), for editors that check YAML by one.</summary>
public static class ConfigurationSchema
{
    /// <summary>The schema's text.</summary>
    /// <param name="rules">The names of all rules.</param>
    public static string Write(ImmutableArray<string> rules)
    {
        var properties = new JsonObject
        {
            [ConventionKeys.Folder] = new JsonObject { ["description"] = ConventionKeys.FolderDescription.ToString(), ["type"] = "string" },
        };
        foreach (var key in ConventionKeys.All)
        {
            var schema = new JsonObject { ["description"] = key.Description.ToString() };
            foreach (var (name, value) in key.SchemaWith(rules).ToSchema())
                schema[name] = value?.DeepClone();
            properties[key.Name] = schema;
        }

        var root = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = $"How a series writes its proposals ({ConfigurationReader.FileName})",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
        using var stream = new MemoryStream();
        using (
            var writer = new Utf8JsonWriter(
                stream,
                new()
                {
                    Indented = true,
                    NewLine = "\n",
                    Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            )
        )
            root.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
