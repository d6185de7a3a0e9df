using Bep.Analysis.Model;

namespace Bep.Server.Cli;

/// <summary>
/// Findings as workflow commands, which GitHub shows as annotations on the changed lines
/// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions). Paths are relative to the repository.
/// </summary>
static class GithubReport
{
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
                $"::{command} file={Property(one.PathIn(one.Place.Root))},line={start.Line + 1},endLine={end.Line + 1}{columns},title={Property(one.Finding.Rule.Name)}::{Text(one.Finding.Message.ToString())}"
            );
        }
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
