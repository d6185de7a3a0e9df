using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Server.Cli;

/// <summary>
/// Findings as workflow commands, which GitHub shows as annotations on the changed lines
/// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions). Paths are relative to the repository. A suggestion that can
/// be accepted with a click is part of a review, which takes a token; so the line is written out as it should be.
/// </summary>
static class GithubReport
{
    // Of several ways to fix something, as many as a reader compares.
    private const int MostSuggestions = 3;

    public static void Write(CheckReport report, Terminal terminal)
    {
        foreach (var one in report.Fixed ?? [])
            terminal.Output.WriteLine(Terminal.Visible($"fixed {one.PathIn(one.Place.Root)}: {one.Fix!.Title}"));
        foreach (var one in report.Found)
        {
            var (start, end) = one.Lines;
            var command = one.Finding.Severity switch
            {
                Severity.Error => "error",
                Severity.Warning => "warning",
                _ => "notice",
            };
            // Columns are understood within one line only.
            var columns = start.Line == end.Line ? $",col={start.Character + 1},endColumn={end.Character + 1}" : "";
            terminal.Output.WriteLine(
                $"::{command} file={Property(one.PathIn(one.Place.Root))},line={start.Line + 1},endLine={end.Line + 1}{columns},title={Property(one.Finding.Rule.Name)}::{Text(one.Finding.Message + Suggestions(one))}"
            );
        }
    }

    private static string Suggestions(Found one) =>
        string.Concat(
            one.Finding.Fixes.Select(fix => Suggestion(one, fix))
                .OfType<string>()
                .Take(MostSuggestions)
                .Select(suggestion => $"\n\n{suggestion}")
        );

    // What a fix does, and the line as it is then; null where it is more than a line that changes.
    private static string? Suggestion(Found one, Fix fix)
    {
        if (fix.Change.Files is not [FileChange.Edit edit] || one.Series.Find(edit.Path)?.Text is not { } before)
            return null;
        var after = before.With(edit.Edits);
        if (LineDifference.Of(before, after) is not [var (start, end, newStart, newEnd)] || end - start != 1 || newEnd - newStart != 1)
            return null;
        var place =
            edit.Path != one.Finding.Path ? $" ({edit.Path}, line {start + 1})"
            : start != one.Lines.Start.Line ? $" (line {start + 1})"
            : "";
        return $"{fix.Title}{place}:\n{after.Slice(after.LineSpan(newStart))}";
    }

    // What a message may hold is untrusted: a line of its own would be a command of its own.
    // The runner also looks for its older commands, `##[…]`, anywhere in a line.
    private static string Text(string text) =>
        text.Replace("##[", "##\uFF3B", StringComparison.Ordinal)
            .Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Text(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
