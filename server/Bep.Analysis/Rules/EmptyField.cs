using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds fields that every proposal needs a value in and has none.</summary>
public sealed class EmptyField()
    : Rule(
        RuleGroup.FrontMatter,
        Severity.Warning,
        $"Author, status and date of a proposal have a value, and what its status asks for has one."
    )
{
    private static readonly ImmutableArray<FieldRole> s_roles = [FieldRole.Author, FieldRole.Status, FieldRole.Created];

    /// <inheritdoc/>
    public override bool AppliesToStubs => false;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A field without a value says that somebody meant to come back to it. These three are known from the first day of a proposal, and what a
            status asks for (`status-fields`) is known when the proposal gets that status.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "No author yet",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Author:
                ^^^^^^ `Author` has no value.
                Status: Draft
                Created: "-"
                ^^^^^^^ `Created` has no value.
                ---
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                Created: "-"
                ---
                """
            ),
            new(
                "Other fields wait for their time",
                """
                -- BEP-0000-template.md --
                ---
                Author: Your Full Name (email@example.com)
                Status: Draft
                Planned-For:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                Planned-For:
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind != DocumentKind.Proposal || document.FrontMatter is not { } block)
            yield break;
        var asked = MissingField.AskedByStatus(document, series.Convention).ToDictionary(field => field.Name);
        foreach (
            var field in block.Fields.Where(field =>
                (s_roles.Contains(field.Role) || asked.ContainsKey(field.Name.Value)) && (field.IsEmpty || field.Value.Value == "-")
            )
        )
        {
            // A lone dash and a second key are reported as what they are: not YAML.
            if (field.IsBroken)
                continue;
            var definition = series.Convention.Fields.FirstOrDefault(known => known.Name == field.Name.Value)
                ?? new(field.Name.Value, "", field.Role);
            var value = s_roles.Contains(field.Role)
                ? FieldEdits.KnownValue(series, document, definition)
                : FieldEdits.ValueAsked(series, document, asked[field.Name.Value]);
            yield return Report(
                document,
                field.Name.Span,
                $"`{field.Name.Value}` has no value.",
                value.Length == 0
                    ? []
                    :
                    [
                        new Fix($"Fill in `{value}`", Change.Of(document.Path, FieldEdits.SetValue(document, field, value)))
                        {
                            Uncovers = [.. FieldEdits.AskedByStatus, "registry-author-mismatch"],
                        },
                    ]
            );
        }
    }
}
