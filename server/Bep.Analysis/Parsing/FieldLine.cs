using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>Reads fields that are written in Markdown: names and values may be emphasized, code, or links.</summary>
internal static partial class FieldLine
{
    /// <summary>
    /// The first line that may hold fields: below a block of YAML, the title, and what is no text of either: blank lines, comments, badges,
    /// quotes, HTML, directives and labels (MyST); the number of lines where there is none. <paramref name="body"/> is the offset where the Markdown starts.
    /// </summary>
    public static int First(SourceText text, out int body)
    {
        var content = text.Content;
        body = content.StartsWith('\uFEFF') ? 1 : 0;
        var line = 0;
        if (LineAt(text, 0).TrimEnd() is "---")
        {
            for (var end = 1; end < text.LineCount; end++)
            {
                if (LineAt(text, end).TrimEnd() is not "---")
                    continue;
                line = end + 1;
                body = text.FullLineSpan(end).End;
                break;
            }
        }

        var hasTitle = false;
        for (; line < text.LineCount; line++)
        {
            var words = LineAt(text, line).Trim();
            if (words.IsEmpty)
                continue;
            if (LastOfAside(text, line) is { } last)
            {
                line = last;
                continue;
            }

            if (hasTitle)
                return line;
            if (words.StartsWith("# "))
                hasTitle = true;
            else if (
                line + 1 < text.LineCount
                && LineAt(text, line + 1).Trim() is { IsEmpty: false } below
                && !below.ContainsAnyExcept('=')
            )
                (hasTitle, line) = (true, line + 1);
            else
                return line;
        }

        return line;
    }

    /// <summary>The last line of the comment that begins at <paramref name="line"/>; null where none begins there.</summary>
    public static int? LastOfComment(SourceText text, int line) =>
        LineAt(text, line).TrimStart().StartsWith("<!--") ? LastOf(text, line, "-->") : null;

    private static int? LastOfAside(SourceText text, int line)
    {
        if (LastOfComment(text, line) is { } comment)
            return comment;
        var words = LineAt(text, line).Trim();
        if (words.StartsWith("```{"))
            return line + 1 < text.LineCount ? LastOf(text, line + 1, "```") : line;
        return
            words.StartsWith(">")
            || words.StartsWith("![")
            || words.StartsWith("[![")
            || (words.StartsWith("<") && !words.StartsWith("<pre", StringComparison.OrdinalIgnoreCase))
            || (words.StartsWith("(") && words.EndsWith(")="))
            ? line
            : null;
    }

    private static int LastOf(SourceText text, int line, string end)
    {
        while (line + 1 < text.LineCount && !LineAt(text, line).Contains(end, StringComparison.Ordinal))
            line++;
        return line;
    }

    /// <summary>The characters of a line, without its line end and a byte order mark.</summary>
    public static ReadOnlySpan<char> LineAt(SourceText text, int line)
    {
        var span = text.LineSpan(line);
        var characters = text.Content.AsSpan(span.Start, span.Length);
        return line == 0 ? characters.TrimStart('\uFEFF') : characters;
    }

    /// <summary>The field that <c>Name: value</c> at <paramref name="place"/> is; null where it is none.</summary>
    public static Field? Read(SourceText text, TextSpan place, TextSpan line, Convention convention)
    {
        var match = NamedValue().Match(text.Content, place.Start, place.Length);
        if (!match.Success)
            return null;
        var name = match.Groups["name"];
        return Make(
            text.Content,
            name.Value,
            new(name.Index, name.Index + name.Length),
            new(match.Index + match.Length, place.End),
            line,
            convention
        );
    }

    /// <summary>A field with its name and what stands for its value, both with blanks and marks around them.</summary>
    public static Field Make(string content, string name, TextSpan namePlace, TextSpan valuePlace, TextSpan line, Convention convention)
    {
        var role = convention.RoleOf(name);
        var place = Bare(content, WithoutEnd(content, valuePlace), isAlone: role is not FieldRole.Author and not FieldRole.Successor);
        var value = Lines().Replace(content[place.Start..place.End], " ");
        return FrontMatterParser.Remarked(new(new(name, namePlace), role, new(value == "-" ? "" : value, place), line), convention);
    }

    /// <summary>The fields of a block; null where none of them means anything, as the lists of most documents.</summary>
    public static FrontMatter? BlockOf(SourceText text, FrontMatterForm form, IReadOnlyList<Field> fields, Convention convention)
    {
        if (fields.All(field => field.Role == FieldRole.Other))
            return null;
        var start = text.FullLineSpan(text.LineAt(fields[0].Line.Start)).Start;
        var end = fields[^1].Line.End;
        return new(
            new(start, text.LineSpan(text.LineAt(Math.Max(start, end - 1))).End),
            new(start, end),
            IsClosed: true,
            FrontMatterParser.OneForEachRole([.. fields], convention),
            []
        )
        {
            Form = form,
        };
    }

    /// <summary>The words in <paramref name="span"/> without the emphasis around all of them.</summary>
    public static TextSpan Bare(string content, TextSpan span, bool isAlone)
    {
        while (true)
        {
            var words = content.AsSpan(span.Start, span.Length);
            var marks =
                words.StartsWith("**") || words.StartsWith("__") ? 2
                : words is ['*' or '_' or '`', ..] ? 1
                : 0;
            if (marks > 0 && words.Length > 2 * marks && words.EndsWith(words[..marks]) && words[marks..^marks].IndexOf(words[..marks]) < 0)
                span = new(span.Start + marks, span.End - marks);
            else if (isAlone && Link().Match(content, span.Start, span.Length) is { Success: true } link)
                span = new(link.Groups["text"].Index, link.Groups["text"].Index + link.Groups["text"].Length);
            else
                return span;
        }
    }

    // Blanks, the backslash of a line break and a comment are no part of a value.
    private static TextSpan WithoutEnd(string content, TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        if (content.AsSpan(start, end - start).IndexOf("<!--") is >= 0 and var comment)
            end = start + comment;
        while (end > start && (char.IsWhiteSpace(content[end - 1]) || (content[end - 1] == '\\' && end == span.End)))
            end--;
        if (start == end)
            return TextSpan.At(
                Math.Min(span.End, span.Start + (span.Start < content.Length && content[span.Start] is ' ' or '\t' ? 1 : 0))
            );
        while (char.IsWhiteSpace(content[start]))
            start++;
        return new(start, end);
    }

    [GeneratedRegex(
        @"\G[ \t]*(?<marks>\*\*|__|\*|_|)(?<name>[\p{L}\p{N}][^:*`\[\]|<>\r\n]{0,60}?)[ \t]*(?:\k<marks>[ \t]*:|:\k<marks>)(?=\s|$)"
    )]
    private static partial Regex NamedValue();

    [GeneratedRegex(@"\G\[(?<text>[^\[\]]+)\]\([^()\s]*\)$")]
    private static partial Regex Link();

    [GeneratedRegex(@"\s*[\r\n]\s*")]
    private static partial Regex Lines();
}
