using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>
/// Fields as adr-tools writes them: lines below the title (<c>Date: 2026-01-05</c>), and sections that are called like a field that means
/// something (<c>## Status</c>), of which the first line is the value.
/// </summary>
internal sealed class SectionsForm : FieldForm
{
    /// <inheritdoc/>
    public override LocalizableString Place => $"in lines and sections below its title";

    /// <inheritdoc/>
    public override FrontMatter? Read(SourceText text, Convention convention, out int body)
    {
        var fields = new List<Field>();
        var line = FieldLine.First(text, out body);
        for (; line < text.LineCount && !IsHeading(FieldLine.LineAt(text, line)); line++)
        {
            if (FieldLine.LineAt(text, line).IsWhiteSpace())
                continue;
            if (FieldLine.LastOfComment(text, line) is { } comment)
            {
                line = comment;
                continue;
            }

            if (FieldLine.Read(text, text.LineSpan(line), text.FullLineSpan(line), convention) is not { } field)
                break;
            fields.Add(field);
        }

        // The head is what stands together; a section further down may be a field all the same.
        var isHead = line == text.LineCount || IsHeading(FieldLine.LineAt(text, line));
        var head = fields.Count;
        var isCode = false;
        for (; line < text.LineCount; line++)
        {
            var words = FieldLine.LineAt(text, line);
            if (words.StartsWith("```") || words.StartsWith("~~~"))
                isCode = !isCode;
            if (isCode || !IsHeading(words))
                continue;
            var field = SectionAt(text, line, convention);
            isHead &= field is not null;
            if (field is null)
                continue;
            fields.Add(field);
            if (isHead)
                head = fields.Count;
        }

        if (fields.Count == 0 || FieldLine.BlockOf(text, FrontMatterForm.Sections, fields, convention) is not { } block)
            return null;
        if (head == fields.Count)
            return block;
        var end = head == 0 ? fields[0].Line.Start : fields[head - 1].Line.End;
        var start = head == 0 ? end : block.Span.Start;
        return block with
        {
            Span = new(start, Math.Max(start, text.LineSpan(text.LineAt(Math.Max(start, end - 1))).End)),
            Content = new(start, end),
        };
    }

    /// <inheritdoc/>
    public override TextEdit Clear(SourceText text, Field field) =>
        IsHeading(FieldLine.LineAt(text, text.LineAt(field.Name.Span.Start))) ? new(field.Value.Span, "") : base.Clear(text, field);

    /// <inheritdoc/>
    public override TextEdit Fill(SourceText text, Field field, string value)
    {
        var line = text.LineAt(field.Name.Span.Start);
        if (!IsHeading(FieldLine.LineAt(text, line)))
            return base.Fill(text, field, value);
        var newLine = text.NewLine;
        var at = field.Value.Span.Start;
        // Below the heading's blank line where there is one, with a blank line on both sides.
        return text.LineAt(at) > line && text.LineSpan(text.LineAt(at)).IsEmpty
            ? TextEdit.Insert(at, text.LineAt(at) == line + 1 ? newLine + value + newLine : value + newLine)
            : TextEdit.Insert(text.LineSpan(line).End, newLine + newLine + value);
    }

    /// <inheritdoc/>
    public override TextEdit Insert(SourceText text, FrontMatter block, Field? previous, string name, string value)
    {
        // A line among lines. A section's field has none of its own to follow.
        var lines = block.Fields.TakeWhile(field => !IsHeading(FieldLine.LineAt(text, text.LineAt(field.Name.Span.Start)))).ToList();
        if (lines.Count > 0)
            return base.Insert(text, block, previous is not null && lines.Contains(previous) ? previous : lines[^1], name, value);
        return TextEdit.Insert(block.Fields[0].Line.Start, YamlForm.Line(name, value) + text.NewLine + text.NewLine);
    }

    /// <summary>The status has a section, all else a line.</summary>
    public override IEnumerable<string> Lines(IEnumerable<(string Name, string Value)> fields)
    {
        var all = fields.ToList();
        var sections = all.Where(field => Convention.IsSameName(field.Name, "Status")).ToList();
        var lines = all.Except(sections).Select(field => YamlForm.Line(field.Name, field.Value)).ToList();
        foreach (var line in lines)
            yield return line;
        foreach (var (name, value) in sections)
        {
            if (lines.Count > 0)
                yield return "";
            yield return $"## {name}";
            yield return "";
            yield return value;
        }
    }

    private static TextSpan WithoutStop(SourceText text, TextSpan span)
    {
        var end = span.Start + text.Slice(span).TrimEnd().Length;
        return end > span.Start + 1 && text.Content[end - 1] == '.' && text.Content[end - 2] != '.' ? span with { End = end - 1 } : span;
    }

    private static bool IsHeading(ReadOnlySpan<char> line) => line.StartsWith("## ");

    private static Field? SectionAt(SourceText text, int line, Convention convention)
    {
        var span = text.LineSpan(line);
        var words = text.Slice(span)[2..];
        var name = words.Trim().TrimEnd('#').TrimEnd();
        if (convention.RoleOf(name) == FieldRole.Other)
            return null;
        var place = span.Start + 2 + words.IndexOf(name, StringComparison.Ordinal);
        var below = line + 1;
        var next = below;
        for (; next < text.LineCount; next++)
        {
            var one = FieldLine.LineAt(text, next).Trim();
            if (FieldLine.LastOfComment(text, next) is { } comment)
            {
                next = comment;
                continue;
            }

            if (!one.IsEmpty)
                break;
        }

        // `Accepted.`: a sentence of one word.
        var hasValue = next < text.LineCount && FieldLine.LineAt(text, next) is not ['#', ..];
        var last = hasValue ? next : Math.Max(line, next - 1);
        var value =
            hasValue ? WithoutStop(text, text.LineSpan(next))
            : below < text.LineCount ? TextSpan.At(text.LineSpan(Math.Min(below + (next > below + 1 ? 1 : 0), text.LineCount - 1)).Start)
            : TextSpan.At(span.End);
        return FieldLine.Make(
            text.Content,
            name,
            new(place, place + name.Length),
            value,
            text.FullLineSpan(line) with
            {
                End = text.FullLineSpan(Math.Min(last, text.LineCount - 1)).End,
            },
            convention
        );
    }
}
