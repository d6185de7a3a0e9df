using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds headings with nothing under them.</summary>
public sealed class EmptySection() : Rule(RuleGroup.Structure, Severity.Information, $"Under each heading there is something to read.")
{
    private const long MostComparisons = 100_000;

    /// <inheritdoc/>
    public override bool AppliesToStubs => false;

    /// <inheritdoc/>
    public override Reach Reach => Reach.LinksToSections;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            An empty section is mostly one that the template brought along. The outline promises an answer, and the reader cannot tell whether there
            is nothing to say or it has only not been said yet.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Left over from the template",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                ## Motivation

                Nobody wants to be woken at night.

                ## Impacts
                ^^^^^^^^^^ There is nothing under `Impacts`.

                ## References

                - A clock
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                ## Motivation

                Nobody wants to be woken at night.

                ## References

                - A clock
                """
            ),
            new(
                "Headings all the way down, at the end",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                Nobody wants to be woken at night.

                ## Design
                ^^^^^^^^^ There is nothing under `Design` but headings.

                ### Clock

                ### Bell
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                Nobody wants to be woken at night.
                """
            ),
            new(
                "Sections below, comments, pictures and code are something",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                ## Design

                ### Clock

                ![Clock](clock.png)

                ### Bell

                <!-- Ask Min about the bell. -->

                ### Hours

                    22 to 6
                -- clock.png --
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (!MentionText.IsOfProposal(series, document) || document.Sections.IsEmpty)
            yield break;
        var content = document.Text.Content;
        var (title, comparisons) = (document.TitleSection, 0L);
        var fragments = new Lazy<List<string>>(() =>
            [.. MentionText.LinksInto(series, document).Select(into => into.Link.Fragment!).Distinct(Link.FragmentComparer)]
        );
        var wanted = series.Convention.SectionsAreExamples ? [] : series.Convention.Sections.ToHashSet();
        var end = -1;
        for (var i = 0; i < document.Sections.Length; i++)
        {
            var section = document.Sections[i];
            // What is said of a section holds of those in it; a title without anything under it is a document that is only just begun.
            if (section.Span.Start < end || section == title || section.Title.Length == 0)
                continue;
            var inner = new List<Section>();
            for (var j = i + 1; j < document.Sections.Length && document.Sections[j].Span.Start < section.Span.End; j++)
                inner.Add(document.Sections[j]);
            if (!IsEmpty(content, section, inner))
                continue;

            // A section that the series asks for is to be filled, and is not in the way.
            if (wanted.Count > 0 && inner.Prepend(section).Any(other => wanted.Contains(other.Title)))
                continue;
            end = section.Span.End;
            yield return Report(
                document,
                section.Heading,
                inner.Count == 0
                    ? (LocalizableString)$"There is nothing under `{section.Title}`."
                    : $"There is nothing under `{section.Title}` but headings.",
                IsLinked([section, .. inner])
                    ? []
                    : [new Fix($"Remove `{section.Title}`", Change.Of(document.Path, Remove(document.Text, section)))]
            );
        }

        // Where there are too many links to be compared with all the headings, one of them may well lead here.
        bool IsLinked(ImmutableArray<Section> sections) =>
            (comparisons += (long)fragments.Value.Count * sections.Length) > MostComparisons
            || fragments.Value.Exists(fragment => sections.Any(section => MayMean(fragment, section)));
    }

    private static bool IsEmpty(string content, Section section, List<Section> inner)
    {
        var at = section.Heading.End;
        foreach (var heading in inner)
        {
            if (!content.AsSpan(at, heading.Heading.Start - at).IsWhiteSpace())
                return false;
            at = heading.Heading.End;
        }

        return content.AsSpan(at, section.Span.End - at).IsWhiteSpace();
    }

    // Also where a heading of the same words gets the number that is left free, and where a mistyped link may mean this one.
    private static bool MayMean(string fragment, Section section) =>
        fragment.StartsWith(section.Anchor.TrimEnd("-0123456789".ToCharArray()), StringComparison.OrdinalIgnoreCase)
        || DidYouMean.To(fragment, [section.Anchor]).Any();

    // At the end of the file, the blank lines above go too.
    private static TextEdit Remove(SourceText text, Section section)
    {
        var start = section.Span.Start;
        if (section.Span.End < text.Length)
            return TextEdit.Delete(section.Span);
        var rest = text.Content.AsSpan(0, start).TrimEnd().Length;
        // Blanks before the first heading are not to stay alone; a byte order mark is.
        var isFirst = text.Content.AsSpan(0, rest).Trim('\uFEFF').IsEmpty;
        return TextEdit.Delete(new(isFirst ? rest : Math.Min(text.FullLineSpan(text.LineAt(rest)).End, start), text.Length));
    }
}
