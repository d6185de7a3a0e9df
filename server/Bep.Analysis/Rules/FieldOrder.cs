using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds front matters whose fields stand in another order than the template's.</summary>
public sealed class FieldOrder()
    : Rule(RuleGroup.FrontMatter, Severity.Hint, $"The fields of a front matter stand in the template's order.")
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Blocks that all look alike are read at a glance, and a field that is missing is seen to be.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "The status in front of the author",
                """
                -- BEP-0000-template.md --
                ---
                Author: Your Full Name (email@example.com)
                Status: Draft
                Created:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                Author: Ada Park (ada@example.com)
                ^^^^^^ `Author` belongs in front of `Status`: the template has Author, Status, Created.
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
                "Comments go with the field below them",
                """
                -- BEP-0000-template.md --
                ---
                Author: Your Full Name (email@example.com)
                Status: Draft
                Created:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                # Everything below is read by tools

                # ISO 8601
                Created: 2026-01-05   # a Monday
                Author:
                ^^^^^^ `Author` belongs in front of `Created`: the template has Author, Status, Created.
                  - Ada Park (ada@example.com)
                  - Min Seo (min@example.com)
                # Draft, or something later
                Status: Draft
                # The end
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
                # Everything below is read by tools

                Author:
                  - Ada Park (ada@example.com)
                  - Min Seo (min@example.com)
                # Draft, or something later
                Status: Draft
                # ISO 8601
                Created: 2026-01-05   # a Monday
                # The end
                ---
                """
            ),
            new(
                "Without a template nobody has ordered them",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                Author: Ada Park (ada@example.com)
                ---
                """
            ),
            new(
                "Fields that the template does not have stand anywhere",
                """
                -- BEP-0000-template.md --
                ---
                Author: Your Full Name (email@example.com)
                Status: Draft
                Created:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Superseded-By: BEP-1002
                Author: Ada Park (ada@example.com)
                Mood: Cheerful
                Status: Superseded
                Created: 2026-01-05
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        // A list of optional fields has an order of its own.
        if (!series.States("fields") && !series.States("optional-fields"))
            return [];
        return series
            .Convention.Fields.Where(field => field.IsAnywhere || series.States("fields"))
            .GroupBy(field => field.IsAnywhere, field => field.Name)
            .SelectMany(order => Check(document, [.. order]));
    }

    private IEnumerable<Finding> Check(Document document, ImmutableArray<string> order)
    {
        // A line that is not a field, or is one twice, has no place that it could be brought to.
        if (document is not { Kind: DocumentKind.Proposal, FrontMatter: { IsClosed: true, Problems.IsEmpty: true } block })
            yield break;
        var places = order.Index().DistinctBy(name => name.Item).ToDictionary(name => name.Item, name => name.Index);
        var fields = block.Fields.Where(field => places.ContainsKey(field.Name.Value)).ToList();
        var sorted = fields.OrderBy(field => places[field.Name.Value]).ToList();
        var first = Enumerable.Range(0, fields.Count).FirstOrDefault(i => fields[i] != sorted[i], -1);
        if (first < 0)
            yield break;

        // In YAML, what is named in one place and used in another has an order of its own; and what ends a line there is not always what
        // ends one in an editor, so that two fields may stand in one line.
        var canMove =
            !fields.Any(field => !field.Value.Span.IsEmpty && document.Text.Slice(field.Value.Span)[0] is '&' or '*')
            && block.Fields.DistinctBy(field => field.Line.Start).Count() == block.Fields.Length;
        yield return Report(
            document,
            sorted[first].Name.Span,
            $"`{sorted[first].Name.Value}` belongs in front of `{fields[first].Name.Value}`: the template has {string.Join(", ", order)}.",
            canMove
                ?
                [
                    new Fix(
                        $"Put the fields in the template's order",
                        Change.Of(document.Path, [.. Permute(document, block, fields, sorted)]),
                        isSafe: true
                    ),
                ]
                : []
        );
    }

    private static IEnumerable<TextEdit> Permute(Document document, FrontMatter block, List<Field> fields, List<Field> sorted)
    {
        var text = document.Text.Content;
        var places = block
            .Fields.Select((field, i) => (field, Place: WithComments(document, block, i)))
            .ToDictionary(field => field.field.Line.Start, field => field.Place);
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i] == sorted[i])
                continue;
            var (place, from) = (places[fields[i].Line.Start], places[sorted[i].Line.Start]);
            yield return new(place, text[from.Start..from.End]);
        }
    }

    // A field's lines, and the comments right above it.
    private static TextSpan WithComments(Document document, FrontMatter block, int at)
    {
        var (text, field) = (document.Text, block.Fields[at]);
        var floor = at == 0 ? block.Content.Start : block.Fields[at - 1].Line.End;
        var line = text.LineAt(field.Line.Start);
        while (line > 0 && text.FullLineSpan(line - 1) is var above && above.Start >= floor && text.Slice(above).StartsWith('#'))
            line--;
        return field.Line with { Start = text.FullLineSpan(line).Start };
    }
}
