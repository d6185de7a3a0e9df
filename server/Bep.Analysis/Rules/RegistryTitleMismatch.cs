using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds proposals whose title in the registry is not the one in the document.</summary>
public sealed class RegistryTitleMismatch() : RegistryMismatch(Severity.Hint, $"title", $"Registry and document agree on the title.")
{
    /// <inheritdoc/>
    public override bool AppliesToStubs => false;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A proposal is looked for by its title. Two titles are two proposals to whoever searches, though the registry may well say it shorter.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "The document got another title",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Silent Hours | Ada Park | Draft |
                                                    ^^^^^^^^^^^^ Registry calls it `Silent Hours`, BEP-1001-quiet-hours.md `Quiet Hours`.
                -- BEP-1001-quiet-hours.md --
                # BEP-1001: Quiet Hours
                  ^^^^^^^^^^^^^^^^^^^^^ Registry calls it `Silent Hours`, BEP-1001-quiet-hours.md `Quiet Hours`.
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                -- BEP-1001-quiet-hours.md --
                # BEP-1001: Quiet Hours
                """
            ),
            new(
                "Number, letter case, quotes and code aside",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet hours - the “night” of `bep` | Ada Park | Draft |
                -- BEP-1001-quiet-hours.md --
                # BEP-1001: Quiet Hours — the "Night" of bep
                """
            ),
            new(
                "The template's heading is no title yet",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                -- BEP-0000-template.md --
                # Title
                -- BEP-1001-quiet-hours.md --
                # Title
                """
            ),
            new(
                "A remark with a link is no part of the title",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours ([bells](BEP-1001/)) | Ada Park | Draft |
                | [1002](BEP-1002-lanterns.md) | Lamps ([oil](BEP-1002/oil.md)) | Ada Park | Draft |
                                                 ^^^^^ Registry calls it `Lamps`, BEP-1002-lanterns.md `Lanterns`.
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- BEP-1001/bells.md --
                # Bells
                -- BEP-1002-lanterns.md --
                # Lanterns
                  ^^^^^^^^ Registry calls it `Lamps`, BEP-1002-lanterns.md `Lanterns`.
                -- BEP-1002/oil.md --
                # Oil
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours ([bells](BEP-1001/)) | Ada Park | Draft |
                | [1002](BEP-1002-lanterns.md) | Lanterns ([oil](BEP-1002/oil.md)) | Ada Park | Draft |
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- BEP-1001/bells.md --
                # Bells
                -- BEP-1002-lanterns.md --
                # Lanterns
                -- BEP-1002/oil.md --
                # Oil
                """
            ),
            new(
                "A linked title keeps its link",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | [Quiet Nights](BEP-1001-quiet-hours.md) | Ada Park | Draft |
                          ^^^^^^^^^^^^ Registry calls it `Quiet Nights`, BEP-1001-quiet-hours.md `Quiet Hours`.
                | 1002 | [Lanterns](BEP-1002-lanterns.md) | Ada Park | Draft |
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                  ^^^^^^^^^^^ Registry calls it `Quiet Nights`, BEP-1001-quiet-hours.md `Quiet Hours`.
                -- BEP-1002-lanterns.md --
                # Lanterns
                """
            ),
        ];

    /// <inheritdoc/>
    protected override Mismatch? Compare(Series series, RegistryRow row, Document proposal)
    {
        if (row.Title is not { Bare: { Length: > 0 } and not "-" } cell || proposal.Facts.Title is not { Length: > 0 } full)
            return null;
        if (full == series.SampleTitle)
            return null;
        var title = series.Convention.WithoutNumber(full);
        var registered = series.Convention.WithoutNumber(cell.Text);
        if (title.Length == 0 || Letters(title) == Letters(registered))
            return null;

        // A heading that is linked keeps its words.
        var (place, edit) = SetTitle(proposal, full[..^title.Length], title, registered);
        var takeDocument = new Fix(
            $"Change the registry to {title}",
            Change.Of(series.RegistryPath, RegistryEdits.SetTitle(series.RegistryDocument, cell.Span, title))
        );
        var takeRow = new Fix($"Change {proposal.Name} to {registered}", Change.Of(proposal.Path, edit));
        return new(
            cell.Span,
            place,
            $"Registry calls it `{cell.Text}`, {proposal.Name} `{title}`.",
            MentionText.MovesAnchor(series, proposal, edit.Span, edit.NewText) ? [takeDocument] : [takeDocument, takeRow]
        );
    }

    // Only letters and digits are compared: emphasis, code, quotes and dashes are a matter of taste.
    private static string Letters(string title) => string.Concat(title.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    // The part after the number, where the heading is plain text; else all of it.
    private static (TextSpan Place, TextEdit Edit) SetTitle(Document proposal, string number, string title, string text)
    {
        if (proposal.Field(FieldRole.Title) is { } field)
            return (field.Value.Span, FieldEdits.SetValue(proposal, field, text));
        var place = proposal.TitleSection!.TitleSpan;
        return (
            place,
            place.Length == number.Length + title.Length
                ? new(place with { Start = place.End - title.Length }, text)
                : new(place, number + text)
        );
    }
}
