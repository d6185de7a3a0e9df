using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Bep.Tests.Parsing;

/// <summary>What the block at the top says is what YAML says that it says, however it is written.</summary>
public sealed class FrontMatterTests
{
    /// <summary>How the field `Team` may be written, and what it says.</summary>
    public static TheoryData<string, string> Values() =>
        new()
        {
            { "Team: 'Don''t panic'", "Don't panic" },
            { "Team: \"\\\"hi\\\"\"", "\"hi\"" },
            { "Team: \"caf\\u00e9\\t\\x41\"", "café\tA" },
            { "Team: \"two\n  lines\"", "two lines" },
            { "Team: \"no\\\n  break\"", "nobreak" },
            { "Team: >-\n  night\n  shift", "night shift" },
            { "Team: >\n  night\n  shift\n\n  and day\n", "night shift\nand day" },
            { "Team: |\n  night\n  shift\n", "night\nshift" },
            { "Team: |2-\n  night", "night" },
            { "Team: night\n  shift", "night shift" },
            { "Team: night\n  shift # remark", "night shift" },
            { "Team:\n  night shift", "night shift" },
            { "Team: [Ada, Min]", "Ada, Min" },
            { "Team: [\n  Ada,\n  'Min Seo', # remark\n]", "Ada, Min Seo" },
            { "Team: []", "" },
            { "Team:\n- Ada\n- \"Min\"", "Ada, Min" },
            { "Team:\n  - Ada # remark\n  # another\n  - Min", "Ada, Min" },
            { "Team: Ada\t# remark", "Ada" },
            { "Team: Ada # remark", "Ada" },
            { "Team: Ada#no remark", "Ada#no remark" },
            { "Team: &team Ada", "Ada" },
            { "Other: &team Ada\nTeam: *team", "Ada" },
            { "Other: &team [Ada, Min]\nTeam: *team", "Ada, Min" },
            { "Team: !!str 2026", "2026" },
            { "Team: ~", "" },
            { "Team: null # nobody yet", "" },
            { "Team: 'null'", "null" },
            { "Team: {lead: Ada, rest: [Min]}", "lead: Ada, rest: Min" },
            { "'Team': Ada", "Ada" },
            { "? Team\n: Ada", "Ada" },
            { "{Other: x, Team: Ada}", "Ada" },
            { "Team: https://example.com/a#b", "https://example.com/a#b" },
            { "Team: a: b", "a: b" },
            { "Team : Ada", "Ada" },
            { "Team:   Ada   ", "Ada" },
        };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_field_says_what_YAML_says(string written, string value)
    {
        foreach (var end in new[] { "---", "..." })
        {
            foreach (var newLine in new[] { "\n", "\r\n" })
            {
                var document = Parse(
                    $"---\nBefore: x\n{written}\nAfter: \"y\"\n{end}\n\n# A\n"
                        .Replace("{Other", "x: {Other", StringComparison.Ordinal)
                        .ReplaceLineEndings(newLine)
                );
                var block = document.FrontMatter!;
                if (written.StartsWith('{'))
                    continue;
                Assert.Equal(value, block.Fields.Single(field => field.Name.Value == "Team").Value.Value);
                Assert.Equal("y", block.Fields[^1].Value.Value);
                // The value with a colon in it is not YAML, and the parser says so.
                Assert.Equal(written == "Team: a: b" ? 1 : 0, block.Problems.Length);
                Assert.Equal("A", document.Facts.Title);
            }
        }
    }

    /// <summary>Lines that somebody may be writing in a block, whole.</summary>
    public static TheoryData<string> Lines() =>
        [
            "Discussion: https://example.com/1",
            "Team: Ada Park (ada@example.com)",
            "Team: \"Ada, Min\"",
            "Team: 'Don''t panic'",
            "Team: [Ada, 'Min Seo']",
            "Team: {lead: Ada}",
            "Team: Ada # since spring",
            "\"Team\": Ada",
            "# Who may be asked",
        ];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_that_is_being_written_takes_no_other_field_with_it(string line)
    {
        string[] others =
        [
            "Author: Ada Park (ada@example.com)",
            "Status: Draft",
            "Created: 2026-01-05",
            "Reviewers:",
            "- Min",
            "Last: \"x\"",
        ];
        foreach (var at in new[] { 0, 1, 2, 3, others.Length })
        {
            for (var length = 1; length <= line.Length; length++)
            {
                string[] lines = [.. others[..at], line[..length], .. others[at..]];
                var document = Parse($"---\n{string.Join('\n', lines)}\n---\n\n# A\n");
                var block = document.FrontMatter!;
                Assert.All(block.Problems, problem => Assert.Equal(at + 1, document.Text.LineAt(problem.Span.Start)));
                Assert.True(block.Problems.Length <= 1, $"{block.Problems.Length} problems after “{line[..length]}”");
                Assert.Equal(
                    ["Ada Park (ada@example.com)", "Draft", "2026-01-05", "Min", "x"],
                    new[] { "Author", "Status", "Created", "Reviewers", "Last" }.Select(name =>
                        Assert.Single(block.Fields, field => field.Name.Value == name && !field.IsBroken).Value.Value
                    )
                );
            }
        }
    }

    [Fact]
    public void A_mapping_in_braces_has_its_fields()
    {
        var block = Parse("---\n{Author: Ada Park, Status: \"Draft\"}\n---\n").FrontMatter!;
        Assert.Equal([("Author", "Ada Park"), ("Status", "Draft")], block.Fields.Select(field => (field.Name.Value, field.Value.Value)));
        Assert.Empty(block.Problems);
    }

    [Fact]
    public void What_is_not_YAML_takes_no_other_field_with_it()
    {
        var block = Parse(
            "---\nAuthor: -\nTeam: 'Don''t panic'\nStatus: @draft\nOther: >-\n  night\n  shift\nLast: [a,\n  b]\n---\n"
        ).FrontMatter!;
        Assert.Equal(["", "Don't panic", "@draft", "night shift", "a, b"], block.Fields.Select(field => field.Value.Value));
        Assert.Equal([FrontMatterProblemKind.LoneDash, FrontMatterProblemKind.NotYaml], block.Problems.Select(problem => problem.Kind));
    }

    [Theory]
    [InlineData("Status: >-\n  Draft\n", "Status: Accepted\n")]
    [InlineData("Status: &s 'Draft' # so far\n", "Status: &s Accepted # so far\n")]
    [InlineData("Status:\n  Draft\n", "Status:\n  Accepted\n")]
    [InlineData("Status: [\n  Draft\n]\n", "Status: Accepted\n")]
    [InlineData("Status: ~\n", "Status: Accepted\n")]
    public void Another_value_takes_the_place_of_all_of_the_old_one(string before, string after)
    {
        var document = Parse($"---\nTeam: x\n{before}Other: y\n---\n");
        var edit = new TextEdit(document.Field("Status")!.Value.Span, "Accepted");
        Assert.Equal($"---\nTeam: x\n{after}Other: y\n---\n", document.Text.With([edit]).Content);
    }

    /// <summary>Each block of the samples and the corpus, and blocks of the fields above in each order of two.</summary>
    [Fact]
    public void Fields_are_those_that_YamlDotNet_reads_from_every_valid_block()
    {
        var fields = Values().Select(row => (string)row[0]).Where(field => !field.StartsWith('{')).ToList();
        var blocks = fields
            .SelectMany(first =>
                fields.Select(second =>
                    $"{first.Replace("Team", "First", StringComparison.Ordinal).Replace("Other", "Third", StringComparison.Ordinal).Replace("team", "one", StringComparison.Ordinal)}\n{second}\n"
                )
            )
            .Concat(
                Directory
                    .EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
                    .Where(path => !path.Contains("node_modules", StringComparison.Ordinal))
                    .Concat(
                        Directory.Exists(Repository.Corpus)
                            ? Directory.EnumerateFiles(Repository.Corpus, "*.md", SearchOption.AllDirectories)
                            : []
                    )
                    .Select(path => File.ReadAllText(path))
                    .Where(text =>
                        text.StartsWith("---\n", StringComparison.Ordinal) && text.IndexOf("\n---\n", 3, StringComparison.Ordinal) > 3
                    )
                    .Select(text => text[4..(text.IndexOf("\n---\n", 3, StringComparison.Ordinal) + 1)])
            );
        var read = 0;
        foreach (var block in blocks)
        {
            var stream = new YamlStream();
            try
            {
                stream.Load(new StringReader(block));
            }
            catch (YamlException)
            {
                continue;
            }

            if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
                continue;
            read++;
            var expected = root.Children.Select(pair => (Flat(pair.Key), Flat(pair.Value).Trim()));
            var found = Parse($"---\n{block}---\n").FrontMatter!;
            Assert.Empty(found.Problems);
            Assert.Equal(expected, found.Fields.Select(field => (field.Name.Value, field.Value.Value)));
        }

        Assert.True(read > 900, $"{read} blocks");
    }

    private static string Flat(YamlDotNet.RepresentationModel.YamlNode node) =>
        node switch
        {
            YamlScalarNode { Style: ScalarStyle.Plain, Value: "~" or "null" } => "",
            YamlScalarNode scalar => scalar.Value!,
            YamlSequenceNode list => string.Join(", ", list.Children.Select(Flat)),
            YamlMappingNode map => string.Join(", ", map.Children.Select(pair => $"{Flat(pair.Key)}: {Flat(pair.Value)}")),
            _ => throw new InvalidOperationException(),
        };

    private static Document Parse(string text) => DocumentParser.Parse("BEP-1001-a.md", new SourceText(text), "", Convention.Default);
}
