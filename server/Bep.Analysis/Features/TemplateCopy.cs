using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>The text of a new proposal: the series' template with what is known filled in.</summary>
public static class TemplateCopy
{
    /// <summary>
    /// The template's text with the title, the author at the keyboard, today's date and <paramref name="status"/>, and with
    /// <paramref name="number"/> where the template has its own or a placeholder. A series without a template gets its fields and a title.
    /// </summary>
    public static string Fill(Series series, ProposalNumber number, string title, string status)
    {
        var convention = series.Convention;
        var template = series.Template ?? Minimal(series);
        var edits = new List<TextEdit>();
        foreach (var field in template.FrontMatter?.Fields ?? [])
        {
            var value = field.Name.Value == Convention.StatusField ? status : FieldEdits.KnownValue(series, null, new(field.Name.Value, field.Value.Value));
            if (value.Length > 0) edits.Add(FieldEdits.SetValue(template, field, value));
        }

        var titleSpan = template.TitleSection?.TitleSpan ?? default;
        if (!titleSpan.IsEmpty) edits.Add(new(titleSpan, NumberedLikeTemplate(series, template, number, title)));
        var own = template.References.Where(reference => reference.Number == convention.TemplateNumber).Select(reference => reference.Span);
        edits.AddRange(own.Concat(template.Placeholders).Where(span => !edits.Any(edit => edit.Span.Intersects(span))).Select(span => new TextEdit(span, convention.Format(number))));
        return template.Text.With(edits.OrderBy(edit => edit.Span)).Content.TrimStart('\uFEFF');
    }

    // A template whose heading begins with a number wants one in front of each title.
    private static string NumberedLikeTemplate(Series series, Document template, ProposalNumber number, string title)
    {
        var sample = template.TitleSection!.Title;
        var prefix = series.Convention.Prefix + "-";
        return sample.StartsWith(prefix, StringComparison.Ordinal) ? $"{series.Convention.Format(number)}: {title}" : title;
    }

    private static Document Minimal(Series series)
    {
        var fields = series.Convention.Fields.Select(field => FieldEdits.Line(field.Name, field.Sample) + "\n");
        return DocumentParser.Parse("template.md", new($"---\n{string.Concat(fields)}---\n\n# Title\n\n## Motivation\n"), "", series.Basis);
    }
}
