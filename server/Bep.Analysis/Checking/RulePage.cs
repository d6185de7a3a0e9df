using System.Text;

namespace Bep.Analysis.Checking;

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
            if (example.Fixed is not { } mended) continue;
            page.Append("\nAfter the first fix:\n\n");
            Fence(mended);
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
        var page = new StringBuilder("# Rules\n\n| Rule | Severity | What is as it should be |\n|------|----------|-------------------------|\n");
        foreach (var rule in RuleBook.Rules)
            page.Append($"| [{rule.Name}]({rule.Name}.md) | {rule.Severity.ToString().ToLowerInvariant()} | {rule.Summary.ToString().Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        return page.ToString();
    }
}
