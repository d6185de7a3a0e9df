using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds instructions for coding agents that say something else than the series does.</summary>
public sealed class StaleAgentInstructions()
    : Rule(RuleGroup.Convention, Severity.Warning, $"Instructions for coding agents say what the series states.")
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            `bep convention --format agents --write AGENTS.md` puts the convention into a file that coding agents read. When the template or the
            registry's file changes, those lines stay behind, and agents write proposals as they were written a year ago. Nothing is said of files
            without such lines, and only what stands between the two comments is looked at.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Another form of file names since",
                """
                -- AGENTS.md --
                # For agents

                <!-- bep:begin . -->
                ^^^^^^^^^^^^^^^^^^^^ These instructions are not what the series states.
                - Files are called `RFC-{number}.md`.
                <!-- bep:end -->

                Be brief.
                -- .bep.yaml --
                prefix: RFC
                """,
                """
                -- AGENTS.md --
                # For agents

                <!-- bep:begin . -->
                <!-- `bep convention --format agents --write` writes these lines anew from what the series states. -->

                ## Proposals (RFC)

                They lie in this folder. Read `bep context NUMBER` before you work on one, and `bep context --for FILE` before you change a source file.

                - Files are called `RFC-{number}-{slug}.md`; a number has 4 digits.
                - Never choose a number. `bep new "TITLE"` takes the next one that is free on all branches, reserves it in `README.md` and makes the document from the template.
                - Other files of a proposal lie in a directory beside it, called `RFC-{number}` or `RFC-{number}-{slug}`.
                - `bep change-title` makes the title of a commit or a pull request.
                - `bep check` says what is wrong, `bep explain RULE` why, and `bep check --fix` mends what is certain. Leave no errors behind.
                <!-- bep:end -->

                Be brief.
                -- .bep.yaml --
                prefix: RFC
                """
            ),
            new(
                "An end that is missing",
                """
                -- AGENTS.md --
                <!-- bep:begin . -->
                ^^^^^^^^^^^^^^^^^^^^ The `bep:begin` in line 1 has no `bep:end` after it.
                Files are called as they like.
                """
            ),
            new(
                "Instructions that somebody wrote",
                """
                -- AGENTS.md --
                # For agents

                Files are called as they like.
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        var at = document.Text.Content.IndexOf(AgentInstructions.BeginOf(series.Folder), StringComparison.Ordinal);
        if (at < 0)
            yield break;
        var (block, refusal) = AgentInstructions.In(document, series.Folder);
        if (refusal is not null)
            yield return Report(document, document.Text.LineSpan(document.Text.LineAt(at)), refusal);
        else if (block is not null && AgentInstructions.WriteInto(series, document).Value is { } change)
            yield return Report(
                document,
                document.Text.LineSpan(document.Text.LineAt(block.Span.Start)),
                $"These instructions are not what the series states.",
                new Fix($"Write the instructions anew", change, isSafe: true)
            );
    }
}
