using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds proposals without a section that the template has.</summary>
public sealed class MissingSection() : Rule(RuleGroup.Structure, Severity.Hint, $"A proposal has each section of the template.")
{
    /// <inheritdoc/>
    public override bool AppliesToStubs => false;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Where a series asks for certain sections, readers look for them: for the migration plan before they agree, for the motivation years
            later. A template that calls its sections examples asks for none.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "One in the middle",
                """
                -- BEP-0000-template.md --
                # Title

                ## Motivation

                ## Design

                ## Impacts
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                ^^^^^^^^^^^^^ The proposal has no section `Design`, which the template has.

                ## 1. Motivation

                Nobody wants to be woken at night.

                ## Impacts

                Some wake others.
                """,
                """
                -- BEP-0000-template.md --
                # Title

                ## Motivation

                ## Design

                ## Impacts
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                ## 1. Motivation

                Nobody wants to be woken at night.

                ## Design

                ## Impacts

                Some wake others.
                """
            ),
            new(
                "The last one",
                """
                -- BEP-0000-template.md --
                # Title

                ## Motivation

                ## Impacts
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                ^^^^^^^^^^^^^ The proposal has no section `Impacts`, which the template has.

                ## Motivation

                Nobody wants to be woken at night.
                """,
                """
                -- BEP-0000-template.md --
                # Title

                ## Motivation

                ## Impacts
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                ## Motivation

                Nobody wants to be woken at night.

                ## Impacts
                """
            ),
            new(
                "The template's sections are examples",
                """
                -- BEP-0000-template.md --
                # Title

                The sections below are examples.

                ## Motivation
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                Nobody wants to be woken at night.
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        // Nobody will write another section into a proposal that is done with.
        if (document.Kind != DocumentKind.Proposal || series.Convention.SectionsAreExamples || document.IsSettled(series.Convention))
            yield break;
        var (wanted, optional, titles) = (series.Convention.Sections, series.Convention.OptionalSections.ToHashSet(), Titles(document));
        for (var i = 0; i < wanted.Count; i++)
        {
            if (optional.Contains(wanted[i]) || IsAmong(titles, wanted[i]))
                continue;
            var missing = i;
            yield return Report(
                document,
                document.TitleSection?.Heading ?? document.FirstLine,
                series.Template is not null
                    ? $"The proposal has no section `{wanted[i]}`, which the template has."
                    : (LocalizableString)$"The proposal has no section `{wanted[i]}`, which proposals of this series have.",
                new Fix($"Insert `## {wanted[i]}`", () => Change.Of(document.Path, Insert(document, wanted, missing)))
            );
        }
    }

    // In order, each as it is and without a number in front.
    private static string[] Titles(Document document)
    {
        string[] titles =
        [
            .. document
                .Sections.SelectMany(section => new[] { section.Title, section.Title.TrimStart("0123456789.) ".ToCharArray()) })
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        Array.Sort(titles, StringComparer.OrdinalIgnoreCase);
        return titles;
    }

    private static bool IsAmong(string[] titles, string title)
    {
        var at = Array.BinarySearch(titles, title, StringComparer.OrdinalIgnoreCase);
        if (at >= 0)
            return true;
        for (at = ~at; at < titles.Length && titles[at].StartsWith(title, StringComparison.OrdinalIgnoreCase); at++)
        {
            if (!char.IsLetterOrDigit(titles[at][title.Length]))
                return true;
        }

        return false;
    }

    // `1. Motivation`, `Motivation:`, `Current Design (As-is)`
    private static bool IsCalled(Section section, string title)
    {
        var words = section.Title.StartsWith(title, StringComparison.OrdinalIgnoreCase)
            ? section.Title
            : section.Title.TrimStart("0123456789.) ".ToCharArray());
        return words.StartsWith(title, StringComparison.OrdinalIgnoreCase)
            && (words.Length == title.Length || !char.IsLetterOrDigit(words[title.Length]));
    }

    // After the last section that the template has before it, else before the first that it has after it, else at the end.
    private static TextEdit Insert(Document document, EquatableArray<string> wanted, int i)
    {
        var newLine = document.Text.NewLine;
        var heading = $"## {wanted[i]}{newLine}";
        var earlier = document.Sections.LastOrDefault(section =>
            section.Level > 1 && wanted.Take(i).Any(title => IsCalled(section, title))
        );
        var later = document.Sections.FirstOrDefault(section =>
            section.Level > 1 && wanted.Skip(i + 1).Any(title => IsCalled(section, title))
        );
        var at = earlier?.Span.End ?? later?.Span.Start ?? document.Text.Length;
        if (at < document.Text.Length)
            return TextEdit.Insert(at, heading + newLine);
        return BlockEdits.Append(document, $"## {wanted[i]}");
    }
}
