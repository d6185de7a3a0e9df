using Bep.Analysis.Notation;

namespace Bep.Server.Cli;

/// <summary>Findings for a person: each under its line, in the notation of the rules' own examples.</summary>
static class TextReport
{
    public static void Write(CheckReport report, Terminal terminal)
    {
        var output = terminal.Output;
        foreach (var one in report.Fixed ?? [])
            output.WriteLine(
                $"{terminal.Bold(one.PathIn(report.Root))}:{one.Lines.Start.Line + 1}: {terminal.Green("fixed")} {terminal.Faint($"[{one.Finding.Rule.Name}]")} {Terminal.Visible(one.Fix!.Title.ToString())}"
            );
        if (report.Fixed is [_, ..])
            output.WriteLine();

        foreach (var one in report.Found)
        {
            var finding = one.Finding;
            var text = one.Document.Text;
            var start = one.Lines.Start;
            var severity = terminal.Colored(CheckCommand.NameOf(finding.Severity), finding.Severity);
            output.WriteLine(
                $"{terminal.Bold(one.PathIn(report.Root))}:{start.Line + 1}:{start.Character + 1}: {severity} {terminal.Faint($"[{finding.Rule.Name}]")}"
            );
            output.WriteLine($"    {terminal.Quote(text.Slice(text.LineSpan(start.Line)))}");
            output.WriteLine(
                $"    {terminal.Colored(Annotated.Marks(text, finding.Span), finding.Severity)} {terminal.Quote(finding.Message.ToString())}"
            );
            output.WriteLine();
        }
        output.WriteLine(
            report.Fixed is not null ? report.CountedFixed
            : report.Found.IsEmpty ? $"N{report.Counted[1..]}"
            : report.Counted
        );
    }
}
