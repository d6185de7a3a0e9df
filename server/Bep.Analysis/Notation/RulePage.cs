using System.Text;
using Bep.Analysis.Checking;

namespace Bep.Analysis.Notation;

/// <summary>A rule in its own words: its page in the handbook, and what <c>bep explain</c> says.</summary>
public static class RulePage
{
    /// <summary>The page of <paramref name="rule"/> in Markdown, with a line end at its end.</summary>
    public static string Write(Rule rule)
    {
        var page = new StringBuilder();
        page.Append("# ").Append(rule.Name).Append("\n\n");
        page.Append(rule.Summary).Append(" Severity: ").Append(rule.Severity.ToString().ToLowerInvariant()).Append(".\n\n");
        page.Append("## Why\n\n").Append(rule.Why.ToString().Trim()).Append("\n\n## Examples\n");
        foreach (var example in rule.Examples)
        {
            page.Append("\n### ").Append(example.Title).Append("\n\n");
            Fence(example.Files);
            if (FixesOf(rule, example) is { Length: > 0 } fixes)
                page.Append('\n').Append(fixes);
            if (example.Fixed is not { } after)
                continue;
            page.Append("\nAfter the first fix:\n\n");
            Fence(after);
        }

        return page.ToString();

        // Longer than any fence in the example.
        void Fence(string text)
        {
            var fence = text.Contains("```", StringComparison.Ordinal) ? "````" : "```";
            page.Append(fence).Append("text\n").Append(text.Trim('\n')).Append('\n').Append(fence).Append('\n');
        }
    }

    /// <summary>The handbook's first page: every rule in a line.</summary>
    public static string WriteIndex()
    {
        var page = new StringBuilder(
            "# Rules\n\nFixes that are called *safe* are made by `bep check --fix` and an editor's “fix all” without asking.\n\n| Rule | Severity | Requirement |\n|------|----------|-------------|\n"
        );
        foreach (var rule in RuleBook.Rules)
            page.Append(
                $"| [{rule.Name}]({rule.Name}.md) | {rule.Severity.ToString().ToLowerInvariant()} | {rule.Summary.ToString().Replace("|", "\\|", StringComparison.Ordinal)} |\n"
            );
        return page.ToString();
    }

    // What an editor offers for each finding, in its order: in one line where there is one finding, else in one for each mark from the top.
    private static string FixesOf(Rule rule, Example example)
    {
        var fixture = Fixture.Read(example.Files);
        var series = fixture.ToSeries();
        var findings =
            from file in fixture.Files
            let document = series.Find(file.Path)
            where document is not null
            from finding in rule.Check(document, series).OrderBy(finding => finding.Span)
            select finding;
        var titles = findings
            .Select(finding => string.Join(", ", finding.Fixes.Select(fix => $"“{fix.Title}”{(fix.IsSafe ? " (safe)" : "")}")))
            .ToList();
        return titles.All(title => title.Length == 0) ? ""
            : titles is [var only] ? $"Quick fixes: {only}.\n"
            : $"Quick fixes, for each mark from the top:\n\n{string.Concat(titles.Select((title, i) => $"{i + 1}. {(title.Length > 0 ? title : "none")}\n"))}";
    }
}
