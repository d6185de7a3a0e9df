using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds proposals without a title of their own.</summary>
public sealed class MissingTitle()
    : Rule(RuleGroup.Structure, Severity.Error, $"A proposal has a level-1 heading that says what it is about.")
{
    /// <inheritdoc/>
    public override bool AppliesToStubs => false;

    /// <inheritdoc/>
    public override Reach Reach => Reach.Number;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            The title is how people know a proposal: it stands in the registry, in lists, in hovers and in links. A document that still has the
            template's heading has none.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "The template's heading is still there",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                -- BEP-0000-template.md --
                # Title
                -- BEP-1001-quiet-hours.md --
                # Title
                ^^^^^^^ `Title` is the template's heading, not this proposal's.
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                -- BEP-0000-template.md --
                # Title
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                """
            ),
            new(
                "No heading at all",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                -- BEP-1001-quiet-hours.md --
                ---
                ^^^ BEP-1001-quiet-hours.md has no level-1 heading.
                Status: Draft
                ---

                Nobody wants to be woken at night.
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                ---

                # Quiet Hours

                Nobody wants to be woken at night.
                """
            ),
            new(
                "Chapters alone",
                """
                -- BEP-1001-quiet-hours.md --
                # Summary
                ^^^^^^^^^ BEP-1001-quiet-hours.md has no title; `Summary` is a section's heading.

                Nobody wants to be woken at night.

                # Design
                """
            ),
            new(
                "A title",
                """
                -- BEP-1001-quiet-hours.md --
                Quiet Hours
                ===========
                """
            ),
            new(
                "A series with a field for the title",
                """
                -- .bep.yaml --
                field-names: { title: title }
                -- BEP-1001-quiet-hours.md --
                ---
                title: Quiet Hours
                ---

                ## Motivation
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        // A series with a field for titles needs no heading for them.
        if (document.Kind != DocumentKind.Proposal || series.Convention.NameOf(FieldRole.Title) is not null)
            yield break;
        var title = document.TitleSection;
        var sample = series.SampleTitle;
        if (title is { Title.Length: > 0 } && title.Title != sample)
            yield break;
        // `<h1 align="center">` is a title too, and how else would one centre it.
        if (title is null && document.Text.Content.Contains("<h1", StringComparison.OrdinalIgnoreCase))
            yield break;

        var row = document.Number is { } number ? series.RowsOf(number).FirstOrDefault(row => row.Title is { Text.Length: > 0 }) : null;
        var known = row?.Title?.Text;
        if (title is not null)
        {
            yield return Report(
                document,
                title.Heading,
                title.Title.Length == 0
                    ? (LocalizableString)$"The level-1 heading is empty."
                    : $"`{sample}` is the template's heading, not this proposal's.",
                known is null
                    ? []
                    :
                    [
                        new Fix(
                            $"Change to `{known}`, as the registry has it",
                            Change.Of(document.Path, new TextEdit(title.Heading, $"# {known}"))
                        ),
                    ]
            );
        }
        else
        {
            yield return Report(
                document,
                document.FirstLine,
                document.Sections.FirstOrDefault(section => section.Level == 1) is { } chapter
                    ? (LocalizableString)$"{document.Name} has no title; `{chapter.Title}` is a section's heading."
                    : $"{document.Name} has no level-1 heading.",
                known is null
                    ? []
                    : [new Fix($"Insert `# {known}`, as the registry has it", Change.Of(document.Path, Insert(document, known)))]
            );
        }
    }

    private static TextEdit Insert(Document document, string title)
    {
        var newLine = document.Text.NewLine;
        if (document.FrontMatter is not { Span: var block })
            return TextEdit.Insert(document.Text.Content.StartsWith('\uFEFF') ? 1 : 0, $"# {title}{newLine}{newLine}");
        var heading = $"{newLine}{newLine}# {title}";
        return TextEdit.Insert(block.End, block.End == document.Text.Length ? heading + newLine : heading);
    }
}
