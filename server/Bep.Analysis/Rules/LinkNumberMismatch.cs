using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds links whose text says one number and whose target has another.</summary>
public sealed class LinkNumberMismatch()
    : Rule(RuleGroup.References, Severity.Warning, $"A link whose text is a number leads to the proposal with that number.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Targets;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A reader who knows the number trusts the text, a reader who clicks trusts the target, and the two go on with different proposals in
            mind. It happens when a line is copied, and when a proposal is renumbered by hand.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A copied line",
                """
                -- BEP-1001-quiet-hours.md --
                - [BEP-1002](BEP-1002-night-shift.md)
                - [BEP-1003: Lanterns](BEP-1002-night-shift.md#who)
                   ^^^^^^^^ The text says BEP-1003, the link leads to BEP-1002-night-shift.md.
                -- BEP-1002-night-shift.md --
                ## Who
                -- BEP-1003-lanterns.md --
                # Lanterns
                """,
                """
                -- BEP-1001-quiet-hours.md --
                - [BEP-1002](BEP-1002-night-shift.md)
                - [BEP-1003: Lanterns](BEP-1003-lanterns.md)
                -- BEP-1002-night-shift.md --
                ## Who
                -- BEP-1003-lanterns.md --
                # Lanterns
                """
            ),
            new(
                "A row of the registry",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | - | Draft |
                | [1002](BEP-1001-quiet-hours.md) | Night Shift | - | Draft |
                   ^^^^ The row's number is 1002, its link leads to BEP-1001-quiet-hours.md.
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- BEP-1002-night-shift.md --
                # Night Shift
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | - | Draft |
                | [1002](BEP-1002-night-shift.md) | Night Shift | - | Draft |
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- BEP-1002-night-shift.md --
                # Night Shift
                """
            ),
            new(
                "By a label, and into a supporting directory",
                """
                -- BEP-1001-quiet-hours.md --
                See [BEP-1003][night] and [**BEP-1003**](BEP-1002/clock.png).
                     ^^^^^^^^ The text says BEP-1003, the link leads to BEP-1002-night-shift.md.
                                             ^^^^^^^^ The text says BEP-1003, the link leads to BEP-1002/clock.png.

                [night]: BEP-1002-night-shift.md
                -- BEP-1002-night-shift.md --
                ![Clock](BEP-1002/clock.png)
                -- BEP-1002/clock.png --
                """,
                """
                -- BEP-1001-quiet-hours.md --
                See [BEP-1002][night] and [**BEP-1003**](BEP-1002/clock.png).

                [night]: BEP-1002-night-shift.md
                -- BEP-1002-night-shift.md --
                ![Clock](BEP-1002/clock.png)
                -- BEP-1002/clock.png --
                """
            ),
            new(
                "Texts that say more than a number, and targets without one",
                """
                -- BEP-1001-quiet-hours.md --
                [the successor of BEP-1003](BEP-1002-night-shift.md), [BEP-1002 and BEP-1003](BEP-1002-night-shift.md),
                [BEP-1003's successor](BEP-1002-night-shift.md), [BEP-1003-like](BEP-1002-night-shift.md), [BEP-1003](#quiet), [BEP-1003](README.md#registry), [BEP-1003](https://example.com/BEP-1002.md),
                ![BEP-1003](BEP-1002/clock.png), [BEP-1002](BEP-1002-night-shift.md), and [decisions](BEP-1002/clock.png)

                ## Quiet
                -- README.md --
                ## Registry
                -- BEP-1002-night-shift.md --
                # Night Shift
                -- BEP-1002/clock.png --
                -- BEP-1003-lanterns.md --
                # Lanterns
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        foreach (var row in document.Registry?.AllRows ?? [])
        {
            if (
                row is not { Number: { } number, Link: { Path: { } path } link }
                || MentionText.NumberOf(series, path) is not { } actual
                || actual == number
            )
                continue;
            if (!row.NumberCell!.Span.Contains(link.Span) && row.Title?.Span.Contains(link.Span) != true)
                continue;
            yield return Report(
                document,
                link.TextSpan,
                $"The row's number is {series.Convention.Digitize(number)}, its link leads to {Paths.Name(path)}.",
                [.. Relink(document, series, row, number, actual)]
            );
        }

        if (document.Kind == DocumentKind.Template)
            yield break;
        for (var i = 0; i < document.References.Length; i++)
        {
            var reference = document.References[i];
            // A picture may show anything, and a fragment alone may lead to what this document says of the other.
            if (reference.Link is not { Kind: not LinkKind.Image, Path: { } path, PathSpan.IsEmpty: false } link)
                continue;
            if (MentionText.NumberOf(series, path) is not { } actual || actual == reference.Number || !SaysNumberOnly(document, i))
                continue;
            if (document.Registry?.RowAround(link.Span)?.Link == link)
                continue;
            var name = series.Convention.Format(reference.Number);
            yield return Report(
                document,
                reference.Span,
                $"The text says {name}, the link leads to {MentionText.InSeries(series, path)}.",
                [.. ToText(document, series, reference, link), .. ToTarget(document, series, reference, actual)]
            );
        }
    }

    // `BEP-1014`, `**BEP-1014**`, `BEP-1014: Title`, `BEP-1014 (Title)`; not what speaks of the number in words of its own.
    private static bool SaysNumberOnly(Document document, int index)
    {
        var reference = document.References[index];
        for (var i = index - 1; i >= 0 && document.References[i] is var other && other.Span.Start - reference.Span.End >= -200; i--)
            if (other.Link == reference.Link)
                return false;
        for (
            var i = index + 1;
            i < document.References.Length && document.References[i] is var other && other.Span.Start - reference.Span.End <= 200;
            i++
        )
            if (other.Link == reference.Link)
                return false;
        var text = document.Text.Content;
        var before = text.AsSpan(0, reference.Span.Start).TrimEnd("*_`~\"' ");
        var after = text.AsSpan(reference.Span.End).TrimStart("*_`~\"").TrimStart(' ');
        return before.EndsWith("[") && (after is [']' or '(', ..] || MentionText.IsBeforeTitle(after));
    }

    private static IEnumerable<Fix> ToText(Document document, Series series, Reference reference, Link link)
    {
        // Others may use the definition too.
        if (link.Kind == LinkKind.Definition || series.PathOf(reference.Number) is not { } path || path == document.Path)
            yield break;
        var target = Destination.Write(Paths.Relative(Paths.Folder(document.Path), path));
        var keepsFragment = link.Fragment is not { Length: > 0 } fragment || series.Find(path)?.Facts.HasAnchor(fragment) == true;
        yield return new(
            $"Link {Paths.Name(path)} instead",
            Change.Of(document.Path, new TextEdit(keepsFragment ? link.PathSpan : link.UrlSpan, target))
        );
    }

    private static IEnumerable<Fix> ToTarget(Document document, Series series, Reference reference, ProposalNumber actual)
    {
        if (!MentionText.IsTaken(series, actual))
            yield break;
        var name = series.Convention.Format(actual);
        yield return new($"Change the text to {name}", Change.Of(document.Path, new TextEdit(reference.Span, name)));
    }

    // The document that the row links must not lose its last row.
    private static IEnumerable<Fix> Relink(Document document, Series series, RegistryRow row, ProposalNumber number, ProposalNumber actual)
    {
        var path = series.PathOf(number);
        if (path is not null && (series.RowsOf(actual).Any() || !series.Exists(row.Link!.Path!)))
            yield return RegistryEdits.Link(document, series, row, path, isSafe: false);
    }
}
