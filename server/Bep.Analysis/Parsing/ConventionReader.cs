using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>
/// Reads a series' convention out of its template and its registry file, as far as they state it. The process moves, and it moves in those
/// two files first; what they don't say keeps its default.
/// </summary>
public static partial class ConventionReader
{
    private static readonly char[] s_separators = ['|', ','];

    /// <summary>The convention that <paramref name="basis"/> becomes, and where each changed part of it comes from.</summary>
    public static (Convention Convention, ImmutableArray<ConventionFact> Facts) Read(Convention basis, Document? template, Document? registry)
    {
        var convention = basis;
        var facts = ImmutableArray.CreateBuilder<ConventionFact>();

        if (template?.FrontMatter is { Fields.Length: > 0 } frontMatter)
        {
            convention = convention with { Fields = frontMatter.Fields.Select(field => new FieldDefinition(field.Name.Value, field.Value.Value, field.Role)).ToEquatableArray() };
            State(nameof(Convention.Fields), template, frontMatter.Content);
            if (StatusComment().Match(template.Text.Slice(frontMatter.Content)) is { Success: true } comment)
            {
                var names = comment.Groups["names"].Value.Split(s_separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                convention = convention with { Statuses = names.Select(name => new StatusDefinition(name)).ToEquatableArray() };
                State(nameof(Convention.Statuses), template, new TextSpan(comment.Index, comment.Index + comment.Length).Shifted(frontMatter.Content.Start));
            }
        }

        if (registry?.Registry is { } table)
        {
            convention = convention with { Columns = table.Table.Header.Select(cell => cell.Bare).ToEquatableArray() };
            State(nameof(Convention.Columns), registry, table.Table.Span with { End = registry.Text.LineSpan(registry.Text.LineAt(table.Table.Span.Start)).End });
        }

        foreach (var description in registry?.Tables ?? [])
        {
            var meaning = description.Column("Description") is >= 0 and var column ? column : description.Column("When to Fill");
            if (meaning < 0 || description.Header.Length == 0 || description == registry?.Registry?.Table) continue;
            var meanings = description.Rows
                .Where(row => row.Cells.Length == description.Header.Length && row.Cells[0].Bare.Length > 0)
                .DistinctBy(row => row.Cells[0].Bare)
                .ToDictionary(row => row.Cells[0].Bare, row => row.Cells[meaning].Text);
            if (meanings.Count == 0) continue;
            if (IsTableOf("Status"))
            {
                if (!facts.Any(fact => fact.Name == nameof(Convention.Statuses)))
                {
                    convention = convention with { Statuses = meanings.Keys.Select(name => new StatusDefinition(name)).ToEquatableArray() };
                    State(nameof(Convention.Statuses), registry!, description.Span);
                }

                convention = convention with
                {
                    Statuses = convention.Statuses.Select(status => status with { Description = meanings.GetValueOrDefault(status.Name) }).ToEquatableArray(),
                };
            }
            else if (IsTableOf("Field"))
            {
                convention = convention with
                {
                    Fields = convention.Fields.Select(field => field with { Description = meanings.GetValueOrDefault(field.Name) }).ToEquatableArray(),
                };
            }

            bool IsTableOf(string name) => description.Column(name) == 0;
        }

        return (convention, facts.ToImmutable());

        void State(string name, Document document, TextSpan span) => facts.Add(new(name, document.Path, span));
    }

    [GeneratedRegex(@"^#[ \t]*Status:[ \t]*(?<names>[^\r\n]*\|[^\r\n]*)", RegexOptions.Multiline)]
    private static partial Regex StatusComment();
}
