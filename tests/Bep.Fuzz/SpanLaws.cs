using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Fuzz;

/// <summary>
/// What holds of every place that a document names: it lies in the text, in its line, and what stands there is what the document says.
/// </summary>
public static partial class SpanLaws
{
    private const string Text = "places lie in the text",
        Line = "places lie in their line",
        Words = "places have their words",
        Order = "places are in order";

    // What is not as it stands there.
    private static readonly SearchValues<char> s_yamlSigns = SearchValues.Create("\r\n\"'|>&!\u0085\u2028\u2029");

    private static readonly ConcurrentDictionary<Type, Action<object, Action<TextSpan>>?> s_walkers = [];

    /// <summary>Checks all places of <paramref name="document"/>.</summary>
    public static void Check(Document document)
    {
        var text = document.Text;
        Walk(document, span => LiesIn(text, span, Text));
        var content = text.Content;
        foreach (var section in document.Sections)
            CheckSection(text, content, section);
        for (var i = 1; i < document.Sections.Length; i++)
            Sorted(document.Sections[i - 1].Span, document.Sections[i].Span);
        if (document.FrontMatter is { } block)
            CheckFrontMatter(text, content, block);
        foreach (var link in document.Links)
            CheckLink(text, content, link);
        for (var i = 1; i < document.Links.Length; i++)
            Sorted(document.Links[i - 1].Span, document.Links[i].Span);
        foreach (var reference in document.References)
        {
            IsInLine(text, reference.Span, nameof(Reference));
            Says(
                content.AsSpan(reference.Span.Start, reference.Span.Length).EndsWith($"{reference.Number.Value}"),
                nameof(Reference),
                content,
                reference.Span
            );
        }

        foreach (var placeholder in document.Placeholders)
            IsInLine(text, placeholder, "Placeholder");
        foreach (var table in document.Tables)
            CheckTable(text, content, table);
        foreach (var row in document.Registry?.Rows ?? [])
            CheckRow(content, row);
        foreach (var suppression in document.Suppressions)
        {
            Says(text.Slice(suppression.Rule.Span) == suppression.Rule.Value, nameof(Suppression), content, suppression.Rule.Span);
            Says(
                text.Slice(suppression.Comment) is ['<', '!', '-', '-', .., '-', '-', '>'],
                nameof(Suppression),
                content,
                suppression.Comment
            );
        }

        foreach (var value in document.Context.SelectMany(entry => entry.Values))
        {
            IsInLine(text, value.Text.Span, nameof(ContextValue));
            Says(text.Slice(value.Text.Span) == value.Text.Value, nameof(ContextValue), content, value.Text.Span);
            Says(value.Text.Span.Contains(value.NumberSpan), nameof(ContextValue), content, value.NumberSpan);
        }

        if (document.TitleLine is { } title)
            Says(text.LineSpan(text.LineAt(title.Start)) == title, "title of a message", content, title);
        if (document.Yaml?.Root is { } root)
            CheckYaml(content, root);
    }

    /// <summary>Throws unless <paramref name="span"/> is a place in <paramref name="text"/>.</summary>
    public static void LiesIn(SourceText text, TextSpan span, string law) =>
        BrokenLawException.Unless(0 <= span.Start && span.Start <= span.End && span.End <= text.Length, law, $"{span} of {text.Length}");

    private static void CheckSection(SourceText text, string content, Section section)
    {
        Says(section.Heading.Contains(section.TitleSpan), "title in its heading", content, section.Heading);
        Says(
            section.Span.Start == section.Heading.Start && section.Span.Contains(section.Heading),
            "heading in its section",
            content,
            section.Span
        );
        var heading = content.AsSpan(section.Heading.Start, section.Heading.Length);
        var title = content.AsSpan(section.TitleSpan.Start, section.TitleSpan.Length);
        Says(title.Length == title.Trim(" \t").Length, "title without blanks", content, section.TitleSpan);
        if (heading.IndexOfAny('\r', '\n') >= 0)
        {
            // Words with a line of signs below them.
            Says(
                heading.StartsWith(title) && heading.TrimEnd(" \t")[^1] is '=' or '-',
                "heading with a line below",
                content,
                section.Heading
            );
            return;
        }

        IsInLine(text, section.Heading, "Heading");
        Says(heading[..section.Level].TrimStart('#').IsEmpty, "signs of a heading", content, section.Heading);
        Says(heading[section.Level..].Trim(" \t").StartsWith(title), "title of a heading", content, section.TitleSpan);
        Says(
            heading[(section.TitleSpan.End - section.Heading.Start)..].Trim(" \t").TrimStart('#').IsEmpty,
            "end of a heading",
            content,
            section.Heading
        );
    }

    private static void CheckFrontMatter(SourceText text, string content, FrontMatter block)
    {
        Says(block.Span.Contains(block.Content) || !block.IsClosed, "content of a block", content, block.Content);
        foreach (var field in block.Fields)
        {
            IsInLine(text, field.Name.Span, "field's name");
            var name = content.AsSpan(field.Name.Span.Start, field.Name.Span.Length);
            Says(
                name.ContainsAny('\\', '\0')
                    || name.SequenceEqual(field.Name.Value)
                    || name.Trim("\"'").SequenceEqual(field.Name.Value)
                    || (name is ['"', .. var quoted, '"'] && quoted.SequenceEqual(field.Name.Value))
                    || (
                        name is ['\'', .. var single, '\'']
                        && (
                            single.SequenceEqual(field.Name.Value)
                            || $"{single}".Replace("''", "'", StringComparison.Ordinal) == field.Name.Value
                        )
                    ),
                "field's name",
                content,
                field.Name.Span
            );
            Says(field.Line.Contains(field.Name.Span) && field.Line.Contains(field.Value.Span), "field in its lines", content, field.Line);
            Says(field.Name.Span.End <= field.Value.Span.Start, "value after its name", content, field.Value.Span);
            // In quotes, a mark that would end the text is written with another one before it. Lists, aliases and other escapes say what
            // does not stand there.
            var written = content[field.Value.Span.Start..field.Value.Span.End];
            if (written.AsSpan().IndexOfAny("[{*&!") >= 0 || (written is ['"', ..] && OtherEscape().IsMatch(written)))
                continue;
            var value =
                written is ['"', ..] ? DoublyQuoted().Replace(written, "$1")
                : written is ['\'', ..] ? written.Replace("''", "'", StringComparison.Ordinal)
                : written;
            // A mapping's texts are told without their quotes, with one blank after each colon.
            var isSaid =
                value.Contains(field.Value.Value, StringComparison.Ordinal)
                || written.Contains(field.Value.Value, StringComparison.Ordinal)
                || (
                    written is not ['"' or '\'', ..]
                    && MappedColon().IsMatch(written)
                    && QuotesAndBlanks()
                        .Replace(written, "")
                        .Contains(QuotesAndBlanks().Replace(field.Value.Value, ""), StringComparison.Ordinal)
                );
            if (value.IndexOfAny(['\r', '\n', '\u0085', '\u2028', '\u2029']) < 0 && field.Value.Value.Length > 0)
                Says(isSaid, "field's value", content, field.Value.Span);
            if (text.LineAt(field.Line.Start) == text.LineAt(Math.Max(field.Line.Start, field.Line.End - 1)))
                IsInLine(text, field.Value.Span, "field's value");
        }
    }

    // Blanks of any script, and signs of quotations, may stand between the bracket and the text.
    private static bool EndsInBracket(ReadOnlySpan<char> before)
    {
        var at = before.Length;
        while (at > 0 && (char.IsWhiteSpace(before[at - 1]) || before[at - 1] == '>'))
            at--;
        return at > 0 && before[at - 1] == '[';
    }

    private static void CheckLink(SourceText text, string content, Link link)
    {
        Says(link.Span.Contains(link.TextSpan) && link.Span.Contains(link.UrlSpan), "parts of a link", content, link.Span);
        Says(link.UrlSpan.Contains(link.PathSpan) && link.UrlSpan.Contains(link.FragmentSpan), "parts of a target", content, link.UrlSpan);
        IsInLine(text, link.UrlSpan, "target of a link");
        if (link.Kind == LinkKind.Html)
            return;
        // Blanks at the edges of a text may be left out of it, and the signs of a quotation between its lines. What stands in the mark of a
        // conflict is no text of the registry's.
        var isMarked =
            text.Slice(link.Span) is var whole
            && (whole.Contains("<<<<<<<", StringComparison.Ordinal) || whole.Contains(">>>>>>>", StringComparison.Ordinal));
        Says(
            isMarked
                || (EndsInBracket(content.AsSpan(0, link.TextSpan.Start)) && content.AsSpan(link.TextSpan.End).TrimStart() is [']', ..]),
            $"text of a {link.Kind}",
            content,
            link.TextSpan
        );
        Says(link.TextSpan.End < link.UrlSpan.Start, "target after the text", content, link.UrlSpan);
        if (link.Kind == LinkKind.Definition)
            return;
        Says(content[link.Span.End - 1] == ')', "end of a link", content, link.Span);
        Says(content.AsSpan(link.Span.Start).StartsWith(link.Kind == LinkKind.Image ? "![" : "["), "start of a link", content, link.Span);
    }

    private static void CheckTable(SourceText text, string content, Table table)
    {
        foreach (var cell in table.Header)
            IsInLine(text, cell.Span, nameof(Cell));
        foreach (var row in table.Rows)
        {
            Says(text.LineSpan(text.LineAt(row.Line.Start)) == row.Line, nameof(TableRow), content, row.Line);
            for (var i = 0; i < row.Cells.Length; i++)
            {
                var cell = row.Cells[i];
                Says(row.Line.Contains(cell.Span), nameof(Cell), content, cell.Span);
                Says(text.Slice(cell.Span).Replace("\\|", "|", StringComparison.Ordinal) == cell.Text, nameof(Cell), content, cell.Span);
                if (i > 0)
                    Sorted(row.Cells[i - 1].Span, cell.Span);
            }
        }
    }

    private static void CheckRow(string content, RegistryRow row)
    {
        foreach (var cell in (Cell?[])[row.NumberCell, row.Title, row.Author, row.Status])
        {
            if (cell is null)
                continue;
            Says(row.Line.Contains(cell.Span), nameof(RegistryRow), content, cell.Span);
            var written = content[cell.Span.Start..cell.Span.End];
            Says(
                written.Contains(cell.Text, StringComparison.Ordinal)
                    || written.Replace("\\|", "|", StringComparison.Ordinal).Contains(cell.Text, StringComparison.Ordinal),
                nameof(RegistryRow),
                content,
                cell.Span
            );
        }

        if (row.Link is { } link)
            Says(row.Line.Contains(link.Span), nameof(RegistryRow), content, link.Span);
    }

    private static void CheckYaml(string content, YamlNode node)
    {
        switch (node)
        {
            case YamlNode.Mapping map:
                foreach (var (key, value) in map.Entries)
                {
                    CheckYaml(content, key);
                    CheckYaml(content, value);
                }

                break;
            case YamlNode.Sequence list:
                foreach (var item in list.Items)
                    CheckYaml(content, item);
                break;
            case YamlNode.Scalar { Value.Length: > 0 } scalar:
                var written = content.AsSpan(scalar.Span.Start, scalar.Span.Length);
                if (written.IndexOfAny(s_yamlSigns) < 0)
                    Says(written.SequenceEqual(scalar.Value), "YAML", content, scalar.Span);
                break;
        }
    }

    private static void Says(bool holds, string what, string content, TextSpan span)
    {
        if (!holds)
            throw new BrokenLawException(
                $"{Words}, {what}",
                $"“{content[Math.Max(0, span.Start)..Math.Clamp(span.End, Math.Max(0, span.Start), content.Length)]}” at {span}"
            );
    }

    // YamlDotNet takes a null character for a blank.
    [GeneratedRegex(@":(?:[ \t\f\0]|$)")]
    private static partial Regex MappedColon();

    [GeneratedRegex("""["'\s\0]+""")]
    private static partial Regex QuotesAndBlanks();

    [GeneratedRegex("""\\(["\\])""")]
    private static partial Regex DoublyQuoted();

    [GeneratedRegex("""(?<!\\)(?:\\\\)*\\[^"\\]""")]
    private static partial Regex OtherEscape();

    private static void IsInLine(SourceText text, TextSpan span, string what) =>
        BrokenLawException.Unless(
            text.LineSpan(text.LineAt(span.Start)).Contains(span),
            $"{Line}, {what}",
            $"“{text.Slice(span)}” at {span}"
        );

    private static void Sorted(TextSpan first, TextSpan second) =>
        BrokenLawException.Unless(first.Start <= second.Start, Order, $"{first} and {second}");

    /// <summary>Calls <paramref name="take"/> for each place that can be reached from <paramref name="value"/>.</summary>
    private static void Walk(object? value, Action<TextSpan> take)
    {
        if (value is null)
            return;
        if (s_walkers.GetOrAdd(value.GetType(), MakeWalker) is { } walker)
            walker(value, take);
    }

    // What a type's properties hold is found out once for each type, and compiled.
    private static Action<object, Action<TextSpan>>? MakeWalker(Type type)
    {
        if (type == typeof(TextSpan))
            return (value, take) => take((TextSpan)value);
        if (HasNoPlaces(type))
            return null;
        if (typeof(IEnumerable).IsAssignableFrom(type))
            return (value, take) =>
            {
                foreach (var item in (IEnumerable)value)
                    Walk(item, take);
            };
        var getters = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && !HasNoPlaces(property.PropertyType))
            .Select(property =>
            {
                var value = Expression.Parameter(typeof(object));
                return Expression
                    .Lambda<Func<object, object?>>(
                        Expression.Convert(Expression.Property(Expression.Convert(value, type), property), typeof(object)),
                        value
                    )
                    .Compile();
            })
            .ToArray();
        return (value, take) =>
        {
            foreach (var getter in getters)
                Walk(getter(value), take);
        };
    }

    private static bool HasNoPlaces(Type type) =>
        type == typeof(string)
        || type.IsPrimitive
        || type.IsEnum
        || type == typeof(SourceText)
        || type == typeof(DocumentFacts)
        || type == typeof(ProposalNumber);
}
