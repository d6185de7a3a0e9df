using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds level-1 headings after the title.</summary>
public sealed class MultipleTitles() : Rule(RuleGroup.Structure, Severity.Warning, $"A proposal has one level-1 heading, its title.")
{
    private const int LowestLevel = 6;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            The level-1 heading is the title. A second one makes the outline fall into two documents, and a reader of it cannot tell which of the
            two the proposal is called.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A chapter on the title's level",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                # Design
                ^^^^^^^^ `Design` is a second level-1 heading; a proposal has one title.

                ## Clock
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                ## Design

                ### Clock
                """
            ),
            new(
                "A heading in code is not a title",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                ```sh
                # Wait until morning
                ```
                """
            ),
            new(
                "Chapters of a proposal whose title is a field",
                """
                -- .bep.yaml --
                field-names: { title: title }
                -- BEP-1001-quiet-hours.md --
                ---
                title: Quiet Hours
                ---

                # Motivation

                # Design
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind != DocumentKind.Proposal || document.TitleSection is not { } title)
            yield break;
        // Where a field has the title, headings of the first level are chapters, unless the first one says it again.
        if (series.Convention.NameOf(FieldRole.Title) is not null && !IsTitle(document, title, series.Convention))
            yield break;
        // What follows the title belongs to it, up to the next heading of its level, and so on: no heading is in two of them.
        var later = document
            .Sections.SkipWhile(section => section != title)
            .Skip(1)
            .SkipWhile(section => section.Level > 1)
            .ToImmutableArray();
        var starts = Enumerable.Range(0, later.Length).Where(i => later[i].Level == 1).ToList();
        ImmutableArray<Fix> all = starts.Count < 2 ? [] : [.. Demotion($"Demote all later titles and what is under them", later)];
        for (var i = 0; i < starts.Count; i++)
        {
            var section = later[starts[i]];
            var own = later[starts[i]..(i + 1 < starts.Count ? starts[i + 1] : later.Length)];
            yield return Report(
                document,
                section.Heading,
                $"`{section.Title}` is a second level-1 heading; a proposal has one title.",
                [.. Demotion($"Demote `{section.Title}` and what is under it", own), .. all]
            );
        }

        IEnumerable<Fix> Demotion(LocalizableString name, ImmutableArray<Section> headings)
        {
            if (headings.All(heading => heading.Level < LowestLevel))
                yield return new(name, () => Change.Of(document.Path, [.. headings.Select(heading => Demote(document, heading))]));
        }
    }

    private static bool IsTitle(Document document, Section section, Convention convention) =>
        document.Facts.Title is { } title
        && Convention.IsSameName(convention.WithoutNumber(section.Title), convention.WithoutNumber(title));

    private static TextEdit Demote(Document document, Section section)
    {
        var written = document.Text.Slice(section.Heading);
        var hash = written.IndexOf('#', StringComparison.Ordinal);
        return hash >= 0 && string.IsNullOrWhiteSpace(written[..hash])
            ? TextEdit.Insert(section.Heading.Start + hash, "#")
            : new(
                section.Heading,
                $"{new string('#', section.Level + 1)} {document.Text.Slice(section.TitleSpan).ReplaceLineEndings(" ")}"
            );
    }
}
