using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds authors who cannot be written to.</summary>
public sealed partial class AuthorFormat()
    : Rule(RuleGroup.FrontMatter, Severity.Warning, $"Each author is named as `Full Name (email)`, several are separated by commas.")
{
    // No names are that long, and on a longer text a pattern takes long to find that it is no name.
    private const int LongestValue = 4000;

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
        if (document.Kind != DocumentKind.Proposal || document.Field(FieldRole.Author) is not { IsEmpty: false } field)
            yield break;
        if (!IsForm(series.Convention.Fields.FirstOrDefault(known => known.Role == FieldRole.Author)?.Sample, field.Name.Value))
            yield break;
        var value = field.Value.Value;
        if (value.Length > LongestValue)
        {
            yield return Report(
                document,
                field.Name.Span,
                $"`{field.Name.Value}` has more than {LongestValue} characters, which is more than is looked at."
            ) with
            {
                Severity = Severity.Information,
            };
            yield break;
        }

        if (value == "-" || IsInForm(Authors.Unlisted(value)))
            yield break;

        var authors = Authors.Read(value);
        // A dash and its like name nobody; brackets alone were to hold an address.
        if (authors.IsEmpty && !value.StartsWith('('))
            yield break;
        var atKeyboard = Authors.Read(series.ExternalFacts.Author).FirstOrDefault(author => author.Email is not null);
        var full = authors
            .Select(author =>
                author.Email is null && atKeyboard is not null && Authors.Compare(author, atKeyboard) == Likeness.Same ? atKeyboard : author
            )
            .ToList();
        var text = string.Join(", ", full);
        var isKnown = IsInForm(text) && document.Text.LineAt(field.Value.Span.Start) == document.Text.LineAt(field.Value.Span.End);
        yield return Report(
            document,
            field.Value.Span,
            authors.Length <= 1
                ? (LocalizableString)$"`{value}` is not of the form `Full Name (email)`."
                : $"Authors are named as `Full Name (email)`, with commas between them.",
            isKnown ? [new Fix($"Change to {text}", Change.Of(document.Path, FieldEdits.SetValue(document, field, text)))] : []
        );
    }

    // A template that shows another form asks for that; a series with another name for the field, and no form to see, for none.
    private static bool IsForm(string? sample, string name) =>
        sample is { Length: > 0 } ? IsInForm(sample) : name == Convention.Default.NameOf(FieldRole.Author);

    private static bool IsInForm(string value) => Form().IsMatch(value);

    // A name, and after it brackets with an address in one of them.
    [GeneratedRegex(
        @"^(?:(?<author>[^(),;<>@]*\p{L}[^(),;<>@]*(?:\([^()@]*\)\s*)*\([^()@]*[^\s()@]+@[^\s()@]+\s*\)\s*(?:\([^()]*\)\s*)*)(?:,\s*|$))+$"
    )]
    private static partial Regex Form();
}
