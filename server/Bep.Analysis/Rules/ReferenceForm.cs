using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds references that are written in another form than the others.</summary>
public sealed class ReferenceForm()
    : Rule(RuleGroup.References, Severity.Information, $"A reference is written as all others are, with capitals and a hyphen.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Targets;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Who searches the repository for a proposal's number finds only what is written in one form. The other forms read the same and are
            left behind when a proposal is superseded or renumbered by hand.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A blank instead of the hyphen",
                """
                -- BEP-1001-quiet-hours.md --
                Rests on [BEP 1002](BEP-1002-night-shift.md).
                          ^^^^^^^^ `BEP 1002` is written BEP-1002 elsewhere.
                -- BEP-1002-night-shift.md --
                # Night Shift
                """,
                """
                -- BEP-1001-quiet-hours.md --
                Rests on [BEP-1002](BEP-1002-night-shift.md).
                -- BEP-1002-night-shift.md --
                # Night Shift
                """
            ),
            new(
                "No separator, and small letters",
                """
                -- BEP-1001-quiet-hours.md --
                [BEP1002](BEP-1002-night-shift.md) came first, and bep-1002 is older still.
                 ^^^^^^^ `BEP1002` is written BEP-1002 elsewhere.
                                                                   ^^^^^^^^ `bep-1002` is written BEP-1002 elsewhere.
                -- BEP-1002-night-shift.md --
                # Night Shift
                """,
                """
                -- BEP-1001-quiet-hours.md --
                [BEP-1002](BEP-1002-night-shift.md) came first, and bep-1002 is older still.
                -- BEP-1002-night-shift.md --
                # Night Shift
                """
            ),
            new(
                "Code, names of files and branches, and numbers of nobody",
                """
                -- BEP-1001-quiet-hours.md --
                `bep1002`, the branch feature/bep-1002, bep-1002-night-shift.png and #bep-1002 are names. BEP-1002-like rests. BEP9999 is an example,
                and bep1234 may be a part of a motor.
                -- BEP-1002-night-shift.md --
                # Night Shift
                """
            ),
            new(
                "A heading's link goes on leading there",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                See [below](#after-bep1002).

                ## After BEP1002
                         ^^^^^^^ `BEP1002` is written BEP-1002 elsewhere.

                Rest.

                ## After BEP 1002
                         ^^^^^^^^ `BEP 1002` is written BEP-1002 elsewhere.

                Rest.
                -- BEP-1002-night-shift.md --
                # Night Shift
                """
            ),
            new(
                "Another form than the one that the series prefers",
                """
                -- .bep.yaml --
                prefix: ADR
                file-names: "{number}-{slug}.md"
                registry: none
                template: none
                front-matter: none
                mentions: ["ADR {number}", "#{number}"]
                -- 0001-quiet-hours.md --
                # ADR-0001: Quiet Hours

                Rests on [#2](0002-night-shift.md), as ADR 2 and ADR 0002 are called too.
                          ^^ `#2` is written ADR 2 here.
                -- 0002-night-shift.md --
                # Night Shift
                """,
                """
                -- .bep.yaml --
                prefix: ADR
                file-names: "{number}-{slug}.md"
                registry: none
                template: none
                front-matter: none
                mentions: ["ADR {number}", "#{number}"]
                -- 0001-quiet-hours.md --
                # ADR-0001: Quiet Hours

                Rests on [ADR 2](0002-night-shift.md), as ADR 2 and ADR 0002 are called too.
                -- 0002-night-shift.md --
                # Night Shift
                """
            ),
            new(
                "Titles that have the number in a form of their own",
                """
                -- .bep.yaml --
                prefix: TEP
                file-names: "tep-{number}.md"
                registry: none
                template: none
                front-matter: none
                title-form: "TEP {number} - {title}"
                -- tep-0001.md --
                # TEP 1 - Quiet Hours
                -- tep-0002.md --
                # TEP 2 - Night Shift

                After TEP-1.
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind == DocumentKind.Template)
            yield break;
        var text = document.References.IsEmpty ? "" : document.Text.Content;
        var headings = new LinkedHeadings(series, document);
        var isStated = series.Convention.PreferredLead is not null;
        var names = new Dictionary<(ProposalNumber, string), bool>();
        foreach (var reference in document.References)
        {
            if (reference.IsLabel || reference.Place is ReferencePlace.Code or ReferencePlace.FrontMatter)
                continue;
            var written = text[reference.Span.Start..reference.Span.End];
            // Zeros in front are its author's to write or to leave out.
            var usual = series.MentionLead + written[reference.Lead.Length..];
            if (
                written == usual
                || IsWrittenOtherwise(series, document, reference)
                || IsName(reference.Number, written)
                || !MentionText.IsTaken(series, reference.Number)
                || MentionText.IsInName(text, reference.Span)
            )
                continue;
            if (document.Registry?.RowAround(reference.Span)?.NumberCell?.Span.Contains(reference.Span) == true)
                continue;
            var fix = new Fix(
                $"Change to {usual}",
                Change.Of(document.Path, new TextEdit(reference.Span, usual)),
                isSafe: !reference.IsLoose
            );
            yield return Report(
                document,
                reference.Span,
                isStated ? (LocalizableString)$"`{written}` is written {usual} here." : $"`{written}` is written {usual} elsewhere.",
                headings.AreMovedBy(reference.Span, usual) ? [] : [fix]
            );
        }

        bool IsName(ProposalNumber number, string written) =>
            names.TryGetValue((number, written), out var known) ? known : names[(number, written)] = IsFileName(series, number, written);
    }

    // How a title and an index write numbers is said for themselves.
    private static bool IsWrittenOtherwise(Series series, Document document, Reference reference) =>
        document.Path == series.IndexPath
        || (
            series.Convention is not { TitleForm: null, PreferredLead: null }
            && document.Number == reference.Number
            && document.TitleSection?.Heading.Contains(reference.Span) == true
        );

    // A house whose file is called BEP20.md, or adr020-title.md, calls the proposal so: BEP20, ADR020.
    private static bool IsFileName(Series series, ProposalNumber number, string written) =>
        series
            .PathsOf(number)
            .Any(path =>
                Paths.Name(path).StartsWith(written + ".", StringComparison.Ordinal)
                || (
                    written == $"{series.Convention.Prefix}{series.Convention.Digitize(number)}"
                    && Paths.Name(path).StartsWith(written, StringComparison.OrdinalIgnoreCase)
                )
            );
}
