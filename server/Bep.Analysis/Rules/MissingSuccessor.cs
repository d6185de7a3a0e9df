using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds superseded proposals that do not say by which one, and the other way round.</summary>
public sealed partial class MissingSuccessor()
    : Rule(RuleGroup.Lifecycle, Severity.Warning, $"A proposal that is superseded says by which one, and one that says so is superseded.")
{
    private const int MostFixes = 10;

    /// <inheritdoc/>
    public override Reach Reach => Reach.Number | Reach.Targets;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Whoever comes to a superseded proposal wants to go on to the one that took its place. And a successor in a proposal that still counts as
            accepted leaves two of them in force.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Superseded by nobody, but for the registry",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Superseded by BEP-1002 |
                | [1002](BEP-1002-night-shift.md) | Night Shift | Min Seo | Draft |
                -- BEP-1002-night-shift.md --
                # Night Shift
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Superseded
                        ^^^^^^^^^^ This proposal is Superseded, but has no `Superseded-By` that says by which one.
                Created: 2026-01-05
                ---
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Superseded by BEP-1002 |
                | [1002](BEP-1002-night-shift.md) | Night Shift | Min Seo | Draft |
                -- BEP-1002-night-shift.md --
                # Night Shift
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Superseded
                Created: 2026-01-05
                Superseded-By: BEP-1002
                ---
                """
            ),
            new(
                "Its own text names the successor",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Superseded
                Superseded-By:
                ^^^^^^^^^^^^^ This proposal is Superseded, but has no `Superseded-By` that says by which one.
                ---
                > This was superseded by [BEP-1002](BEP-1002-night-shift.md).
                -- BEP-1002-night-shift.md --
                # Night Shift
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Superseded
                Superseded-By: BEP-1002
                ---
                > This was superseded by [BEP-1002](BEP-1002-night-shift.md).
                -- BEP-1002-night-shift.md --
                # Night Shift
                """
            ),
            new(
                "A successor, but still in force",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Accepted |
                | 1002 | Night Shift | Min Seo | Draft |
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Accepted
                Created: 2026-01-05
                Superseded-By: BEP-1002
                ^^^^^^^^^^^^^ `Superseded-By` names BEP-1002, but the status is Accepted, not Superseded.
                ---

                # Quiet Hours
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Superseded |
                | 1002 | Night Shift | Min Seo | Draft |
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Superseded
                Created: 2026-01-05
                Superseded-By: BEP-1002
                ---

                # Quiet Hours
                """
            ),
            new(
                "Both, neither, or rejected in favour of another",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Superseded
                Superseded-By: BEP-1002
                ---
                -- BEP-1002-night-shift.md --
                ---
                Status: Rejected
                Superseded-By: BEP-1003
                ---
                -- BEP-1003-lanterns.md --
                ---
                Status: Draft
                Superseded-By:
                ---
                -- BEP-1004-fog-horn.md --
                ---
                Status: Superseded
                Superseded-By: the harbour's own rules
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        var convention = series.Convention;
        if (
            document.Kind != DocumentKind.Proposal
            || document.FrontMatter is not { } block
            || document.Field(FieldRole.Status) is not { Value.Value: var current } status
        )
            yield break;
        if (convention.NameOf(FieldRole.Successor) is not { } name || convention.NameOf(StatusRole.Superseded) is not { } superseded)
            yield break;
        var field = document.Field(FieldRole.Successor);
        var successor = document.Successors.FirstOrDefault();

        if (current == superseded && status.Remark is null && document.Lacks(FieldRole.Successor))
        {
            yield return Report(
                document,
                field?.Name.Span ?? status.Value.Span,
                $"This proposal is {current}, but has no `{name}` that says by which one.",
                [
                    .. Known(document, series)
                        .Take(MostFixes)
                        .Select(number => Insert(document, block, convention, field, name, convention.Format(number))),
                ]
            );
        }
        else if (
            current != superseded
            && successor is not null
            && convention.Knows(current)
            && convention.RoleOfStatus(current) != StatusRole.Rejected
        )
        {
            yield return Report(
                document,
                field!.Name.Span,
                $"`{name}` names {document.Text.Slice(successor.Span)}, but the status is {current}, not {superseded}.",
                convention.NextOf(current).Contains(superseded) ? [Supersede(document, series, status, superseded)] : []
            );
        }
    }

    // What the row, or the text itself, says of it.
    private static IEnumerable<ProposalNumber> Known(Document document, Series series)
    {
        var inRow =
            document.Number is { } number && series.RowsOf(number).FirstOrDefault() is { } row
                ? MentionsIn(series.RegistryDocument, row.Status)
                : [];
        var text = document.Text.Content;
        var inText = document.References.Where(reference =>
            reference.Place is ReferencePlace.Prose or ReferencePlace.LinkText or ReferencePlace.FrontMatter
            && InPlaceOf().IsMatch(text[Math.Max(0, reference.Span.Start - 40)..reference.Span.Start])
        );
        var seen = new HashSet<ProposalNumber>();
        return inRow
            .Concat(inText)
            .Select(reference => reference.Number)
            .Where(successor =>
                successor != document.Number && series.Knows(successor) && !LeadsTo(series, successor, document.Number, seen)
            )
            .Distinct();
    }

    private static IEnumerable<Reference> MentionsIn(Document registry, Cell? cell)
    {
        if (cell is null)
            yield break;
        var mentions = registry.References;
        for (
            var i = Spans.LastUpTo(mentions, cell.Span.Start - 1, mention => mention.Span) + 1;
            i < mentions.Length && cell.Span.Contains(mentions[i].Span);
            i++
        )
            yield return mentions[i];
    }

    // A circle is no way out.
    private static bool LeadsTo(Series series, ProposalNumber from, ProposalNumber? number, HashSet<ProposalNumber> seen) =>
        number is { } end && Successors.LeadTo(series, from, end, seen);

    private static Fix Insert(Document document, FrontMatter block, Convention convention, Field? field, string name, string value) =>
        new(
            $"Insert `{FieldEdits.Line(name, value)}`",
            Change.Of(
                document.Path,
                field is null ? FieldEdits.Insert(document, block, convention, name, value) : FieldEdits.SetValue(document, field, value)
            )
        );

    private static Fix Supersede(Document document, Series series, Field status, string superseded)
    {
        var change = Change.Of(document.Path, FieldEdits.SetValue(document, status, superseded));
        var rows = document.Number is { } number ? series.RowsOf(number).ToList() : [];
        if (rows is [var row] && RegistryEdits.StatusOf(series.Convention, row) is { } registered && registered.Value != superseded)
            change = change.And(Change.Of(series.RegistryPath, new TextEdit(registered.Span, superseded)));
        return new($"Change the status to {superseded}", change);
    }

    [GeneratedRegex(@"(?:superseded|replaced|obsoleted)\s+by\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex InPlaceOf();
}
