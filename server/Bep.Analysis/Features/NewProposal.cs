using System.Globalization;
using System.Text;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>A proposal that is about to be: its number is reserved and its document made from the template, in one change.</summary>
/// <param name="Number">The number reserved.</param>
/// <param name="Path">The document, relative to the root.</param>
/// <param name="Change">Creates the document and puts its row into the registry.</param>
/// <param name="Start">Where in the new document writing starts: the text of its first section, or the empty place for it.</param>
public sealed record NewProposal(ProposalNumber Number, string Path, Change Change, TextSpan Start)
{
    // File systems take 255 bytes; a Hangul syllable is three of them.
    private const int LongestSlug = 72;

    /// <summary>A proposal called <paramref name="title"/>, by the author at the keyboard, from today.</summary>
    /// <param name="series">The series.</param>
    /// <param name="title">One line of text.</param>
    /// <param name="refusal">Why there is none, in a sentence; null where there is one.</param>
    public static NewProposal? Create(Series series, string title, out string? refusal)
    {
        var (convention, number) = (series.Convention, series.NextNumber);
        title = title.Trim();
        var path = Paths.Join(series.Folder, convention.FileName(number, SlugOf(title)));
        refusal = Refuse(series, title, path);
        if (refusal is not null) return null;

        var content = Fill(series, number, title);
        var row = Reserve.Row(series, number, title, series.Surroundings.Author, convention.FirstStatus, path)!;
        var change = new Change([new FileChange.Create(path, content), new FileChange.Edit(series.RegistryPath, [row])]);
        return new(number, path, change, FindStart(DocumentParser.Parse(path, new(content), series.Folder, series.Basis)));
    }

    private static string? Refuse(Series series, string title, string path)
    {
        var convention = series.Convention;
        if (title.Length == 0) return "A proposal needs a title.";
        if (title.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar ||
            Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            return "A title is one line of text without control characters.";
        if (!series.IsComplete && series.Template is null) return "The proposals are still being read; try again in a moment.";
        if (series.Registry is null)
            return $"{series.RegistryPath} has no registry table ({string.Join(", ", convention.Columns)}) to reserve a number in.";
        if (!convention.TryReadFileName(Paths.Name(path), out var number, out _) || number is null)
            return $"No number of {convention.Digits} digits is left.";
        return series.Exists(path) ? $"{path} is already there." : null;
    }

    // The template with the new proposal's own values. A value that nobody knows stays as the template has it.
    private static string Fill(Series series, ProposalNumber number, string title)
    {
        var convention = series.Convention;
        if (series.Template is not { } template) return Minimal(series, title);

        var edits = new List<TextEdit>();
        foreach (var field in template.FrontMatter?.Fields ?? [])
        {
            if (convention.Fields.FirstOrDefault(known => known.Name == field.Name.Value) is { } definition &&
                FieldEdits.KnownValue(series, null, definition) is { Length: > 0 } value) edits.Add(FieldEdits.SetValue(template, field, value));
        }

        var heading = template.TitleSection;
        if (heading is not null)
        {
            var hasNumber = template.Placeholders.Concat(template.References.Select(reference => reference.Span)).Any(heading.TitleSpan.Contains);
            edits.Add(new(heading.TitleSpan, (hasNumber ? $"{convention.Format(number)}: " : "") + EscapeHeading(title)));
        }

        var own = template.Placeholders.Concat(template.References.Where(reference => reference.Number == convention.TemplateNumber).Select(reference => reference.Span));
        edits.AddRange(own.Where(span => !edits.Any(edit => edit.Span.Intersects(span))).Select(span => new TextEdit(span, convention.Format(number))));
        var content = template.Text.With(edits.OrderBy(edit => edit.Span)).Content.TrimStart('\uFEFF');
        return heading is not null ? content : InsertHeading(template, content, title);
    }

    private static string InsertHeading(Document template, string content, string title)
    {
        var newLine = template.Text.NewLine;
        var line = $"{newLine}# {EscapeHeading(title)}{newLine}";
        var parsed = DocumentParser.Parse(template.Path, new(content), Paths.Folder(template.Path), Convention.Default);
        if (parsed.FrontMatter is not { IsClosed: true } block) return line.TrimStart() + newLine + content;
        return content.Insert(block.Span.End, newLine + line.TrimEnd() + (content.Length > block.Span.End ? "" : newLine));
    }

    private static string Minimal(Series series, string title)
    {
        var fields = series.Convention.Fields.Select(field => FieldEdits.Line(field.Name, FieldEdits.KnownValue(series, null, field)) + "\n");
        return $"---\n{string.Concat(fields)}---\n\n# {EscapeHeading(title)}\n\n";
    }

    // The first section below the title, else what is below the title.
    private static TextSpan FindStart(Document document)
    {
        var section = document.Sections.FirstOrDefault(section => section.Level == 2) ?? document.TitleSection;
        if (section is null) return TextSpan.At(document.Text.Length);
        var next = document.Sections.Select(other => other.Span.Start).Where(start => start > section.Heading.Start).DefaultIfEmpty(section.Span.End).Min();
        var body = document.Text.Content.AsSpan(section.Heading.End, next - section.Heading.End);
        var text = body.Trim();
        if (text.Length > 0)
        {
            var start = section.Heading.End + body.IndexOf(text);
            return new(start, start + text.Length);
        }

        // The heading's line is followed by its line end; the place is the line below the blank one, where there is one.
        var line = document.Text.LineAt(section.Heading.End) + 1;
        return TextSpan.At(document.Text.OffsetOf(new(line, 0)));
    }

    // Markdown drops number signs at the end of a heading, and takes what looks like a tag for one.
    private static string EscapeHeading(string title)
    {
        if (!title.Contains('`')) title = title.Replace("<", "\\<", StringComparison.Ordinal);
        var bare = title.TrimEnd('#');
        return bare.Length < title.Length && bare.EndsWith(' ') ? $"{bare}\\{title[bare.Length..]}" : title;
    }

    private static string SlugOf(string title)
    {
        var slug = Slug.OfTitle(title);
        if (slug.Length <= LongestSlug) return slug;
        var hyphen = slug.LastIndexOf('-', LongestSlug);
        var end = hyphen > LongestSlug / 2 ? hyphen : char.IsHighSurrogate(slug[LongestSlug - 1]) ? LongestSlug - 1 : LongestSlug;
        return slug[..end];
    }
}
