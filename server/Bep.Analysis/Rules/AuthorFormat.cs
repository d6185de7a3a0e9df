using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds authors who cannot be written to.</summary>
public sealed class AuthorFormat()
    : Rule(
        RuleGroup.FrontMatter,
        Severity.Warning,
        $"Authors are named as `Full Name (email)`, or as the series says, with commas between them."
    )
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A name alone is soon shared by two people, and an address alone says nothing to a reader. Tools that list proposals by author find both
            in the form that the template shows.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A name without an address",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Min Seo
                        ^^^^^^^ `Min Seo` is not of the form `Full Name (email)`.
                ---
                """
            ),
            new(
                "Other brackets, and no comma",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park <ada@example.com> and Min Seo <min@example.com>
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Authors are named as `Full Name (email)`, with commas between them.
                ---
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com), Min Seo (min@example.com)
                ---
                """
            ),
            new(
                "The author at the keyboard is known",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park
                        ^^^^^^^^ `Ada Park` is not of the form `Full Name (email)`.
                ---
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                ---
                """
            ),
            new(
                "Names in other scripts, remarks, and lists",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Author: 서민 (min@example.com), Ada Park (박에이다, ada@example.com), Jo O'Neil (jo@example.com) (until May)
                ---
                -- BEP-1002-night-shift.md --
                ---
                Author:
                  - Ada Park (ada@example.com)
                  - Min Seo (min@example.com)
                ---
                -- BEP-1003-lanterns.md --
                ---
                Author:
                ---
                """
            ),
            new(
                "A template that shows another form",
                """
                -- BEP-0000-template.md --
                ---
                Author: Your Full Name <email@example.com>
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park <ada@example.com>
                ---
                """
            ),
            new(
                "A series with a name of its own for the field",
                """
                -- .bep.yaml --
                field-names: { author: deciders }
                template: none
                -- BEP-1001-quiet-hours.md --
                ---
                deciders: Ada Park, @minseo
                ---
                """
            ),
            new(
                "A series that names accounts",
                """
                -- .bep.yaml --
                field-formats: { Author: handle }
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Min Seo
                        ^^^^^^^ `Min Seo` is not of the form `@handle`, `Name (@handle)` or `Name <email>`.
                ---
                -- BEP-1002-night-shift.md --
                ---
                Author: Ada Park (@apark) <ada@example.com>, Min Seo (@minseo), Jo O'Neil <jo@example.com>, @lin
                ---
                """
            ),
            new(
                "Addresses in the form of another series",
                """
                -- .bep.yaml --
                field-formats: { Author: handle }
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Jo O'Neil (jo@example.com)
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^ `Jo O'Neil (jo@example.com)` is not of the form `@handle`, `Name (@handle)` or `Name <email>`.
                ---
                """,
                """
                -- .bep.yaml --
                field-formats: { Author: handle }
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Jo O'Neil <jo@example.com>
                ---
                """
            ),
            new(
                "A name in brackets",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Author: (Ada Park)
                        ^^^^^^^^^^ `(Ada Park)` is not of the form `Full Name (email)`.
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document is not { Kind: DocumentKind.Proposal, FrontMatter: { } block })
            return [];
        // The usual form of the usual name is no law for another spelling of it.
        var isUsual = !series.States("field-formats") && !(series.States("fields") && series.Convention.Has(FieldRole.Author));
        var usual = Convention.Default.NameOf(FieldRole.Author);
        return block.Fields.SelectMany(field =>
            field is { IsEmpty: false, IsBroken: false }
            && series.Convention.FormatOf(field.Name.Value) is ValueFormat.People { Form: var form }
            && (!isUsual || field.Name.Value == usual)
                ? Check(document, series, field, form)
                : []
        );
    }

    private IEnumerable<Finding> Check(Document document, Series series, Field field, AuthorForm form)
    {
        var value = field.Value.Value;
        if (value.Length > Authors.LongestList)
        {
            yield return Report(
                document,
                field.Name.Span,
                $"`{field.Name.Value}` has more than {Authors.LongestList} characters, which is more than is looked at."
            ) with
            {
                Severity = Severity.Information,
            };
            yield break;
        }

        if (value == "-" || Authors.AreIn(form, Authors.Unlisted(value)))
            yield break;

        var authors = Authors.Read(value);
        // A dash and its like name nobody; brackets alone were to hold an address.
        if (authors.IsEmpty && !value.StartsWith('('))
            yield break;
        var atKeyboard = Authors.Read(series.ExternalFacts.Author).FirstOrDefault(author => author.Email is not null);
        var full = authors
            .Select(author =>
                author.Email is null
                && (author.Handle is null || form == AuthorForm.Email)
                && atKeyboard is not null
                && Authors.Compare(author, atKeyboard) == Likeness.Same
                    ? atKeyboard
                    : author
            )
            .ToList();
        var text = string.Join(", ", full.Select(author => author.Write(form)));
        var isKnown =
            Authors.AreIn(form, text) && document.Text.LineAt(field.Value.Span.Start) == document.Text.LineAt(field.Value.Span.End);
        yield return Report(
            document,
            field.Value.Span,
            (authors.Length <= 1, form) switch
            {
                (true, AuthorForm.Email) => (LocalizableString)$"`{value}` is not of the form `Full Name (email)`.",
                (false, AuthorForm.Email) => $"Authors are named as `Full Name (email)`, with commas between them.",
                (true, _) => $"`{value}` is not of the form `@handle`, `Name (@handle)` or `Name <email>`.",
                (false, _) => $"Authors are named as `@handle`, `Name (@handle)` or `Name <email>`, with commas between them.",
            },
            isKnown ? [new Fix($"Change to {text}", Change.Of(document.Path, FieldEdits.SetValue(document, field, text)))] : []
        );
    }
}
