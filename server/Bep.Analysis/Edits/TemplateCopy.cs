using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>The text of a new proposal: the series' template with what is known filled in.</summary>
public static class TemplateCopy
{
    /// <summary>
    /// The template's text with the title, the author at the keyboard unless its row names somebody else, today's date and <paramref name="status"/>, and with
    /// <paramref name="number"/> where the template has its own or a placeholder. A series without a template gets its fields and a title.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="number">The new proposal's number.</param>
    /// <param name="title">Its title, as text.</param>
    /// <param name="status">Its status.</param>
    public static string Fill(Series series, ProposalNumber number, string title, string status)
    {
        var convention = series.Convention;
        var template = series.Template ?? Minimal(series);
        var edits = new List<TextEdit>();
        foreach (var field in template.FrontMatter?.Fields ?? [])
        {
            var value = field.Role switch
            {
                FieldRole.Status => status,
                FieldRole.Title => FieldEdits.Scalar(template, title),
                FieldRole.Number => convention.Digitize(number),
                _ => FieldEdits.KnownValue(series, number, new(field.Name.Value, field.Value.Value, field.Role)),
            };
            if (value.Length > 0) edits.Add(FieldEdits.SetValue(template, field, value));
        }

        var own = template.References.Where(reference => reference.Number == convention.TemplateNumber).Select(reference => reference.Span)
            .Concat(template.Placeholders).ToList();
        if (template.TitleSection is { TitleSpan: { IsEmpty: false } heading })
        {
            // A template whose heading has a number wants one in front of each title.
            edits.Add(new(heading, (own.Any(heading.Contains) ? $"{convention.Format(number)}: " : "") + EscapeHeading(title)));
        }
        else if (convention.NameOf(FieldRole.Title) is null)
        {
            edits.Add(HeadingFor(template, title));
        }

        edits.AddRange(own.Where(span => !edits.Any(edit => edit.Span.Intersects(span))).Select(span => new TextEdit(span, convention.Format(number))));
        return template.Text.With(edits.OrderBy(edit => edit.Span)).Content.TrimStart('\uFEFF');
    }

    private static TextEdit HeadingFor(Document template, string title)
    {
        var newLine = template.Text.NewLine;
        var line = $"# {EscapeHeading(title)}{newLine}";
        if (template.FrontMatter is not { IsClosed: true } block) return TextEdit.Insert(0, line + newLine);
        return block.Span.End < template.Text.Length
            ? TextEdit.Insert(template.Text.LineSpan(template.Text.LineAt(block.Span.End)).End, newLine + newLine + line.TrimEnd())
            : TextEdit.Insert(block.Span.End, newLine + newLine + line);
    }

    /// <summary><paramref name="title"/> as a heading holds it: Markdown drops number signs at the end, and takes what looks like a tag for one.</summary>
    internal static string EscapeHeading(string title)
    {
        if (!title.Contains('`')) title = title.Replace("<", "\\<", StringComparison.Ordinal);
        var bare = title.TrimEnd('#');
        return bare.Length < title.Length && bare.EndsWith(' ') ? $"{bare}\\{title[bare.Length..]}" : title;
    }

    private static Document Minimal(Series series)
    {
        var lines = series.Convention.Fields.Select(field => FieldEdits.Line(field.Name, field.Sample) + "\n").ToList();
        var block = series.Convention.FrontMatterForm switch
        {
            _ when lines.Count == 0 => "",
            FrontMatterForm.Yaml => $"---\n{string.Concat(lines)}---\n\n",
            FrontMatterForm.Preformatted => $"<pre>\n{string.Concat(lines.Select(line => "  " + line))}</pre>\n\n",
            _ => "",
        };
        // Where a field says the title, headings begin with the sections.
        var sections = string.Concat(series.Convention.Sections.Select(section => $"## {section}\n\n"));
        var heading = series.Convention.NameOf(FieldRole.Title) is null || sections.Length == 0 ? "# Title\n\n" : "";
        return DocumentParser.Parse("template.md", new(block + heading + sections), "", series.Basis);
    }
}
