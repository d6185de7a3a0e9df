using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Tests.Server;

namespace Bep.Tests.Cli;

/// <summary>What `bep check` writes for programs.</summary>
public sealed class ReportTests
{
    [Fact]
    public void Annotations_cannot_be_broken_by_what_is_found()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write("proposals/a,b:c%.md", "[x](<100%25::error file=x,y.md>)\n");
        var run = Command.Run("check", folder.Root, "--format", "github");
        var line = Assert.Single(run.Output.TrimEnd().Split('\n'), line => line.Contains("title=broken-link", StringComparison.Ordinal));
        Assert.StartsWith("::error file=proposals/a%2Cb%3Ac%25.md,line=1,endLine=1,col=", line);
        Assert.Matches(@"^::error [^:]*::[^:]", line);
        Assert.Contains("100%25", line.Split("::", 3)[2]);
    }

    [Fact]
    public void Annotations_have_the_severities_that_github_knows()
    {
        using var copy = Samples.Copy("samples");
        var json = Command.Run("check", copy.Root, "--format", "json");
        var lines = Command.Run("check", copy.Root, "--format", "github").Output.TrimEnd().Split('\n');
        var expected = json.Json["findings"]!
            .AsArray()
            .Select(finding =>
                finding!["severity"]!.GetValue<string>() is "error" or "warning" ? finding["severity"]!.GetValue<string>() : "notice"
            );
        Assert.Equal(expected, lines.Select(line => line[2..line.IndexOf(' ', StringComparison.Ordinal)]));
    }

    [Fact]
    public void Annotations_show_the_line_as_a_fix_would_have_it()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(
            "proposals/BEP-1001-tide-tables.md",
            TempFolder.Proposal("Tide Tables", "Accepted", "See [it](BEP-1000-quit-hours.md).\n\n## Empty\n\n## More\n\nText.\n")
        );
        var messages = Command
            .Run("check", folder.Root, "--format", "github")
            .Output.TrimEnd()
            .Split('\n')
            .ToDictionary(line => Regex.Match(line, "title=([^:]+)::").Groups[1].Value, line => line.Split("::", 3)[2]);
        // Each way to fix it, with its place where that is another one; nothing where more than a line changes.
        Assert.EndsWith("?%0A%0AChange to BEP-1000-quiet-hours.md:%0ASee [it](BEP-1000-quiet-hours.md).", messages["broken-link"]);
        Assert.EndsWith(
            ".%0A%0AChange the registry to Accepted:%0A| [1001](BEP-1001-tide-tables.md) | Tide Tables | Ada Park | Accepted |"
                + "%0A%0AChange BEP-1001-tide-tables.md to Draft (proposals/BEP-1001-tide-tables.md, line 3):%0AStatus: Draft",
            messages["registry-status-mismatch"]
        );
        Assert.DoesNotContain("%0A", messages["empty-section"]);
    }

    [Fact]
    public void Sarif_says_what_json_says()
    {
        using var copy = Samples.Copy("samples/proposals");
        var json = Command.Run("check", copy.Root, "--format", "json").Json["findings"]!.AsArray();
        var run = Command.Run("check", copy.Root, "--format", "sarif").Json["runs"]![0]!;
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray();
        var results = run["results"]!.AsArray();
        Assert.Equal(json.Count, results.Count);
        foreach (var (finding, result) in json.Zip(results))
        {
            var place = result!["locations"]![0]!["physicalLocation"]!;
            Assert.Equal(
                finding!["path"]!.GetValue<string>(),
                Uri.UnescapeDataString(place["artifactLocation"]!["uri"]!.GetValue<string>())
            );
            Assert.Equal(
                [
                    finding["line"]!.GetValue<int>(),
                    finding["column"]!.GetValue<int>(),
                    finding["endLine"]!.GetValue<int>(),
                    finding["endColumn"]!.GetValue<int>(),
                ],
                new[] { "startLine", "startColumn", "endLine", "endColumn" }.Select(name => place["region"]![name]!.GetValue<int>())
            );
            Assert.Equal(finding["message"]!.GetValue<string>(), result["message"]!["text"]!.GetValue<string>());
            var rule = rules[result["ruleIndex"]!.GetValue<int>()]!;
            Assert.Equal(finding["rule"]!.GetValue<string>(), rule["id"]!.GetValue<string>());
            Assert.Equal(RulePage.Write(RuleBook.Find(rule["id"]!.GetValue<string>())!), rule["help"]!["markdown"]!.GetValue<string>());
        }
        Assert.Equal(
            results.Count,
            results.Select(result => result!["partialFingerprints"]!["finding/v2"]!.GetValue<string>()).Distinct().Count()
        );
    }

    [Fact]
    public void Sarif_fixes_can_be_carried_out_by_others()
    {
        using var folder = TempFolder.WithSeries();
        var text = TempFolder.Proposal("한글 제목").Replace("2026-01-05", "2026/1/5", StringComparison.Ordinal);
        folder.Write("proposals/BEP-1001-tide-tables.md", text);
        var results = Command.Run("check", folder.Root, "--format", "sarif").Json["runs"]![0]!["results"]!.AsArray();
        var fix = results.Single(result => result!["ruleId"]!.GetValue<string>() == "date-format")!["fixes"]![0]!;
        Assert.Equal("Write `2026-01-05`", fix["description"]!["text"]!.GetValue<string>());
        var change = fix["artifactChanges"]![0]!;
        Assert.Equal("proposals/BEP-1001-tide-tables.md", change["artifactLocation"]!["uri"]!.GetValue<string>());
        var region = change["replacements"]![0]!["deletedRegion"]!;
        var line = text.Split('\n')[region["startLine"]!.GetValue<int>() - 1];
        var (start, end) = (region["startColumn"]!.GetValue<int>() - 1, region["endColumn"]!.GetValue<int>() - 1);
        Assert.Equal("Created: 2026-01-05", line[..start] + change["replacements"]![0]!["insertedContent"]!["text"] + line[end..]);
    }

    [Fact]
    public void A_rule_explains_itself_with_its_page()
    {
        foreach (var rule in RuleBook.Rules)
            Assert.Equal(RulePage.Write(rule), Command.Run("explain", rule.Name).Output);
    }

    [Theory]
    [MemberData(nameof(Samples.Folders), MemberType = typeof(Samples))]
    public async Task The_editor_finds_what_the_command_line_finds(string name)
    {
        using var copy = Samples.Copy(name);
        await using var client = new EditorClient();
        await client.InitializeAsync([copy.Root], options: """{ "seriesNotifications": true }""");
        await client.CompleteAsync();
        var report = Command.Run("check", copy.Root, "--format", "json").Json;
        var root = report["root"]!.GetValue<string>();
        var found = report["findings"]!
            .AsArray()
            .Select(finding =>
                Describe(
                    Path.GetFullPath(finding!["path"]!.GetValue<string>(), root),
                    new JsonObject { ["line"] = finding["line"]!.GetValue<int>(), ["character"] = finding["column"]!.GetValue<int>() },
                    new JsonObject
                    {
                        ["line"] = finding["endLine"]!.GetValue<int>(),
                        ["character"] = finding["endColumn"]!.GetValue<int>(),
                    },
                    1,
                    finding["rule"]!.GetValue<string>(),
                    finding["severity"]!.GetValue<string>(),
                    finding["message"]!.GetValue<string>()
                )
            )
            .ToHashSet();
        // An editor shows at both ends what a list counts once. What it shows may change once git has answered.
        await client.UntilAsync(() =>
            Shown() is var shown
            && found.IsSubsetOf(shown)
            && shown.Except(found).All(echo => Regex.IsMatch(echo, "registry-[a-z]+-mismatch"))
        );

        HashSet<string> Shown() =>
            [
                .. client.Diagnostics.SelectMany(file =>
                    file.Value.Select(diagnostic =>
                        Describe(
                            Bep.Server.Protocol.Uris.ToPath(file.Key)!,
                            diagnostic!["range"]!["start"]!,
                            diagnostic["range"]!["end"]!,
                            0,
                            diagnostic["code"]!.GetValue<string>(),
                            Enum.GetName((Severity)diagnostic["severity"]!.GetValue<int>())!,
                            diagnostic["message"]!.GetValue<string>()
                        )
                    )
                ),
            ];

        static string Describe(string path, JsonNode start, JsonNode end, int from, string rule, string severity, string message) =>
            $"{path} {start["line"]!.GetValue<int>() - from}:{start["character"]!.GetValue<int>() - from}-{end["line"]!.GetValue<int>() - from}:{end["character"]!.GetValue<int>() - from} {severity.ToLowerInvariant()} {rule} {message}";
    }
}
