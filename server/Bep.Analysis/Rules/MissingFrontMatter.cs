using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds proposals without a YAML block at the top.</summary>
public sealed class MissingFrontMatter() : Rule(RuleGroup.FrontMatter, Severity.Error, $"A proposal begins with a front matter.")
{
    /// <inheritdoc/>
    public override bool AppliesToStubs => false;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Who wrote a proposal, where it stands and since when is read from the YAML block at the very top of its file. A block that is anywhere
            else, even after a single blank line, is shown as text and read by nobody.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A document that begins with its title",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Accepted |
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                ^^^^^^^^^^^^^ BEP-1001-quiet-hours.md has no front matter: a block with Author, Status, Created between two `---` lines at its very top.
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Accepted |
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Accepted
                Created: 2026-01-15
                ---

                # Quiet Hours
                """
            ),
            new(
                "In a series whose blocks are preformatted",
                """
                -- .bep.yaml --
                front-matter: preformatted
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                ^^^^^^^^^^^^^ BEP-1001-quiet-hours.md has no front matter: a block with Author, Status, Created between `<pre>` and `</pre>` at its very top.
                """,
                """
                -- .bep.yaml --
                front-matter: preformatted
                -- BEP-1001-quiet-hours.md --
                <pre>
                  Author: Ada Park (ada@example.com)
                  Status: Draft
                  Created: 2026-01-15
                </pre>

                # Quiet Hours
                """
            ),
            new(
                "A block with other fields than the template's is a front matter still",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Topic: Scheduling
                ---

                # Quiet Hours
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (
            document.Kind != DocumentKind.Proposal
            || document.FrontMatter is not null
            || series.Convention.FrontMatterForm == FrontMatterForm.None
        )
            yield break;
        if (series.Convention.Fields.All(field => field.IsOptional))
            yield break;
        var names = string.Join(", ", series.Convention.Fields.Where(field => !field.IsAnywhere).Select(field => field.Name));
        yield return Report(
            document,
            document.FirstLine,
            FieldForm.Of(series.Convention.FrontMatterForm) is var form && form.IsBelowTitle
                ? $"{document.Name} has no fields: {names} stand {form.Place}."
                : (LocalizableString)$"{document.Name} has no front matter: a block with {names} {form.Place}.",
            new Fix($"Insert the template's front matter", Change.Of(document.Path, Insert(document, series)))
            {
                Uncovers = [.. FieldEdits.AskedByStatus, "empty-field", "registry-author-mismatch"],
            }
        ) with
        {
            Severity = series.HasAgreedOn("fields", "field-names", "front-matter") ? Severity : Severity.Hint,
        };
    }

    private static TextEdit Insert(Document document, Series series)
    {
        var form = FieldForm.Of(series.Convention.FrontMatterForm);
        var lines = form.Lines(
            series
                .Convention.Fields.Where(field => !field.IsAnywhere)
                .Select(field => (field.Name, FieldEdits.KnownValue(series, document.Number, field)))
        );
        var (text, newLine) = (document.Text, document.Text.NewLine);
        if (form.IsBelowTitle && document.TitleSection is { Heading: var heading })
            return TextEdit.Insert(heading.End, string.Concat(lines.Prepend("").Select(line => newLine + line)));
        var top = text.Content.StartsWith('\uFEFF') ? 1 : 0;
        return TextEdit.Insert(top, string.Concat(lines.Append("").Select(line => line + newLine)));
    }
}
