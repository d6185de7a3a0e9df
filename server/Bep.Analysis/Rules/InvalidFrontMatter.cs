using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds lines of a front matter that keep it from being a YAML mapping.</summary>
public sealed class InvalidFrontMatter()
    : Rule(RuleGroup.FrontMatter, Severity.Error, $"A front matter is a YAML mapping between two `---` lines.")
{
    // What is missing in a front matter shows once it is one.
    private static readonly ImmutableArray<string> s_hidden = [.. FieldEdits.AskedByStatus, "empty-field", "field-order", "missing-field"];

    /// <inheritdoc/>
    public override bool JudgesYaml => true;

    /// <inheritdoc/>
    public override bool JudgesAlone => true;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            One line that is not YAML is enough for a site generator, a script or GitHub itself to give up on the whole block: the proposal then
            has no author and no status. A lone dash, meant as “nobody yet”, is the most frequent such line: in YAML it opens a list.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A lone dash is no value",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Author: -
                        ^ `-` opens a list in YAML; leave the value of `Author` empty until it is known.
                Status: Draft
                ---
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Author:
                Status: Draft
                ---
                """
            ),
            new(
                "A block that nothing closes",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                ^^^ The front matter that opens here is not closed; a line `---` has to follow its last field.
                Author: Ada Park (ada@example.com)
                Status: Draft

                # Quiet Hours
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                ---

                # Quiet Hours
                """
            ),
            new(
                "A field that is there twice",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                Author: Ada Park (ada@example.com)
                Status: Draft
                ^^^^^^ `Status` stands in an earlier line already; YAML allows a key once.
                ---
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                Author: Ada Park (ada@example.com)
                ---
                """
            ),
            new(
                "A value that YAML reads as something else",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Topic: Scheduling: nights
                       ^^^^^^^^^^^^^^^^^^ `Scheduling: nights` is not YAML; put it in quotes.
                Status: Draft
                ---
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Topic: "Scheduling: nights"
                Status: Draft
                ---
                """
            ),
            new(
                "A line that is no field",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                to be continued
                ^^^^^^^^^^^^^^^ `to be continued` is not a `Name: value` line.
                Author: Ada Park (ada@example.com)
                ---
                """
            ),
            new(
                "The first word of a field that is still being written",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Discussion
                ^^^^^^^^^^ `Discussion` is not a `Name: value` line.
                Author: Ada Park (ada@example.com)
                Status: Draft
                ---
                """
            ),
            new(
                "A quote that is never closed",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Topic: "Quiet hours
                       ^^^^^^^^^^^^ What `"` opens is not closed.
                Status: Draft
                Created: 2026-01-05
                ---
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Topic: "Quiet hours"
                Status: Draft
                Created: 2026-01-05
                ---
                """
            ),
            new(
                "Comments, lists and quotes are YAML",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                # Who may be asked
                Author:
                  - Ada Park (ada@example.com)
                  - Min Seo (min@example.com)

                # Draft, or something later
                Status: "Draft"  # since spring
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind != DocumentKind.Proposal || document.FrontMatter is not { } block)
            yield break;
        var first = block.Fields.DistinctBy(field => field.Name.Value).ToDictionary(field => field.Name.Value);
        // With one fault less, what was not checked may be, and has faults of its own: that is for the author to see.
        var isChecked = block.Problems.All(problem => problem.Kind != FrontMatterProblemKind.TooMany);
        foreach (var problem in block.Problems)
            yield return Explain(document, block, first, isChecked, problem);
    }

    private Finding Explain(
        Document document,
        FrontMatter block,
        Dictionary<string, Field> first,
        bool isChecked,
        FrontMatterProblem problem
    )
    {
        var field = block.FieldAround(problem.Span);
        var written = document.Text.Slice(problem.Span);
        return problem.Kind switch
        {
            FrontMatterProblemKind.Unclosed => Report(
                document,
                problem.Span,
                $"The front matter that opens here is not closed; a line `---` has to follow its last field.",
                new Fix($"Close the front matter", Change.Of(document.Path, Close(document, block)), isSafe: isChecked)
                {
                    Uncovers = s_hidden,
                }
            ),
            FrontMatterProblemKind.DuplicateKey => Report(
                document,
                problem.Span,
                $"`{problem.Detail}` stands in an earlier line already; YAML allows a key once.",
                new Fix(
                    $"Remove this `{problem.Detail}`",
                    Change.Of(document.Path, TextEdit.Delete(field!.Line)),
                    isSafe: isChecked && first[field.Name.Value].Value.Value == field.Value.Value
                )
                {
                    Uncovers = s_hidden,
                }
            ),
            FrontMatterProblemKind.LoneDash => Report(
                document,
                problem.Span,
                $"`-` opens a list in YAML; leave the value of `{problem.Detail}` empty until it is known.",
                new Fix(
                    $"Empty the value of `{problem.Detail}`",
                    Change.Of(document.Path, TextEdit.Delete(WithBlanksBefore(document, problem.Span))),
                    isSafe: isChecked
                )
                {
                    Uncovers = s_hidden,
                }
            ),
            FrontMatterProblemKind.TooMany => Report(
                document,
                problem.Span,
                $"Many lines above are not YAML, and neither is this one; what follows it was not checked."
            ),
            FrontMatterProblemKind.NotMapping => Report(document, problem.Span, $"The front matter is not made of `Name: value` lines."),
            _ when field is not null && problem.Span == field.Value.Span && CloserOf(written) is { } closer => Report(
                document,
                problem.Span,
                $"What `{written[..1]}` opens is not closed.",
                new Fix($"Close it with `{closer}`", Change.Of(document.Path, TextEdit.Insert(problem.Span.End, closer)))
                {
                    Uncovers = s_hidden,
                }
            ),
            _ when field is { IsEmpty: false } && problem.Span == field.Value.Span && !written.Contains('\n', StringComparison.Ordinal) =>
                Report(
                    document,
                    problem.Span,
                    $"`{written}` is not YAML; put it in quotes.",
                    new Fix($"Put the value in quotes", Change.Of(document.Path, new TextEdit(problem.Span, Quote(written))))
                    {
                        Uncovers = s_hidden,
                    }
                ),
            _ => Report(document, problem.Span, $"`{written.Trim()}` is not a `Name: value` line."),
        };
    }

    // What has to follow a value that opens a quote, a list or a mapping and does not end it; null for any other value.
    private static string? CloserOf(string written)
    {
        var closer = written is [var opener, ..]
            ? opener switch
            {
                '"' or '\'' => opener,
                '[' => ']',
                '{' => '}',
                _ => '\0',
            }
            : '\0';
        return closer == '\0' || written.IndexOf(closer, 1) >= 0 || written.Contains('\n', StringComparison.Ordinal)
            ? null
            : closer.ToString();
    }

    private static TextEdit Close(Document document, FrontMatter block)
    {
        var newLine = document.Text.NewLine;
        var isOnNewLine = document.Text.LineSpan(document.Text.LineAt(block.Content.End)).Start == block.Content.End;
        return TextEdit.Insert(block.Content.End, isOnNewLine ? $"---{newLine}" : $"{newLine}---{newLine}");
    }

    private static TextSpan WithBlanksBefore(Document document, TextSpan span)
    {
        var text = document.Text.Content;
        var start = span.Start;
        while (start > 0 && text[start - 1] is ' ' or '\t')
            start--;
        return span with { Start = start };
    }

    private static string Quote(string value) =>
        value.Contains('"', StringComparison.Ordinal) || value.Contains('\\', StringComparison.Ordinal)
            ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'"
            : $"\"{value}\"";
}
