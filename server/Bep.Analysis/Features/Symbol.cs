using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>A part of a <see cref="Model.Link"/>.</summary>
public enum LinkPart
{
    /// <summary>What is read instead of the target; all that is neither path nor fragment.</summary>
    Text,

    /// <summary>The target's file.</summary>
    Path,

    /// <summary>The place in the target, after <c>#</c>.</summary>
    Fragment,
}

/// <summary>What the cursor is on, said once: hover, definition, references and the rest switch on it.</summary>
/// <param name="Span">Its characters.</param>
public abstract record Symbol(TextSpan Span)
{
    /// <summary>A mention of a proposal: <c>BEP-1014</c>.</summary>
    public sealed record Mention(Reference Reference) : Symbol(Reference.Span);

    /// <summary>A place where a number is still to be put in: <c>BEP-XXXX</c>.</summary>
    public sealed record Placeholder(TextSpan Span) : Symbol(Span);

    /// <summary>A link, in the part <paramref name="Part"/>.</summary>
    public sealed record OfLink(Link Link, LinkPart Part, TextSpan Span) : Symbol(Span);

    /// <summary>
    /// A cell of the registry's row for a number; <paramref name="Column"/> says what the column is for, null for readers alone,
    /// <paramref name="Name"/> what it is called.
    /// </summary>
    public sealed record RowCell(RegistryRow Row, ColumnRole? Column, string Name, TextSpan Span) : Symbol(Span);

    /// <summary>The registry's row for the number that is given away next.</summary>
    public sealed record NextRow(RegistryRow Row) : Symbol(Row.Line);

    /// <summary>The name of a field of the front matter.</summary>
    public sealed record FieldName(Field Field) : Symbol(Field.Name.Span);

    /// <summary>The value of a field of the front matter.</summary>
    public sealed record FieldValue(Field Field) : Symbol(Field.Value.Span);

    /// <summary>A heading.</summary>
    public sealed record Heading(Section Section) : Symbol(Section.Heading);

    /// <summary>A <c>[label]</c> in the text that <paramref name="Definition"/> gives a target.</summary>
    public sealed record Label(Link Definition, TextSpan Span) : Symbol(Span);

    /// <summary>What stands at <paramref name="offset"/> or ends there; null for ordinary text.</summary>
    public static Symbol? At(Document document, int offset)
    {
        if (document.References.FirstOrDefault(reference => reference.Span.Touches(offset)) is { } reference)
            return new Mention(reference);
        foreach (var placeholder in document.Placeholders)
            if (placeholder.Touches(offset))
                return new Placeholder(placeholder);
        if (document.FrontMatter is { } block && block.Span.Touches(offset))
            return InFrontMatter(block, offset);

        // The innermost of links in one another (a picture in a link) is the last one.
        var links = document.Links.Where(link => link.Span.Touches(offset)).ToImmutableArray();
        if (links.Select(link => InTarget(link, offset)).LastOrDefault(part => part is not null) is { } target)
            return target;
        if (InRegistry(document, offset) is { } row)
            return row;
        if (links.Length > 0)
            return new OfLink(links[^1], LinkPart.Text, links[^1].Span);
        if (document.Sections.FirstOrDefault(section => section.Heading.Touches(offset)) is { } heading)
            return new Heading(heading);
        return InLabel(document, offset);
    }

    /// <summary>
    /// The column of <paramref name="row"/> in which <paramref name="offset"/> lies, from 0: as many as there are pipes between cells
    /// before it. After the last cell, that cell's number and one more.
    /// </summary>
    internal static int ColumnAt(string content, ImmutableArray<Cell> row, int offset)
    {
        var column = 0;
        while (column < row.Length && offset > row[column].Span.End && content.AsSpan(row[column].Span.End..offset).Contains('|'))
            column++;
        return column;
    }

    private static Symbol? InFrontMatter(FrontMatter block, int offset)
    {
        foreach (var field in block.Fields)
        {
            if (field.Name.Span.Touches(offset))
                return new FieldName(field);
            if (field.Value.Span.Touches(offset))
                return new FieldValue(field);
        }

        return null;
    }

    private static OfLink? InTarget(Link link, int offset)
    {
        if (!link.UrlSpan.Touches(offset))
            return null;
        var isFragment =
            link.Fragment is not null && link.FragmentSpan.Touches(offset) && (offset > link.PathSpan.End || link.PathSpan.IsEmpty);
        return isFragment ? new(link, LinkPart.Fragment, link.FragmentSpan) : new(link, LinkPart.Path, link.PathSpan);
    }

    private static Symbol? InRegistry(Document document, int offset)
    {
        if (document.Registry is not { } registry || !registry.Contains(TextSpan.At(offset)))
            return null;
        if (registry.AllRows.FirstOrDefault(row => row.Line.Touches(offset)) is not { } row)
            return null;
        if (row.Kind == RowKind.Next)
            return new NextRow(row);
        if (row.Number is null)
            return null;
        var column = Math.Min(ColumnAt(document.Text.Content, row.Cells, offset), row.Cells.Length - 1);
        return new RowCell(
            row,
            registry.Columns.RoleAt(column),
            column < registry.Table.Header.Length ? registry.Table.Header[column].Bare : "",
            row.Cells[column].Span
        );
    }

    // `[label]`, `[text][label]`: the parser keeps the definition only, so the use is found in the line.
    private static Label? InLabel(Document document, int offset)
    {
        if (!document.Links.Any(link => link.Kind == LinkKind.Definition))
            return null;
        var content = document.Text.Content;
        var line = document.Text.LineSpan(document.Text.LineAt(offset));
        if (offset > line.End)
            return null;
        var open = content.AsSpan(line.Start..offset).LastIndexOf('[') + line.Start;
        var close = content.AsSpan(offset..line.End).IndexOf(']') + offset;
        if (open < line.Start || close < offset || content.AsSpan(open..close).Contains(']'))
            return null;
        if (content.AsSpan(close..line.End).StartsWith("][") && content.AsSpan((close + 2)..line.End).IndexOf(']') is > 0 and var length)
            (open, close) = (close + 1, close + 2 + length);
        var label = content[(open + 1)..close].Trim();
        var definition = document.Links.FirstOrDefault(link =>
            link.Kind == LinkKind.Definition && string.Equals(document.Text.Slice(link.TextSpan), label, StringComparison.OrdinalIgnoreCase)
        );
        return definition is null ? null : new(definition, new(open, close + 1));
    }
}
