using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Protocol;

namespace Bep.Server.Cli;

/// <summary>
/// Findings as SARIF 2.1.0, the format that code scanning services read
/// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). Paths are relative to the repository.
/// </summary>
static class SarifReport
{
    private const string Repository = "REPOSITORY";

    public static void Write(CheckReport report, Terminal terminal)
    {
        foreach (var one in report.Fixed ?? [])
            terminal.Warn($"{one.PathIn(report.Root)} is fixed: {one.Fix!.Title}");
        var rules = report
            .Found.Select(one => one.Finding.Rule)
            .Distinct()
            .OrderBy(rule => rule.Name, StringComparer.Ordinal)
            .ToImmutableArray();
        var roots = report.Found.Select(one => one.Place.Root).Distinct().ToImmutableArray();
        var run = new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "bep",
                    ["version"] = ProgramVersion.Text,
                    ["rules"] = new JsonArray([.. rules.Select(DescribeRule)]),
                },
            },
            ["columnKind"] = "utf16CodeUnits",
            ["originalUriBaseIds"] = new JsonObject(
                roots.Select((root, i) => KeyValuePair.Create(BaseOf(i), (JsonNode?)new JsonObject { ["uri"] = Uris.Of(root) + "/" }))
            ),
            ["results"] = new JsonArray([
                .. report.Found.Zip(Fingerprints(report.Found), (one, fingerprint) =>
                    DescribeResult(one, rules, BaseOf(roots.IndexOf(one.Place.Root)), fingerprint)
                ),
            ]),
        };
        var log = new JsonObject
        {
            ["$schema"] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(run),
        };
        using var bytes = new MemoryStream();
        using (
            var writer = new Utf8JsonWriter(
                bytes,
                new()
                {
                    Indented = true,
                    NewLine = "\n",
                    Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            )
        )
            log.WriteTo(writer);
        terminal.WriteJson(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    // As GitHub and others name the root of what was checked; a second repository has no usual name.
    private static string BaseOf(int index) => index == 0 ? "%SRCROOT%" : $"{Repository}{index + 1}";

    private static JsonObject DescribeRule(Rule rule) =>
        new()
        {
            ["id"] = rule.Name,
            ["shortDescription"] = Message(rule.Summary.ToString()),
            ["fullDescription"] = Message(OneLine(rule.Why.ToString())),
            ["help"] = new JsonObject { ["text"] = OneLine(rule.Why.ToString()), ["markdown"] = RulePage.Write(rule) },
            ["defaultConfiguration"] = new JsonObject { ["level"] = LevelOf(rule.Severity) },
        };

    private static JsonObject DescribeResult(Found one, ImmutableArray<Rule> rules, string root, string fingerprint)
    {
        var finding = one.Finding;
        var result = new JsonObject
        {
            ["ruleId"] = finding.Rule.Name,
            ["ruleIndex"] = rules.IndexOf(finding.Rule),
            ["level"] = LevelOf(finding.Severity),
            ["message"] = Message(finding.Message.ToString()),
            ["locations"] = new JsonArray(
                new JsonObject { ["physicalLocation"] = PhysicalLocation(one.Series, finding.Path, finding.Span, root) }
            ),
            ["partialFingerprints"] = new JsonObject { ["finding/v2"] = fingerprint },
        };
        if (finding.Related.Length > 0)
        {
            result["relatedLocations"] = new JsonArray([
                .. finding.Related.Select(
                    (other, i) =>
                        new JsonObject
                        {
                            ["id"] = i + 1,
                            ["physicalLocation"] = PhysicalLocation(one.Series, other.Path, other.Span, root),
                            ["message"] = Message(other.Message.ToString()),
                        }
                ),
            ]);
        }
        // Only edits of existing files can be said.
        if (finding.Fixes.Where(fix => fix.Change.Files.All(file => file is FileChange.Edit)).ToImmutableArray() is [_, ..] fixes)
        {
            result["fixes"] = new JsonArray([
                .. fixes.Select(fix => new JsonObject
                {
                    ["description"] = Message(fix.Title.ToString()),
                    ["artifactChanges"] = new JsonArray([
                        .. fix
                            .Change.Files.Cast<FileChange.Edit>()
                            .Select(edit => new JsonObject
                            {
                                ["artifactLocation"] = ArtifactLocation(edit.Path, root),
                                ["replacements"] = new JsonArray([
                                    .. edit.Edits.Select(replaced => new JsonObject
                                    {
                                        ["deletedRegion"] = Region(one.Series, edit.Path, replaced.Span),
                                        ["insertedContent"] = Message(replaced.NewText),
                                    }),
                                ]),
                            }),
                    ]),
                }),
            ]);
        }
        return result;
    }

    private static JsonObject PhysicalLocation(Series series, string path, TextSpan span, string root) =>
        new() { ["artifactLocation"] = ArtifactLocation(path, root), ["region"] = Region(series, path, span) };

    private static JsonObject ArtifactLocation(string path, string root) =>
        new() { ["uri"] = string.Join('/', path.Split('/').Select(Uri.EscapeDataString)), ["uriBaseId"] = root };

    private static JsonObject Region(Series series, string path, TextSpan span)
    {
        var text = series.Find(path)?.Text ?? SourceText.Empty;
        var (start, end) = (text.PositionOf(span.Start), text.PositionOf(span.End));
        return new()
        {
            ["startLine"] = start.Line + 1,
            ["startColumn"] = start.Character + 1,
            ["endLine"] = end.Line + 1,
            ["endColumn"] = end.Character + 1,
        };
    }

    // The same finding after lines have moved, the message says more, or the document was renamed: a proposal's number stays. Of several
    // that mark the same, the first one is the first.
    private static IEnumerable<string> Fingerprints(ImmutableArray<Found> found)
    {
        var counts = new Dictionary<string, int>();
        foreach (var one in found)
        {
            var document = one.Document.Number is { } number ? one.Series.Convention.Format(number) : one.Finding.Path;
            var known = $"{one.Finding.Rule.Name}\n{document}\n{BaselineFindings.MarkedText(one.Series, one.Finding)}";
            var count = counts[known] = counts.GetValueOrDefault(known) + 1;
            yield return $"{Sha1.Of(Encoding.UTF8.GetBytes(known))}:{count}";
        }
    }

    private static JsonObject Message(string text) => new() { ["text"] = text };

    private static string OneLine(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    private static string LevelOf(Severity severity) =>
        severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "note",
        };
}
