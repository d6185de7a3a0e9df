using System.Text.Json;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;
using Bep.Tests.Cli;

namespace Bep.Tests.Rules;

/// <summary>Checks whole series: the samples, and a real one where it is to be had.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Series() => new(["samples", "january"]);

    [SkippableTheory]
    [MemberData(nameof(Series))]
    public void Every_fix_removes_its_finding_and_adds_none(string name) => Invariants.FixesMend(Read(name));

    [SkippableTheory]
    [MemberData(nameof(Series))]
    public void Checking_what_an_edit_affects_is_enough(string name)
    {
        var series = Read(name);
        var random = new Random(7);
        for (var i = 0; i < 400; i++)
        {
            var document = series
                .DocumentsAndMessages.OrderBy(document => document.Path, StringComparer.Ordinal)
                .ElementAt(random.Next(series.Documents.Count));
            var text = document.Text.Content;
            var start = random.Next(Math.Min(text.Length, 900) + 1);
            var end = Math.Min(text.Length, start + random.Next(12));
            string[] snippets =
            [
                "",
                "x",
                "#",
                "\n",
                "---",
                "BEP-1002",
                "BEP-1001",
                "|",
                "-",
                "Accepted",
                "[a](BEP-1004-scenario-tester.md)",
                "\n# T\n",
            ];
            var after = Invariants.With(series, document.Path, text[..start] + snippets[random.Next(snippets.Length)] + text[end..]);
            Invariants.AffectedSuffices(series, after, [document.Path], $"edit {i} of {document.Path}");
            if (i % 4 == 0)
                series = after;
        }

        foreach (var path in series.Files.Paths.Order(StringComparer.Ordinal))
        {
            var without = series.Without(path);
            Invariants.AffectedSuffices(series, without, [path], $"removal of {path}");
            var again = series.Find(path) is { } document ? without.With(document) : without.WithFile(path);
            Invariants.AffectedSuffices(without, again, [path], $"return of {path}");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Series))]
    public void It_has_exactly_the_findings_that_its_authors_would_agree_with(string name)
    {
        var series = Read(name);
        var folder = name == "samples" ? Path.Combine(Repository.Root, "tests", "Bep.Tests", "Rules") : Repository.Corpus;
        var expected = JsonDocument
            .Parse(File.ReadAllText(Path.Combine(folder, $"{name}.findings.json")))
            .RootElement.EnumerateArray()
            .Select(finding =>
                (
                    Path: finding.GetProperty("path").GetString()!,
                    Line: finding.GetProperty("line"),
                    Rule: finding.GetProperty("rule").GetString()!,
                    Severity: finding.GetProperty("severity").GetString()!
                )
            )
            .ToList();
        var found = RuleBook
            .Default.CheckAll(series)
            .Where(finding => finding.Severity <= Severity.Warning && !finding.IsMirroredElsewhere)
            .Select(finding =>
                (
                    Path: finding.Path["proposals/".Length..],
                    Line: series.Find(finding.Path)!.Text.LineAt(finding.Span.Start) + 1,
                    Rule: finding.Rule.Name,
                    Severity: finding.Severity.ToString().ToLowerInvariant()
                )
            )
            .ToList();
        foreach (var finding in expected)
        {
            var match = found.FindIndex(other =>
                other.Path == finding.Path
                && other.Rule == finding.Rule
                && other.Severity == finding.Severity
                && (finding.Line.ValueKind == JsonValueKind.Null || finding.Line.GetInt32() == other.Line)
            );
            Assert.True(match >= 0, $"{finding} was not found");
            found.RemoveAt(match);
        }

        Assert.Empty(found);
    }

    [SkippableTheory]
    [MemberData(nameof(Series))]
    public void What_is_found_of_a_document_alone_is_found_in_its_series(string name) => Invariants.JudgesAlone(Read(name));

    /// <summary>The series, as it is before anybody has opened a document; the test is skipped where it is not here.</summary>
    internal static Bep.Analysis.Snapshot.Series Read(string name)
    {
        var root = Samples.FolderOf(name);
        var entries = Directory
            .EnumerateFileSystemEntries(Path.Combine(root, "proposals"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .ToList();
        var documents = entries
            .Where(path => path.EndsWith(".md", StringComparison.Ordinal) && File.Exists(Path.Combine(root, path)))
            .Select(path =>
                DocumentParser.Parse(
                    path,
                    new SourceText(File.ReadAllText(Path.Combine(root, path))).Packed(),
                    "proposals",
                    Convention.Default
                )
            );
        return Bep.Analysis.Snapshot.Series.Create(
            "proposals",
            Convention.Default,
            Fixture.ExternalFacts,
            entries,
            documents,
            isComplete: true
        );
    }
}
