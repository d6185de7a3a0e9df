using System.Buffers;
using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds values that are none of those that the series allows, and what is no number in a list of proposals.</summary>
public sealed class FieldFormat()
    : Rule(RuleGroup.FrontMatter, Severity.Warning, $"A field has one of the values that the series names for it, or a list of proposals.")
{
    // What cannot be put into a list, or between quotes, without looking at what is around it.
    private static readonly SearchValues<char> s_marks = SearchValues.Create("\"'[]{},:#|");

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Lists of a series are sorted and filtered by the values of a few fields, and a proposal with a value of its own is in none of them. What
            is no number names no proposal. What a field may say stands in `field-formats`; without it, anything may.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "One of a few values",
                """
                -- .bep.yaml --
                field-formats: { Kind: [Harbour, Open Sea, Meta] }
                -- BEP-1001-quiet-hours.md --
                ---
                Kind: open sea
                      ^^^^^^^^ `open sea` is not a value of `Kind`; did you mean `Open Sea`?
                ---
                -- BEP-1002-night-shift.md --
                ---
                Kind: River
                      ^^^^^ `River` is not a value of `Kind`; there are Harbour, Open Sea, Meta.
                ---
                """,
                """
                -- .bep.yaml --
                field-formats: { Kind: [Harbour, Open Sea, Meta] }
                -- BEP-1001-quiet-hours.md --
                ---
                Kind: Open Sea
                ---
                -- BEP-1002-night-shift.md --
                ---
                Kind: River
                ---
                """
            ),
            new(
                "Several of them",
                """
                -- .bep.yaml --
                field-formats: { Kind: [Harbour, Open Sea, Meta] }
                -- BEP-1001-quiet-hours.md --
                ---
                Kind: [Meta, Habour]
                             ^^^^^^ `Habour` is not a value of `Kind`; did you mean `Harbour`?
                ---
                """,
                """
                -- .bep.yaml --
                field-formats: { Kind: [Harbour, Open Sea, Meta] }
                -- BEP-1001-quiet-hours.md --
                ---
                Kind: [Meta, Harbour]
                ---
                """
            ),
            new(
                "A list of proposals",
                """
                -- .bep.yaml --
                field-formats: { Requires: numbers }
                -- BEP-1001-quiet-hours.md --
                # BEP-1001: Quiet Hours
                -- BEP-1002-night-shift.md --
                ---
                Requires: 1001, the rules of the harbour
                                ^^^^^^^^^^^^^^^^^^^^^^^^ `the rules of the harbour` is not the number of a proposal.
                ---
                -- BEP-1003-lanterns.md --
                ---
                Requires:
                  - BEP-1001
                  - 1002
                ---
                -- BEP-1004-fog-horn.md --
                ---
                Requires: none
                ---
                """
            ),
            new(
                "Without a format, anything",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Kind: open sea
                Requires: the rules of the harbour
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document is not { Kind: DocumentKind.Proposal, FrontMatter: { } block })
            yield break;
        var convention = series.Convention;
        foreach (var field in block.Fields)
        {
            var name = field.Name.Value;
            // The status has a rule of its own, and what is left of the template another one.
            if (
                field.IsEmpty
                || field.IsBroken
                || field.Role == FieldRole.Status
                || IsNothing(field.Value.Value)
                || convention.Fields.Any(known => known.Name == name && known.Sample == field.Value.Value)
            )
                continue;
            switch (convention.FormatOf(name))
            {
                case ValueFormat.OneOf { Values: var values } when !values.Contains(field.Value.Value):
                    foreach (var finding in OneOf(document, field, [.. values]))
                        yield return finding;
                    break;
                case ValueFormat.Numbers:
                    foreach (var part in FieldParts.Of(document.Text, block.Form, field))
                        if (convention.NumberIn(part.Value) is null && !IsNothing(part.Value))
                            yield return Report(document, part.Span, $"`{part.Value}` is not the number of a proposal.");
                    break;
            }
        }
    }

    private IEnumerable<Finding> OneOf(Document document, Field field, ImmutableArray<string> values)
    {
        var suggestions = new Suggestions();
        var parts = FieldParts.Of(document.Text, document.FrontMatter!.Form, field).ToList();
        foreach (var (value, span) in parts.Where(part => !values.Contains(part.Value)))
        {
            var nearest = suggestions.Nearest(value, values, 1).FirstOrDefault();
            if (nearest is null)
            {
                yield return Report(
                    document,
                    span,
                    $"`{value}` is not a value of `{field.Name.Value}`; there are {string.Join(", ", values)}."
                );
                continue;
            }

            yield return Report(
                document,
                span,
                $"`{value}` is not a value of `{field.Name.Value}`; did you mean `{nearest}`?",
                parts.Count > 1 && nearest.AsSpan().ContainsAny(s_marks)
                    ? []
                    :
                    [
                        new Fix(
                            $"Change to `{nearest}`",
                            Change.Of(
                                document.Path,
                                parts.Count > 1 ? new TextEdit(span, nearest) : FieldEdits.SetValue(document, field, nearest)
                            ),
                            isSafe: string.Equals(nearest, value, StringComparison.OrdinalIgnoreCase)
                        ),
                    ]
            );
        }
    }

    // `-`, `none`, `N/A`: there are none.
    private static bool IsNothing(string value) =>
        !value.Any(char.IsLetterOrDigit)
        || value.Equals("none", StringComparison.OrdinalIgnoreCase)
        || value.Equals("n/a", StringComparison.OrdinalIgnoreCase);
}
