using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds references to proposals that have a number and no document yet.</summary>
public sealed class ReservedReference() : Rule(RuleGroup.References, Severity.Hint, $"A proposal that others refer to has a document.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Targets;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A number can be reserved long before its document is written. Until then a reference to it is a promise: the reader finds a row in the
            registry and no document.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Reserved, and not yet written",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | - | Draft |
                -- BEP-1002-night-shift.md --
                Needs BEP-1001, as said in BEP-1001.
                      ^^^^^^^^ BEP-1001, Quiet Hours, is reserved and has no document yet.
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                Created: 2026-01-15
                ---

                # Quiet Hours

                -- BEP-1002-night-shift.md --
                Needs BEP-1001, as said in BEP-1001.
                """
            ),
            new(
                "Reserved by somebody else",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Min Seo | Draft |
                -- BEP-1002-night-shift.md --
                Needs BEP-1001.
                      ^^^^^^^^ BEP-1001, Quiet Hours, is reserved and has no document yet.
                """
            ),
            new(
                "Written in the supporting directory",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001/) | Quiet Hours | Ada Park | Draft |
                -- BEP-1001/overview.md --
                # Quiet Hours
                -- BEP-1002-night-shift.md --
                Needs BEP-1001.
                """
            ),
            new(
                "Skipped numbers, examples, and proposals that have a document",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1000](BEP-1000-lanterns.md) | Lanterns | Ada Park | Draft |
                | 1001 | _(skipped)_ | | |
                | 9999 | Quiet Hours | Ada Park | Draft |
                -- BEP-1000-lanterns.md --
                # Lanterns
                -- BEP-1002-night-shift.md --
                Follows [BEP-1000](BEP-1000-lanterns.md), passes over BEP-1001, and is named like BEP-9999 and `BEP-1001`.
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind is DocumentKind.Registry or DocumentKind.Template)
            yield break;
        var own = MentionText.OwnNumber(series, document);
        var text = document.References.IsEmpty ? "" : document.Text.Content;
        var mentions = document.References.Where(reference =>
            reference.Place != ReferencePlace.Code && reference.Link is not { Path: null } && !MentionText.IsInName(text, reference.Span)
        );
        foreach (var first in mentions.DistinctBy(reference => reference.Number))
        {
            var number = first.Number;
            if (
                number == own
                || !series.PathsOf(number).IsEmpty
                || series.IsStray(number)
                || series.Convention.ExampleNumbers.Contains(number)
            )
                continue;
            if (series.RowsOf(number).FirstOrDefault(row => row.Kind == RowKind.Proposal) is not { } row)
                continue;
            // What stands for the document may be of another form: a directory, or a file in it.
            if (row.Link?.Path is { } target && series.Exists(target))
                continue;
            var name = series.Convention.Format(number);
            yield return Report(
                document,
                first.Span,
                row.Title is { Text: { Length: > 0 } title }
                    ? (LocalizableString)$"{name}, {title}, is reserved and has no document yet."
                    : $"{name} is reserved and has no document yet.",
                Creation(series, number, row)
            ) with
            {
                Related = [new(series.RegistryPath, row.Line, $"Where it is reserved")],
            };
        }
    }

    // A document begins with its author's name. Somebody else's is for them to write.
    private static ImmutableArray<Fix> Creation(Series series, ProposalNumber number, RegistryRow row)
    {
        var isOurs = row.Author is not { Bare: not ("" or "-") } author || author.Text == Authors.NamesOf(series.ExternalFacts.Author);
        return isOurs && ReservedDocument.Prepare(series, number) is var (_, create)
            ?
            [
                new($"Create the document from the template", create)
                {
                    Uncovers = ["broken-anchor", "missing-registry-link", "unlinked-reference"],
                },
            ]
            : [];
    }
}
