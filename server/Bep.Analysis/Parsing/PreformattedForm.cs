using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>
/// Fields as indented lines of a <c>&lt;pre&gt;</c> element at the very top. Nothing in it has to be YAML, so nothing is judged but that it
/// ends.
/// </summary>
internal sealed class PreformattedForm : FieldForm
{
    /// <inheritdoc/>
    public override LocalizableString Place => $"between `<pre>` and `</pre>` at its very top";

    /// <inheritdoc/>
    public override bool IsBelowTitle => false;

    /// <inheritdoc/>
    public override FrontMatter? Read(SourceText text, Convention convention, out int body)
    {
        var content = text.Content;
        body = content.StartsWith('\uFEFF') ? 1 : 0;
        var first = 0;
        while (first < text.LineCount && FieldLine.LineAt(text, first).IsWhiteSpace())
            first++;
        if (first == text.LineCount || FieldLine.LineAt(text, first).TrimEnd() is not "<pre>")
            return null;
        var last = first + 1;
        while (last < text.LineCount && FieldLine.LineAt(text, last).TrimEnd() is not "</pre>")
            last++;
        if (last == text.LineCount)
            return null;

        var fields = ImmutableArray.CreateBuilder<Field>();
        for (var i = first + 1; i < last; i++)
        {
            if (FrontMatterParser.PlainField(text, i, convention) is { } field)
                fields.Add(field);
        }

        body = text.FullLineSpan(last).End;
        return new(
            new(text.LineSpan(first).Start, text.LineSpan(last).End),
            new(text.FullLineSpan(first).End, text.FullLineSpan(last).Start),
            IsClosed: true,
            FrontMatterParser.OneForEachRole(fields.ToImmutable(), convention),
            []
        )
        {
            Form = FrontMatterForm.Preformatted,
        };
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Lines(IEnumerable<(string Name, string Value)> fields) =>
        fields.Select(field => "  " + YamlForm.Line(field.Name, field.Value)).Prepend("<pre>").Append("</pre>");
}
