using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds titles that begin with the number of another proposal.</summary>
public sealed class TitleNumberMismatch()
    : Rule(RuleGroup.Structure, Severity.Error, $"A title that begins with a number begins with the document's own.")
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A proposal is often begun as a copy of another one, and renumbered when somebody else was faster. The file gets its new name, the
            heading is forgotten, and readers quote the number that they see.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Renumbered, but for its title",
                """
                -- BEP-1001-quiet-hours.md --
                # BEP-1027: Quiet Hours
                  ^^^^^^^^ The title says BEP-1027, but the number of BEP-1001-quiet-hours.md is BEP-1001.
                -- BEP-1002-night-shift.md --
                See [quiet hours](BEP-1001-quiet-hours.md#bep-1027-quiet-hours).
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # BEP-1001: Quiet Hours
                -- BEP-1002-night-shift.md --
                See [quiet hours](BEP-1001-quiet-hours.md#bep-1001-quiet-hours).
                """
            ),
            new(
                "In a supporting directory",
                """
                -- BEP-1001-quiet-hours.md --
                [Clock](BEP-1001/clock.md)
                -- BEP-1001/clock.md --
                # BEP-1027: Clock
                  ^^^^^^^^ The title says BEP-1027, but the number of BEP-1001/clock.md is BEP-1001.
                """,
                """
                -- BEP-1001-quiet-hours.md --
                [Clock](BEP-1001/clock.md)
                -- BEP-1001/clock.md --
                # BEP-1001: Clock
                """
            ),
            new(
                "The number is still a placeholder",
                """
                -- BEP-1001-quiet-hours.md --
                # BEP-XXXX: Quiet Hours
                  ^^^^^^^^ The title says BEP-XXXX, but the number of BEP-1001-quiet-hours.md is BEP-1001.
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # BEP-1001: Quiet Hours
                """
            ),
            new(
                "A field for the number",
                """
                -- .bep.yaml --
                prefix: LIP
                digits: 1-4
                file-names: lip-{number}.md
                field-names: { number: lip, title: title }
                registry: none
                template: none
                -- lip-12.md --
                ---
                lip: 21
                     ^^ The field `lip` says 21, but the number of lip-12.md is 12.
                title: Quiet Hours
                ---
                -- lip-13.md --
                ---
                lip: 0013
                title: Night Shift
                ---
                """,
                """
                -- .bep.yaml --
                prefix: LIP
                digits: 1-4
                file-names: lip-{number}.md
                field-names: { number: lip, title: title }
                registry: none
                template: none
                -- lip-12.md --
                ---
                lip: 12
                title: Quiet Hours
                ---
                -- lip-13.md --
                ---
                lip: 0013
                title: Night Shift
                ---
                """
            ),
            new(
                "A number alone, where files begin with theirs",
                """
                -- .bep.yaml --
                prefix: ADR
                file-names: "{number}-{slug}.md"
                registry: none
                template: none
                front-matter: none
                -- 0005-lamp.md --
                # 7. Lamp
                  ^ The title says 7, but the number of 0005-lamp.md is 5.
                -- 0006-oil.md --
                # 6. Oil
                -- 0007-wick.md --
                # 3 wicks a day
                """,
                """
                -- .bep.yaml --
                prefix: ADR
                file-names: "{number}-{slug}.md"
                registry: none
                template: none
                front-matter: none
                -- 0005-lamp.md --
                # 5. Lamp
                -- 0006-oil.md --
                # 6. Oil
                -- 0007-wick.md --
                # 3 wicks a day
                """
            ),
            new(
                "Titles that speak of another proposal",
                """
                -- BEP-1001-quiet-hours.md --
                # BEP-1002 Made Quiet
                -- BEP-1004-bells.md --
                # BEP-1002-style Bells
                -- BEP-1002-night-shift.md --
                # BEP-1002: Night Shift, after BEP-1003
                -- BEP-1003-lanterns.md --
                # Lanterns
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (
            document is { Kind: DocumentKind.Proposal, Number: { } own }
            && document.Field(FieldRole.Number) is { } field
            && int.TryParse(field.Value.Value, out var said)
            && said != own.Value
        )
        {
            var number = series.Convention.Digitize(own);
            yield return Report(
                document,
                field.Value.Span,
                $"The field `{field.Name.Value}` says {field.Value.Value}, but the number of {document.Name} is {number}.",
                new Fix($"Change to {number}", Change.Of(document.Path, FieldEdits.SetValue(document, field, number)))
            );
        }

        if (WrongNumber(document, series) is not { } wrong)
            yield break;
        var rightNumber = MentionText.NumberOf(series, document.Path)!.Value;
        var written = document.Text.Slice(wrong);
        var right = char.IsAsciiDigit(written[0])
            ? RegistryEdits.Digits(series.Convention, rightNumber, written)
            : series.Convention.Format(rightNumber);
        var file = MentionText.InSeries(series, document.Path);
        yield return Report(
            document,
            wrong,
            $"The title says {document.Text.Slice(wrong)}, but the number of {file} is {right}.",
            new Fix($"Change to {right}", Correct(document, series, wrong, right))
        );
    }

    /// <summary>
    /// The number, or the placeholder for one, that the title begins with and that is not the document's; null where there is none.
    /// </summary>
    internal static TextSpan? WrongNumber(Document document, Series series)
    {
        if (!MentionText.IsOfProposal(series, document) || document.TitleSection is not { } title)
            return null;
        if (MentionText.NumberOf(series, document.Path) is not { } number)
            return null;
        // The template's title does not count; another rule says so.
        if (document.Kind == DocumentKind.Proposal && title.Title == series.Template?.Facts.Title)
            return null;
        var spans = document
            .References.Where(reference => reference.Number != number)
            .Select(reference => reference.Span)
            .Concat(document.Placeholders);
        foreach (var span in spans)
        {
            if (span.Start == title.TitleSpan.Start)
                return IsFollowedByTitle(document, title, span) ? span : null;
        }

        return
            document.Number is not null
            && MentionText.BareNumberInTitle(series, document) is { } bare
            && int.Parse(document.Text.Slice(bare)) != number.Value
            ? bare
            : null;
    }

    // `BEP-1027: Quiet Hours`, `BEP-1027 - Quiet Hours`, or the number alone.
    private static bool IsFollowedByTitle(Document document, Section title, TextSpan number)
    {
        var rest = document.Text.Content.AsSpan(number.End, Math.Max(0, title.TitleSpan.End - number.End));
        return rest.IsWhiteSpace() || MentionText.IsBeforeTitle(rest);
    }

    // The heading's anchor changes with it, and so does each link that leads there.
    private static Change Correct(Document document, Series series, TextSpan number, string right)
    {
        var edits = new FileEdits();
        edits.Add(document.Path, new TextEdit(number, right));
        Anchors.Follow(series, edits);
        return new([.. edits.ToChanges()]);
    }
}
