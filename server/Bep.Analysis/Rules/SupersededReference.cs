using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds references to proposals that no longer count.</summary>
public sealed class SupersededReference() : Rule(RuleGroup.Lifecycle, Severity.Hint, $"A proposal refers to others that still count.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Targets | Reach.Successors;

    /// <inheritdoc/>
    public override bool JudgesSource => true;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            What builds on a superseded proposal builds on something that has been given up. Perhaps the reference is to history, and right; perhaps
            its author does not know that there is a successor.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "There is a successor",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Superseded
                Superseded-By: BEP-1002
                ---
                -- BEP-1002-night-shift.md --
                # Night Shift, after BEP-1001
                -- BEP-1003-lanterns.md --
                Lit as [BEP-1001](BEP-1001-quiet-hours.md) says.
                        ^^^^^^^^ BEP-1001 is Superseded by BEP-1002.
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Superseded
                Superseded-By: BEP-1002
                ---
                -- BEP-1002-night-shift.md --
                # Night Shift, after BEP-1001
                -- BEP-1003-lanterns.md --
                Lit as [BEP-1002](BEP-1002-night-shift.md) says.
                """
            ),
            new(
                "Rejected",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Rejected
                ---
                -- BEP-1002-lanterns.md --
                Lit as BEP-1001 says.
                       ^^^^^^^^ BEP-1001 is Rejected.
                """
            ),
            new(
                "The author knows, or wrote at another time",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Rejected
                ---
                -- BEP-1002-lanterns.md --
                BEP-1001 was rejected, so `BEP-1001` does not concern us.
                -- BEP-1003-fog-horn.md --
                ---
                Status: Implemented
                ---
                Sounded as BEP-1001 says.
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        var isSource = document.Kind == DocumentKind.Source;
        if (!isSource && !MentionText.IsOfProposal(series, document))
            yield break;

        // What is settled itself speaks of its own time.
        var convention = series.Convention;
        if (document.IsSettled(convention))
            yield break;
        var owner = MentionText.OwnNumber(series, document);
        // What a proposal that is mentioned says of itself, and what a line says of those in it, is looked up once for each.
        var targets =
            new Dictionary<
                ProposalNumber,
                (Document? Document, string? Status, ImmutableArray<ProposalNumber> Successors, ProposalNumber? Last)
            >();
        var (headings, line, words) = (new LinkedHeadings(series, document), TextSpan.At(-1), "");
        var said = new Dictionary<string, bool>();
        foreach (var reference in document.References)
        {
            if (reference.IsLoose || reference.Place is ReferencePlace.Code or ReferencePlace.FrontMatter || reference.Number == owner)
                continue;
            if (!targets.TryGetValue(reference.Number, out var known))
                targets.Add(reference.Number, known = LookUp(series, reference.Number));
            var (target, status, successors, last) = known;
            if (target is null || target.Path == document.Path)
                continue;
            if (isSource && MentionText.IsInName(document.Text.Content, reference.Span))
                continue;
            if (owner is { } number && successors.Contains(number))
                continue;
            if (reference.Span.Start > line.End)
            {
                line = document.Text.LineSpan(document.Text.LineAt(reference.Span.Start));
                words = document.Text.Slice(line);
                said.Clear();
            }

            if (!said.TryGetValue(status!, out var isSaid))
                said.Add(status!, isSaid = IsSaid(words, status!));
            if (isSaid)
                continue;

            var name = convention.Format(reference.Number);
            yield return Report(
                document,
                reference.Span,
                successors is [var successor, ..]
                    ? (LocalizableString)$"{name} is {status} by {convention.Format(successor)}."
                    : $"{name} is {status}.",
                Replace(document, series, headings, reference, target, last)
            ) with
            {
                // In a document it may be history; in code it says what the code follows.
                Severity = isSource ? Severity.Information : Severity,
                Related =
                [
                    new(target.Path, target.Field(FieldRole.Status)?.Value.Span ?? target.FirstLine, $"The status of the other proposal"),
                ],
            };
        }
    }

    // `BEP-1001 (superseded)`, `this supersedes BEP-1001`: the line has the word for it.
    private static bool IsSaid(string line, string status) =>
        line.Contains(status.EndsWith("ed", StringComparison.Ordinal) ? status[..^2] : status, StringComparison.OrdinalIgnoreCase)
        || line.Contains("replac", StringComparison.OrdinalIgnoreCase);

    // The document is null where the proposal has none, or counts.
    private static (Document?, string?, ImmutableArray<ProposalNumber>, ProposalNumber?) LookUp(Series series, ProposalNumber number) =>
        series.DocumentOf(number) is { } target
        && target.Facts[FieldRole.Status] is { } status
        && series.Convention.RoleOfStatus(status) is StatusRole.Superseded or StatusRole.Rejected
            ? (target, status, [.. target.Successors.Select(successor => successor.Number)], Successors.Last(series, number))
            : (null, null, [], null);

    private static ImmutableArray<Fix> Replace(
        Document document,
        Series series,
        LinkedHeadings headings,
        Reference reference,
        Document target,
        ProposalNumber? last
    )
    {
        if (last is not { } successor || successor == MentionText.OwnNumber(series, document))
            return [];
        var name = series.Convention.Format(successor);
        if (headings.AreMovedBy(reference.Span, name))
            return [];
        var edit = new TextEdit(reference.Span, name);
        if (reference.Place == ReferencePlace.Prose)
            return [new($"Refer to {name}", Change.Of(document.Path, edit))];

        // A link has to lead to the successor too, and must not go on to call it by the old title.
        var link = reference.Link;
        if (
            link?.Path != target.Path
            || link.TextSpan != reference.Span
            || link.Fragment is not null
            || series.PathOf(successor) is not { } path
        )
            return [];
        var to = Destination.Write(Paths.Relative(Paths.Folder(document.Path), path));
        return [new($"Refer to {name}", Change.Of(document.Path, edit, new TextEdit(link.PathSpan, to)))];
    }
}
