using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds fields that the series does not have.</summary>
public sealed class UnknownField()
    : Rule(RuleGroup.FrontMatter, Severity.Information, $"A field of the front matter is one of the template's.")
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Tools find a field by its name, letter for letter. One that is misspelt is missing for all of them, though a reader sees nothing wrong;
            one that no other proposal has is read by nobody.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A misspelt name",
                """
                -- BEP-0000-template.md --
                ---
                Author: Your Full Name (email@example.com)
                Status: Draft
                Created:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Sttaus: Draft
                ^^^^^^ `Sttaus` is not a field of this series; did you mean `Status`?
                Created: 2026-01-05
                ---
                """,
                """
                -- BEP-0000-template.md --
                ---
                Author: Your Full Name (email@example.com)
                Status: Draft
                Created:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                Created: 2026-01-05
                ---
                """
            ),
            new(
                "Letter case counts where the template states a name",
                """
                -- BEP-0000-template.md --
                ---
                Author: Your Full Name (email@example.com)
                Status: Draft
                Created:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                created: 2026-01-05
                ^^^^^^^ `created` is not a field of this series; did you mean `Created`?
                ---
                """,
                """
                -- BEP-0000-template.md --
                ---
                Author: Your Full Name (email@example.com)
                Status: Draft
                Created:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                Created: 2026-01-05
                ---
                """
            ),
            new(
                "A field that the template does not have",
                """
                -- BEP-0000-template.md --
                ---
                Author: Your Full Name (email@example.com)
                Status: Draft
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                Mood: Cheerful
                ^^^^ `Mood` is not a field of this series.
                ---
                """
            ),
            new(
                "The template's own fields, and those that some proposals only need later",
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
                Team: Nights
                Status: Superseded
                Superseded-By: BEP-1002
                ---
                """
            ),
            new(
                "Without a template nobody knows which fields there are, nor how they are spelt",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                author: Ada Park (ada@example.com)
                Mood: Cheerful
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document is not { Kind: DocumentKind.Proposal, FrontMatter.IsClosed: true })
            yield break;
        foreach (var (field, nearest) in Unknown(document, series))
        {
            // A line that is not YAML has a finding of its own, and is perhaps no field at all.
            if (field.IsBroken)
                continue;
            var name = field.Name.Value;
            if (nearest is null && series.Template is null)
                continue;
            yield return Report(
                document,
                field.Name.Span,
                nearest is null
                    ? (LocalizableString)$"`{name}` is not a field of this series."
                    : $"`{name}` is not a field of this series; did you mean `{nearest}`?",
                nearest is null ? [] : [Rename(document, field, nearest)]
            );
        }
    }

    /// <summary>
    /// What each field that the series does not have is probably meant to be: the name of one that <paramref name="document"/> lacks; null
    /// for none. Names that nobody stated, in the template or the configuration, correct nobody: however a series spells them is right.
    /// </summary>
    internal static IEnumerable<(Field Field, string? Meant)> Unknown(Document document, Series series)
    {
        var convention = series.Convention;
        var stated =
            series.States("fields") || series.States("field-names")
                ? convention.KnownFields.Select(field => field.Name)
                : convention.KnownFields.Where(field => field.IsAnywhere).Select(field => field.Name);
        var named = convention
            .FieldNames.Except(Convention.Default.FieldNames)
            .Select(field => field.Name)
            .Concat(convention.FieldFormats.Except(Convention.Default.FieldFormats).Select(field => field.Name));
        var known = stated.Concat(named).Distinct().ToList();
        var usual = convention.FieldNames.Select(field => field.Name).Except(known).ToList();
        var fields = document.FrontMatter?.Fields ?? [];
        var present = fields.Select(field => field.Name.Value).ToHashSet();
        var missing = known.Where(name => !present.Contains(name)).ToList();
        var names = known.ToHashSet();
        var suggestions = new Suggestions();
        return fields
            .Where(field => !names.Contains(field.Name.Value) && !usual.Exists(name => Convention.IsSameName(name, field.Name.Value)))
            .Select(field =>
                (
                    field,
                    missing.Find(name => Convention.IsSameName(name, field.Name.Value))
                        ?? suggestions.Nearest(field.Name.Value, missing, 1).FirstOrDefault()
                )
            );
    }

    /// <summary>Calls <paramref name="field"/> <paramref name="name"/>.</summary>
    internal static Fix Rename(Document document, Field field, string name) =>
        new(
            $"Change `{field.Name.Value}` to `{name}`",
            Change.Of(document.Path, new TextEdit(field.Name.Span, name)),
            Convention.IsSameName(name, field.Name.Value)
        )
        {
            // What is wrong with a value shows once the field has its name.
            Uncovers =
            [
                .. RuleBook
                    .Rules.Where(rule => rule.Group is RuleGroup.FrontMatter or RuleGroup.Lifecycle && rule.Name != "invalid-front-matter")
                    .Select(rule => rule.Name),
                "registry-author-mismatch",
                "registry-status-mismatch",
            ],
        };
}
