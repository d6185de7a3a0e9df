using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds references to numbers that no proposal has.</summary>
public sealed class UnknownReference()
    : Rule(RuleGroup.References, Severity.Error, $"A reference names a proposal that exists, or whose number is reserved.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Targets | Reach.TakenNumbers;

    /// <inheritdoc/>
    public override bool JudgesSource => true;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A reference is mistyped easily, two digits swapped, and reads well all the same. Whoever follows it finds nothing, or, once the number
            is given away, something else.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Two digits swapped",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1023 | Quiet Hours | Ada Park | Draft |
                -- BEP-1024-night-shift.md --
                Nights are for rest (BEP-1032).
                                     ^^^^^^^^ No proposal has the number BEP-1032; did you mean BEP-1023?
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1023 | Quiet Hours | Ada Park | Draft |
                -- BEP-1024-night-shift.md --
                Nights are for rest (BEP-1023).
                """
            ),
            new(
                "Examples, code and other people's proposals",
                """
                -- BEP-1001-quiet-hours.md --
                Name it `BEP-1234-title.md`, BEP-9999 or BEP-XXXX. The web has [BEP-4711](https://example.com/BEP-4711).

                ```
                BEP-1234
                ```

                <!-- BEP-1234 -->
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        // The registry's file and the template speak of numbers in general.
        if (document.Kind is DocumentKind.Registry or DocumentKind.Template)
            yield break;
        var (headings, wrong, successors) = (
            new LinkedHeadings(series, document),
            TitleNumberMismatch.WrongNumber(document, series),
            document.Successors.ToHashSet()
        );
        var suggestions = new Suggestions();
        var isSource = document.Kind == DocumentKind.Source;
        foreach (var reference in document.References)
        {
            if (reference.IsLoose || reference.Place == ReferencePlace.Code || series.Knows(reference.Number))
                continue;
            // Where numbers are written with all their digits, one of fewer may be of anything.
            if (reference.LacksZeros && !series.MentionsLackZeros)
                continue;
            // Other people's proposals may have the same prefix.
            if (reference.Link is { Path: null })
                continue;
            var text = document.Text.Content;
            if (IsYear(text, reference) || MentionText.HasSlug(text, reference.Span))
                continue;
            // Code is full of names and addresses that are nobody's mention.
            if (isSource && MentionText.IsInName(text, reference.Span))
                continue;
            // A title that begins with another number is wrong for that alone.
            if (wrong == reference.Span)
                continue;

            // A successor that does not exist is another rule's business.
            if (reference.Place == ReferencePlace.FrontMatter && successors.Contains(reference))
                continue;

            var name = series.Convention.Format(reference.Number);
            if (series.ExternalFacts.Branches.FirstOf(reference.Number) is var (branch, claim))
            {
                yield return Report(
                    document,
                    reference.Span,
                    claim.Name.Length > 0
                        ? (LocalizableString)$"{name} is `{claim.Name}` on branch {branch.Name}."
                        : $"{name} is reserved on branch {branch.Name}."
                ) with
                {
                    Severity = Severity.Information,
                };
                continue;
            }

            var nearest = suggestions.For(name, () => series.NearestTo(reference.Number));
            yield return Report(
                document,
                reference.Span,
                nearest.IsEmpty
                    ? (LocalizableString)$"No proposal has the number {name}."
                    : $"No proposal has the number {name}; did you mean {nearest[0]}?",
                [
                    .. nearest
                        .Where(other => !headings.AreMovedBy(reference.Span, other))
                        // As it is written: a number alone stays one.
                        .Select(other => reference.IsBare ? other[(series.Convention.Prefix.Length + 1)..] : other)
                        .Select(other => new Fix($"Change to {other}", Change.Of(document.Path, new TextEdit(reference.Span, other)))
                        {
                            Uncovers = ["reserved-reference", "superseded-reference", "unlinked-reference"],
                        }),
                ]
            ) with
            {
                Severity = isSource ? Severity.Warning : Severity,
            };
        }
    }

    // `BEP 2026` may be the year of something.
    private static bool IsYear(string text, Reference reference) =>
        reference.Number.Value is > 1990 and < 2100 && text.AsSpan(reference.Span.Start, reference.Span.Length).Contains(' ');
}
