using System.Text.RegularExpressions;

namespace Bep.Tests.Server;

/// <summary>The server's own requests are the same in its records, in the client's types and on their page.</summary>
public sealed partial class ExtensionsTests
{
    private static readonly string s_records = Read("server", "Bep.Server", "Protocol", "Extensions.cs");
    private static readonly string s_types = Read("client", "src", "protocol.ts");
    private static readonly string s_page = Read("docs", "lsp-extensions.md");

    [Fact]
    public void The_client_knows_each_record_with_its_members()
    {
        var types = Interface()
            .Matches(s_types)
            .ToDictionary(
                type => type.Groups["name"].Value,
                type => string.Join(" ", Member().Matches(type.Groups["body"].Value).Select(member => member.Value))
            );
        var records = Record()
            .Matches(s_records)
            .ToDictionary(
                record => NameOf(record.Groups["name"].Value),
                record => string.Join(" ", Parameter().Matches(Attribute().Replace(record.Groups["body"].Value, "")).Select(Written))
            );
        Assert.NotEmpty(records);
        Assert.Equal(
            records.OrderBy(record => record.Key),
            types.Where(type => type.Key is not ("LspRange" or "TextDocumentParams" or "Requests")).OrderBy(type => type.Key)
        );
    }

    [Fact]
    public void The_client_and_the_page_know_each_request()
    {
        var server = string.Concat(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "server", "Bep.Server", "Lsp"), "*.cs").Select(File.ReadAllText)
        );
        var methods = Method().Matches(server).Select(match => match.Value.Trim('"')).Distinct().Order().ToList();
        Assert.Equal(13, methods.Count);
        Assert.Equal(methods, Method().Matches(s_types.Replace('`', '"')).Select(match => match.Value.Trim('"')).Distinct().Order());
        Assert.Equal(methods, Method().Matches(s_page.Replace('`', '"')).Select(match => match.Value.Trim('"')).Distinct().Order());
    }

    // As TypeScript says what JSON carries: `ProposalInfo(string? Number)` is `Proposal { number?: string; }`.
    private static string Written(Match parameter)
    {
        var (type, name) = (parameter.Groups["type"].Value, parameter.Groups["name"].Value);
        var isList = type.EndsWith("[]", StringComparison.Ordinal);
        var element = NameOf(type.Replace("[]", "", StringComparison.Ordinal)) switch
        {
            "string" when name == "Category" => "StatusCategory",
            "bool" => "boolean",
            "int" or "long" => "number",
            "Range" => "LspRange",
            var other => other,
        };
        // The one member that is null and not left out.
        var isNull = name == "Registry";
        var isOptional = parameter.Groups["optional"].Success && !isNull;
        return $"readonly {char.ToLowerInvariant(name[0])}{name[1..]}{(isOptional ? "?" : "")}: {(isList ? "readonly " : "")}{element}{(isList ? "[]" : "")}{(isNull ? " | null" : "")};";
    }

    private static string NameOf(string record) => record.EndsWith("Info", StringComparison.Ordinal) ? record[..^4] : record;

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Repository.Root, .. path]));

    [GeneratedRegex(@"interface (?<name>\w+) \{(?<body>.*?)\n\}", RegexOptions.Singleline)]
    private static partial Regex Interface();

    [GeneratedRegex(@"readonly [^\n]*;")]
    private static partial Regex Member();

    [GeneratedRegex(@"sealed record (?<name>\w+)\((?<body>.*?)\);", RegexOptions.Singleline)]
    private static partial Regex Record();

    [GeneratedRegex(@"\[property: .*?\)\] ", RegexOptions.Singleline)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"(?<type>\w+(?:\[\])?)(?<optional>\?)? (?<name>[A-Z]\w*)(?: = \w+)?(?=,|$)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"""bep/\w+""")]
    private static partial Regex Method();
}
