using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds an index that is not what its documents say.</summary>
public sealed class StaleIndex()
    : Rule(RuleGroup.Registry, Severity.Warning, $"An index that is made from the documents says what they say.")
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A series may keep an index that nobody writes: `index` in `.bep.yaml` names its file, and `bep index` makes it from the documents. A
            document that came, or changed its title or status since, is not in it as it is, and readers believe the index.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A status that has changed since",
                """
                -- .bep.yaml --
                prefix: ADR
                file-names: "{number}-{slug}.md"
                registry: none
                template: none
                index: README.md
                -- README.md --
                # Decisions

                <!-- bep:begin index -->
                ^^^^^^^^^^^^^^^^^^^^^^^^ This index is not what the documents say.
                <!-- `bep index` writes these lines anew from the documents. -->

                | Number | Title | Status |
                | --- | --- | --- |
                | [ADR-0001](0001-lamps.md) | Lamps | Draft |

                <!-- bep:end -->

                Be brief.
                -- 0001-lamps.md --
                ---
                Status: Accepted
                ---

                # Lamps
                """,
                """
                -- .bep.yaml --
                prefix: ADR
                file-names: "{number}-{slug}.md"
                registry: none
                template: none
                index: README.md
                -- README.md --
                # Decisions

                <!-- bep:begin index -->
                <!-- `bep index` writes these lines anew from the documents. -->

                | Number | Title | Status |
                | --- | --- | --- |
                | [ADR-0001](0001-lamps.md) | Lamps | Accepted |

                <!-- bep:end -->

                Be brief.
                -- 0001-lamps.md --
                ---
                Status: Accepted
                ---

                # Lamps
                """
            ),
            new(
                "A table that somebody writes",
                """
                -- .bep.yaml --
                prefix: ADR
                file-names: "{number}-{slug}.md"
                registry: none
                template: none
                index: README.md
                -- README.md --
                # Decisions

                The best one is [lamps](0001-lamps.md).
                -- 0001-lamps.md --
                # Lamps
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Path != series.IndexPath || !series.IsComplete)
            yield break;
        var at = document.Text.Content.IndexOf(SeriesIndex.Begin, StringComparison.Ordinal);
        if (at < 0)
            yield break;
        var (block, unclear) = MarkedBlock.In(document, SeriesIndex.Begin);
        if (block is null && unclear is null)
            yield break;
        var (change, refusal) = SeriesIndex.WriteInto(series, document);
        var place = document.Text.LineSpan(document.Text.LineAt(block?.Span.Start ?? at));
        if (refusal is not null)
            yield return Report(document, place, refusal);
        else if (change is not null)
            yield return Report(
                document,
                place,
                $"This index is not what the documents say.",
                new Fix($"Make the index anew", change, isSafe: true)
            );
    }
}
