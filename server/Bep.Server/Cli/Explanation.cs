using Bep.Analysis.Checking;

namespace Bep.Server.Cli;

/// <summary>`bep explain`: a rule in its own words, with its examples in the notation in which findings are shown.</summary>
static class Explanation
{
    public static void Write(Rule rule, Terminal terminal)
    {
        var output = terminal.Output;
        var severity = terminal.Colored(rule.Severity.ToString().ToLowerInvariant(), rule.Severity);
        output.WriteLine($"{terminal.Bold(rule.Name)} ({severity})");
        output.WriteLine();
        output.WriteLine(rule.Summary);
        output.WriteLine();
        output.WriteLine(rule.Why.Trim());
        foreach (var example in rule.Examples)
        {
            output.WriteLine();
            output.WriteLine(terminal.Bold($"Example: {example.Title}"));
            output.WriteLine(Indented(example.Files));
            if (example.Fixed is not { } after) continue;
            output.WriteLine();
            output.WriteLine(terminal.Bold("After the first fix"));
            output.WriteLine(Indented(after));
        }
    }

    private static string Indented(string text) => "    " + text.TrimEnd().ReplaceLineEndings("\n").Replace("\n", "\n    ");
}
