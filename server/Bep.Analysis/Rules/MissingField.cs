using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds front matters without a field that the template has, or that the proposal's status asks for.</summary>
public sealed class MissingField()
    : Rule(RuleGroup.FrontMatter, Severity.Warning, $"A front matter has each field of the template, and those that its status asks for.")
{
    /// <inheritdoc/>
    public override bool AppliesToStubs => false;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            The template's fields are what the series has agreed to know of every proposal. Without a status a proposal is in no list, without
            an author nobody can be asked; the others tell how old a proposal is and what it is planned for. What only some statuses ask for,
            `status-fields` says.
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
                "What a status asks for",
                """
                -- .bep.yaml --
                statuses: [Draft, Last Call]
                status-fields: { Last Call: Last-Call-Until }
                field-formats: { Last-Call-Until: date }
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Last Call
                        ^^^^^^^^^ This proposal is Last Call, but has no `Last-Call-Until`.
                Created: 2026-01-05
                ---
                -- BEP-1002-night-shift.md --
                ---
                Author: Min Seo (min@example.com)
                Status: Draft
                Created: 2026-01-05
                ---
                """,
                """
                -- .bep.yaml --
                statuses: [Draft, Last Call]
                status-fields: { Last Call: Last-Call-Until }
                field-formats: { Last-Call-Until: date }
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Last Call
                Created: 2026-01-05
                Last-Call-Until: 2026-01-15
                ---
                -- BEP-1002-night-shift.md --
                ---
                Author: Min Seo (min@example.com)
                Status: Draft
                Created: 2026-01-05
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
        var asked = AskedByStatus(document, series.Convention).Where(field => !present.Contains(field.Name)).ToList();
        var unknown = series.Convention.Fields.Concat(asked).All(field => present.Contains(field.Name))
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
            // The folder says it.
            if (field.Role == FieldRole.Status && StatusFolders.SayAlone(series, document))
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

        foreach (var field in asked)
        {
            var status = document.Field(FieldRole.Status)!.Value;
            var value = FieldEdits.ValueAsked(series, document, field);
            yield return Report(
                document,
                status.Span,
                $"This proposal is {status.Value}, but has no `{field.Name}`.",
                unknown.GetValueOrDefault(field.Name) is { } misspelt
                    ? UnknownField.Rename(document, misspelt, field.Name)
                    : new Fix($"Insert `{FieldEdits.Line(field.Name, value)}`", () =>
                        Change.Of(document.Path, FieldEdits.Insert(document, block, series.Convention, field.Name, value))
                    )
                    {
                        Uncovers = ["empty-field"],
                    }
            );
        }
    }

    /// <summary>
    /// The fields that the status of <paramref name="document"/> asks for. Those that every proposal has, and the versions and the successor that
    /// other rules ask for, are not among them.
    /// </summary>
    internal static IEnumerable<FieldDefinition> AskedByStatus(Document document, Convention convention)
    {
        if (document.Field(FieldRole.Status) is not { IsEmpty: false } status)
            return [];
        var role = convention.RoleOfStatus(status.Value.Value);
        return convention
            .FieldsAskedBy(status.Value.Value)
            .Where(field =>
                field.IsOptional
                && !(role == StatusRole.Accepted && field.Role == FieldRole.TargetVersion && convention.Has(field.Role))
                && !(role == StatusRole.Implemented && field.Role == FieldRole.ImplementedVersion && convention.Has(field.Role))
                // `superseded by ADR-0005` names the successor as well.
                && !(field.Role == FieldRole.Successor && (role == StatusRole.Superseded || status.Remark is not null))
            );
    }

    // A template that gains a field does not make the documents wrong that were there before.
    private static bool IsOlder(Document document, Series series, string field)
    {
        var (today, history) = (series.ExternalFacts.Today, series.ExternalFacts.History);
        if (series.ExternalFacts.Practice.SinceOf(field, today) is not { } since)
            return false;
        return history.FirstOf(document.Path) < since || series.Convention.DateForm.Read(document.Facts[FieldRole.Created]) < since;
    }
}
