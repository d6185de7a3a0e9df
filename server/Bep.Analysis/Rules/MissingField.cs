using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds front matters without a field that the template has.</summary>
public sealed class MissingField() : Rule(RuleGroup.FrontMatter, Severity.Warning, $"A front matter has each field of the template.")
{
    /// <inheritdoc/>
    public override bool AppliesToStubs => false;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            The template's fields are what the series has agreed to know of every proposal. Without a status a proposal is in no list, without
            an author nobody can be asked; the others tell how old a proposal is and what it is planned for.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A proposal without its date",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                ^^^ The front matter has no `Created`, which proposals of this series have.
                Author: Ada Park (ada@example.com)
                Status: Draft
                ---
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                Created: 2026-01-15
                ---
                """
            ),
            new(
                "The series' own template decides",
                """
                -- BEP-0000-template.md --
                ---
                Author: Your Full Name (email@example.com)
                Team:
                Status: Draft
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                ^^^ The front matter has no `Team`, which the template has.
                Author: Ada Park (ada@example.com)
                Status: Draft
                ---
                """,
                """
                -- BEP-0000-template.md --
                ---
                Author: Your Full Name (email@example.com)
                Team:
                Status: Draft
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Team:
                Status: Draft
                ---
                """
            ),
            new(
                "A field without a value is not missing",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Author:
                Status: Draft
                Created: 2026-01-15
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind != DocumentKind.Proposal || document.FrontMatter is not { IsComplete: true } block)
            yield break;
        var present = block.Fields.Select(field => field.Name.Value).ToHashSet();
        var unknown = series.Convention.Fields.All(field => present.Contains(field.Name))
            ? []
            : UnknownField
                .Unknown(document, series)
                .Where(other => other.Meant is not null)
                .DistinctBy(other => other.Meant)
                .ToDictionary(other => other.Meant!, other => other.Field);
        // A default that nobody stated asks for no spelling.
        var isStated = series.States("fields") || series.States("field-names");
        var isAgreed = series.HasAgreedOn("fields", "field-names");
        foreach (var field in series.Convention.Fields)
        {
            if (field.IsOptional || present.Contains(field.Name) || (!isStated && document.WrittenField(field.Role) is not null))
                continue;
            // `Authors` of several: another spelling, of which `unknown-field` speaks, but nothing is missing.
            if (
                field.Role == FieldRole.Author
                && document.WrittenField(FieldRole.Author) is { } written
                && (written.Name.Value.EndsWith("(s)", StringComparison.Ordinal) || !Convention.IsSameName(written.Name.Value, field.Name))
            )
                continue;
            var misspelt = unknown.GetValueOrDefault(field.Name);
            var value = FieldEdits.KnownValue(series, document, field);
            yield return Report(
                document,
                document.FirstLine,
                series.Template is not null ? $"The front matter has no `{field.Name}`, which the template has."
                    : isAgreed ? $"The front matter has no `{field.Name}`, which proposals of this series have."
                    : (LocalizableString)$"The front matter has no `{field.Name}`, which proposals usually have.",
                misspelt is not null ? [UnknownField.Rename(document, misspelt, field.Name)]
                    : value.Length == 0 && field.Role == FieldRole.Author ? []
                    :
                    [
                        new Fix($"Insert `{FieldEdits.Line(field.Name, value)}`", () =>
                            Change.Of(document.Path, FieldEdits.Insert(document, block, series.Convention, field.Name, value))
                        )
                        {
                            Uncovers = [.. FieldEdits.AskedByStatus, "empty-field", "registry-author-mismatch"],
                        },
                    ]
            ) with
            {
                Severity =
                    !isAgreed || IsOlder(document, series, field.Name) ? Severity.Hint
                    : field.Role is FieldRole.Author or FieldRole.Status ? Severity.Error
                    : Severity,
            };
        }
    }

    // A template that gains a field does not make the documents wrong that were there before.
    private static bool IsOlder(Document document, Series series, string field)
    {
        var (today, history) = (series.ExternalFacts.Today, series.ExternalFacts.History);
        if (series.ExternalFacts.Practice.SinceOf(field, today) is not { } since)
            return false;
        return history.FirstOf(document.Path) < since || Dates.Read(document.Facts[FieldRole.Created]) < since;
    }
}
