using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>Fields as lines of a fenced code block (CommonMark 0.31, 4.5), at the top or below the title.</summary>
internal sealed class FencedForm : FieldForm
{
    /// <inheritdoc/>
    public override LocalizableString Place => $"in a fenced code block at its top";

    /// <inheritdoc/>
    public override bool IsBelowTitle => false;

    /// <inheritdoc/>
    public override FrontMatter? Read(SourceText text, Convention convention, out int body)
    {
        var first = FieldLine.First(text, out body);
        if (first == text.LineCount)
            return null;
        var opening = FieldLine.LineAt(text, first);
        if (!opening.StartsWith("```") && !opening.StartsWith("~~~"))
            return null;
        var fence = opening[..(opening.IndexOfAnyExcept(opening[0]) is >= 0 and var length ? length : opening.Length)];
        var last = first + 1;
        while (last < text.LineCount && !IsEnd(FieldLine.LineAt(text, last), fence))
            last++;
        if (last == text.LineCount)
            return null;

        var fields = FrontMatterParser.OneForEachRole(
            FrontMatterParser.ScanFields(text, text.Content, first + 1, last - 1, convention),
            convention
        );
        return fields.All(field => field.Role == FieldRole.Other)
            ? null
            : new(
                new(text.LineSpan(first).Start, text.LineSpan(last).End),
                new(text.FullLineSpan(first).End, text.FullLineSpan(last).Start),
                IsClosed: true,
                fields,
                []
            )
            {
                Form = FrontMatterForm.Fenced,
            };
    }

    /// <inheritdoc/>
    public override TextEdit Replace(SourceText text, Field field, string value)
    {
        var written = text.Slice(field.Value.Span);
        return new(field.Value.Span, written is ['"' or '\'', ..] ? $"{written[0]}{value}{written[0]}" : value);
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Lines(IEnumerable<(string Name, string Value)> fields) =>
        fields.Select(field => YamlForm.Line(field.Name, field.Value)).Prepend("```").Append("```");

    private static bool IsEnd(ReadOnlySpan<char> line, ReadOnlySpan<char> fence)
    {
        line = line.Trim();
        return line.Length >= fence.Length && !line.ContainsAnyExcept(fence[0]);
    }
}
