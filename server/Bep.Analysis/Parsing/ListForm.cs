using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>Fields as the items of the list that the document begins with, below its title: <c>* Status: Draft</c>.</summary>
internal sealed partial class ListForm : FieldForm
{
    /// <inheritdoc/>
    public override LocalizableString Place => $"in a list below its title";

    /// <inheritdoc/>
    public override FrontMatter? Read(SourceText text, Convention convention, out int body)
    {
        var fields = new List<Field>();
        string? sign = null;
        var wasBlank = false;
        for (var i = FieldLine.First(text, out body); i < text.LineCount; i++)
        {
            var span = text.LineSpan(i);
            var line = FieldLine.LineAt(text, i);
            if (line.IsWhiteSpace())
            {
                wasBlank = true;
                continue;
            }

            // An item of another list ends this one, and so does what is indented less than an item's text.
            if (
                Item().Match(text.Content, span.Start, span.Length) is { Success: true } item
                && (sign is null || item.Value.TrimEnd() == sign)
            )
            {
                sign ??= item.Value.TrimEnd();
                var place = span with { Start = span.Start + item.Length };
                if (FieldLine.Read(text, place, text.FullLineSpan(i), convention) is { } field)
                    fields.Add(field);
            }
            else if (fields.Count > 0 && line[0] is ' ' or '\t' && !wasBlank)
            {
                fields[^1] = Continue(text, fields[^1], i, convention);
            }
            else
            {
                break;
            }

            wasBlank = false;
        }

        return fields.Count == 0 ? null : FieldLine.BlockOf(text, FrontMatterForm.List, fields, convention);
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Lines(IEnumerable<(string Name, string Value)> fields) =>
        fields.Select(field => "* " + YamlForm.Line(field.Name, field.Value));

    // The value goes on, or is a list itself.
    private static Field Continue(SourceText text, Field field, int line, Convention convention)
    {
        var full = field.Line with { End = text.FullLineSpan(line).End };
        var start = field.Value.Span.IsEmpty ? text.LineSpan(line).Start : field.Value.Span.Start;
        var read = FieldLine.Make(text.Content, field.Name.Value, field.Name.Span, new(start, text.LineSpan(line).End), full, convention);
        var lines = text.Slice(read.Value.Span).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Any(Item().IsMatch)
            ? read with
            {
                Value = read.Value with { Value = string.Join(", ", lines.Select(one => Item().Replace(one, "", 1))) },
            }
            : read;
    }

    [GeneratedRegex(@"\G {0,3}[-*+][ \t]+")]
    private static partial Regex Item();
}
