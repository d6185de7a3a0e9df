using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Server.Files;

namespace Bep.Server.Cli;

/// <summary>`bep check`: what is wrong with the series in a folder, for a person or as JSON.</summary>
static class CheckCommand
{
    /// <summary>Checks and writes to standard output.</summary>
    public static int Run(IFiles files, string path, bool asJson, Terminal terminal)
    {
        var checkedSeries = SeriesSource.ReadAll(files, path);
        // What an editor shows at both ends of a disagreement is counted once.
        var found = checkedSeries
            .SelectMany(one => RuleBook.Default.CheckAll(one.Series).Where(finding => !finding.IsEcho).Select(finding => new Found(one.Place, one.Series, finding)))
            .ToImmutableArray();
        // One series speaks of its own folder; several speak of the folder that was given.
        var root = checkedSeries is [var only] ? only.Place.Absolute : Path.GetFullPath(path);
        var documents = checkedSeries.Sum(one => one.Series.Documents.Count);
        if (asJson) WriteJson(root, documents, found);
        else WriteText(root, documents, found, terminal);
        return found.Any(one => one.Finding.Severity == Severity.Error) ? CommandLine.Found : CommandLine.Fine;
    }

    private static void WriteText(string root, int documents, ImmutableArray<Found> found, Terminal terminal)
    {
        var output = terminal.Output;
        foreach (var one in found)
        {
            var finding = one.Finding;
            var start = one.Document.Text.PositionOf(finding.Span.Start);
            var severity = terminal.Colored(finding.Severity.ToString().ToLowerInvariant(), finding.Severity);
            output.WriteLine($"{terminal.Bold(one.PathIn(root))}:{start.Line + 1}:{start.Character + 1}: {severity} {terminal.Faint($"[{finding.Rule.Name}]")}");
            output.WriteLine($"    {one.Document.Text.Slice(one.Document.Text.LineSpan(start.Line))}");
            output.WriteLine($"    {terminal.Colored(Annotated.Marks(one.Document.Text, finding.Span), finding.Severity)} {finding.Message}");
            output.WriteLine();
        }
        var counts = Counts(found).Where(count => count.Value > 0).Select(count => $"{count.Value} {count.Key}{(count.Value == 1 ? "" : "s")}").ToArray();
        output.WriteLine($"{(counts.Length == 0 ? "Nothing" : string.Join(", ", counts))} in {documents} {(documents == 1 ? "document" : "documents")}.");
        output.Flush();
    }

    private static void WriteJson(string root, int documents, ImmutableArray<Found> found)
    {
        var report = new CheckReport(root.Replace(Path.DirectorySeparatorChar, '/'), documents, [.. found.Select(Describe)], Counts(found));
        using var output = Console.OpenStandardOutput();
        JsonSerializer.Serialize(output, report, CheckJson.Readable.CheckReport);
        output.WriteByte((byte)'\n');

        CheckFinding Describe(Found one)
        {
            var finding = one.Finding;
            var (start, end) = (one.Document.Text.PositionOf(finding.Span.Start), one.Document.Text.PositionOf(finding.Span.End));
            return new(
                one.PathIn(root), start.Line + 1, start.Character + 1, end.Line + 1, end.Character + 1, finding.Rule.Name,
                finding.Severity.ToString().ToLowerInvariant(), finding.Message, [.. finding.Fixes.Select(fix => fix.Title)]);
        }
    }

    private static Dictionary<string, int> Counts(ImmutableArray<Found> found) => Enum.GetValues<Severity>()
        .ToDictionary(severity => severity.ToString().ToLowerInvariant(), severity => found.Count(one => one.Finding.Severity == severity));

    private sealed record Found(SeriesPlace Place, Series Series, Finding Finding)
    {
        public Document Document => Series.Documents[Finding.Path];

        /// <summary>With forward slashes.</summary>
        public string PathIn(string root) => Path.GetRelativePath(root, Place.AbsoluteOf(Finding.Path)).Replace(Path.DirectorySeparatorChar, '/');
    }
}

/// <summary>What `bep check --format json` writes.</summary>
/// <param name="Root">The folder that paths are relative to, as an absolute path: the series', or where there are several the one given.</param>
/// <param name="Documents">How many were checked.</param>
/// <param name="Findings">By path, and within a document in the order of the text.</param>
/// <param name="Summary">How many there are of each severity.</param>
sealed record CheckReport(string Root, int Documents, CheckFinding[] Findings, Dictionary<string, int> Summary);

/// <summary>A finding; lines and columns from 1, columns in UTF-16 code units, the end exclusive.</summary>
sealed record CheckFinding(
    string Path, int Line, int Column, int EndLine, int EndColumn, string Rule, string Severity, string Message, string[] Fixes);

/// <summary>Writes the report, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(CheckReport))]
sealed partial class CheckJson : JsonSerializerContext
{
    /// <summary>With Korean as it is.</summary>
    public static CheckJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
