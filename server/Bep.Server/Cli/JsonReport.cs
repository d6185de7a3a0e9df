using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bep.Server.Cli;

/// <summary>Findings as JSON of our own: everything that a script may want to know of one.</summary>
static class JsonReport
{
    public static void Write(CheckReport report, Terminal terminal)
    {
        var written = new JsonCheck(
            report.Root.Replace(Path.DirectorySeparatorChar, '/'),
            report.Documents,
            [.. report.Found.Select(Describe)],
            report.Summary,
            report.Fixed is { } steps ? [.. steps.Select(DescribeFixed)] : null
        );
        terminal.WriteJson(JsonSerializer.Serialize(written, CheckJson.Readable.JsonCheck));

        JsonFinding Describe(Found one)
        {
            var (start, end) = one.Lines;
            return new(
                one.PathIn(report.Root),
                start.Line + 1,
                start.Character + 1,
                end.Line + 1,
                end.Character + 1,
                one.Finding.Rule.Name,
                CheckCommand.NameOf(one.Finding.Severity),
                one.Finding.Message.ToString(),
                [.. one.Finding.Fixes.Select(fix => fix.Title.ToString())]
            );
        }

        JsonFixed DescribeFixed(Found one) =>
            new(one.PathIn(report.Root), one.Finding.Rule.Name, one.Finding.Message.ToString(), one.Fix!.Title.ToString());
    }
}

/// <summary>What `bep check --format json` writes.</summary>
/// <param name="Root">The folder that paths are relative to, as an absolute path: the series', or where there are several the one
/// given.</param>
/// <param name="Documents">How many were checked.</param>
/// <param name="Findings">By path, and within a document in the order of the text.</param>
/// <param name="Summary">How many there are of each severity.</param>
/// <param name="Fixed">What `--fix` has fixed, in order; left out without `--fix`.</param>
sealed record JsonCheck(string Root, int Documents, JsonFinding[] Findings, Dictionary<string, int> Summary, JsonFixed[]? Fixed);

/// <summary>A finding; lines and columns from 1, columns in UTF-16 code units, the end exclusive.</summary>
sealed record JsonFinding(
    string Path,
    int Line,
    int Column,
    int EndLine,
    int EndColumn,
    string Rule,
    string Severity,
    string Message,
    string[] Fixes
);

/// <summary>A finding that is gone, and what fixed it.</summary>
sealed record JsonFixed(string Path, string Rule, string Message, string Fix);

/// <summary>Writes the report, without reflection.</summary>
[JsonSerializable(typeof(JsonCheck))]
sealed partial class CheckJson : JsonSerializerContext
{
    /// <summary>With Korean as it is.</summary>
    public static CheckJson Readable { get; } =
        new(
            new JsonSerializerOptions(JsonSerializerDefaults.Web)
            {
                WriteIndented = true,
                NewLine = "\n",
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
