using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>
/// Fields as the rows of the table with two columns that the document begins with, below its title (GFM 0.29, 4.10). The header is a field
/// where its first cell names one.
/// </summary>
internal sealed class TableForm : FieldForm
{
    /// <inheritdoc/>
    public override LocalizableString Place => $"in a table below its title";

    /// <inheritdoc/>
    public override FrontMatter? Read(SourceText text, Convention convention, out int body)
    {
        var first = FieldLine.First(text, out body);
        var content = text.Content;
        if (first + 1 >= text.LineCount || TableParser.ColumnsOf(content, text.LineSpan(first + 1)) != 2)
            return null;
        var fields = new List<Field>();
        for (var i = first; i < text.LineCount && FieldLine.LineAt(text, i).Contains('|'); i++)
        {
            if (i == first + 1 || TableParser.SpansOf(content, text.LineSpan(i)) is not [var name, var value])
                continue;
            name = FieldLine.Bare(content, name, isAlone: true);
            var written = content[name.Start..name.End].TrimEnd(':');
            name = name with { End = name.Start + written.Length };
            // `Field`, `Value`: most headers name the columns.
            if (i == first && convention.RoleOf(written) == FieldRole.Other)
                continue;
            if (written.Length > 0)
                fields.Add(FieldLine.Make(content, written, name, value, text.FullLineSpan(i), convention));
        }

        if (fields.Count == 0 || FieldLine.BlockOf(text, FrontMatterForm.Table, fields, convention) is not { } block)
            return null;
        // A row can be put below the delimiter row at the earliest.
        var start = text.FullLineSpan(first).Start;
        return block with
        {
            Span = block.Span with { Start = start },
            Content = block.Content with { Start = text.FullLineSpan(first + 1).End },
        };
    }

    /// <inheritdoc/>
    public override string Scalar(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override TextEdit Clear(SourceText text, Field field) =>
        TableParser.SpansOf(text.Content, text.LineSpan(text.LineAt(field.Name.Span.Start))) is [_, var value]
            ? new(value, "")
            : base.Clear(text, field);

    /// <inheritdoc/>
    public override TextEdit Insert(SourceText text, FrontMatter block, Field? previous, string name, string value)
    {
        var row = $"| {name} | {(value.Length > 0 ? Scalar(value) + " " : "")}|";
        var at = Math.Max(previous?.Line.End ?? 0, block.Content.Start);
        return at == text.Length && !text.EndsInLineEnd ? TextEdit.Insert(at, text.NewLine + row) : TextEdit.Insert(at, row + text.NewLine);
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Lines(IEnumerable<(string Name, string Value)> fields) =>
        fields
            .Select(field => $"| {field.Name} | {(field.Value.Length > 0 ? Scalar(field.Value) + " " : "")}|")
            .Prepend("|---|---|")
            .Prepend("| Field | Value |");
}
