using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds documents with more lines than the series allows.</summary>
public sealed class LongDocument() : Rule(RuleGroup.Structure, Severity.Information, $"A document is no longer than the series allows.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Number;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A series that sets such a limit wants its proposals to be read to the end. What is longer is split: the main document says what and
            why, documents in its supporting directory say how.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Longer than the registry's file says",
                """
                -- README.md --
                The main document has at most 10 lines.
                A sub-document has fewer than 12 lines.
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                ^^^^^^^^^^^^^ The main document BEP-1001-quiet-hours.md is longer than 10 lines.

                The clock: [how it is set](BEP-1001/clock.md).

                1. Look at it.
                2. Wait.
                3. Look again.
                4. Ask somebody.
                5. Set it.
                6. Look at it.
                7. Rest.
                -- BEP-1001/clock.md --
                # Setting the Clock

                With both hands.
                """
            ),
            new(
                "The series sets its own limit for documents that stand alone",
                """
                -- .bep.yaml --
                line-limits: { single: 2, main: 9, sub: 2 }
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                ^^^^^^^^^^^^^ The document BEP-1001-quiet-hours.md is longer than 2 lines.

                From ten to six.
                -- BEP-1002-night-shift.md --
                # Night Shift
                [Clock](BEP-1002/clock.md)
                -- BEP-1002/clock.md --
                # Clock
                ^^^^^^^ The sub-document BEP-1002/clock.md is longer than 2 lines.

                It ticks.
                """
            ),
            new(
                "No limit is stated",
                """
                -- README.md --
                A good proposal is short.
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                From ten to six.
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (series.Convention.Limits is not { } limits)
            yield break;
        (int? Limit, LocalizableString What) kind = document switch
        {
            { Kind: DocumentKind.Proposal, Number: { } number } when HasSubDocuments(series, number) => (limits.Main, $"main document"),
            { Kind: DocumentKind.Proposal } => (limits.Single, $"document"),
            { Kind: DocumentKind.Supporting } when series.OwnerOf(document.Path) is not null => (limits.Sub, $"sub-document"),
            _ => (null, $""),
        };
        var lines = document.Text.LineCount - (document.Text.LineSpan(document.Text.LineCount - 1).IsEmpty ? 1 : 0);
        if (kind.Limit is { } limit && lines > limit)
            yield return Report(
                document,
                document.FirstLine,
                $"The {kind.What} {MentionText.InSeries(series, document.Path)} is longer than {limit} lines."
            );
    }

    private static bool HasSubDocuments(Series series, ProposalNumber number) =>
        series
            .DirectoriesOf(number)
            .SelectMany(series.Files.FilesBelow)
            .Any(path => path.EndsWith(".md", StringComparison.OrdinalIgnoreCase));
}
