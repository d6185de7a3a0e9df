using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>The text of a new proposal: the series' template with what is known filled in.</summary>
public static partial class TemplateCopy
{
    /// <summary>
    /// The template's text with the title, the author at the keyboard unless its row names somebody else, today's date and
    /// <paramref name="status"/>, and with <paramref name="number"/> where the template has its own or a placeholder. A series without a
    /// template gets its fields and a title, written as its newest proposal has them.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="number">The new proposal's number.</param>
    /// <param name="title">Its title, as text.</param>
    /// <param name="status">Its status.</param>
    public static string Fill(Series series, ProposalNumber number, string title, string status)
    {
        var convention = series.Convention;
        var template = series.Template ?? Modelled(series) ?? Minimal(series);
        var edits = new List<TextEdit>();
        foreach (var field in template.FrontMatter?.Fields ?? [])
        {
            var value = field.Role switch
            {
                FieldRole.Status => status,
                FieldRole.Title => TitleIn(convention, field.Value.Value, number, title),
                FieldRole.Number => RegistryEdits.Digits(convention, number, field.Value.Value),
                _ => FieldEdits.KnownValue(series, number, new(field.Name.Value, field.Value.Value, field.Role)),
            };
            if (value.Length > 0)
                edits.Add(FieldEdits.SetValue(template, field, value));
            // `id: adr000`
            else if (
                TemplateNumber(convention, template.Text.Slice(field.Value.Span)) is { } zeros
                && !template.References.Any(reference => reference.Span.Intersects(field.Value.Span))
            )
                edits.Add(
                    new(
                        new(field.Value.Span.Start + zeros.Index, field.Value.Span.Start + zeros.Index + zeros.Length),
                        convention.Digitize(number)
                    )
                );
        }

        var own = template
            .References.Where(reference => reference.Number == convention.TemplateNumber && !reference.IsBare)
            .Select(reference => reference.Span)
            .Concat(template.Placeholders.Where(span => IsOwn(template.Text.Slice(span))))
            .ToList();
        // `[SF-NNNN](NNNN-filename.md)`
        edits.AddRange(
            from link in template.Links
            where own.Any(link.TextSpan.Contains) && link.Path is { } target && IsOwn(target)
            where convention.TryReadFileName(Paths.Name(link.Path!), out var none, out _) && none is null
            select new TextEdit(link.PathSpan, Paths.Name(convention.FileName(number, NewProposal.SlugOf(series, title))))
        );
        var titles = convention.NameOf(FieldRole.Title) is null && !convention.Severities.Contains(new("missing-title", null));
        if (
            template.TitleSection is { TitleSpan: { IsEmpty: false } place } heading
            && (IsForTitle(template, heading, convention) || (titles && template.Sections.Count(section => section.Level == 1) == 1))
        )
            edits.Add(new(place, Heading(convention, template.Text.Slice(place), number, title, hasNumber: own.Any(place.Contains))));
        else if (titles && template.TitleSection is not { TitleSpan.IsEmpty: true })
            edits.Add(HeadingFor(template, title));
        else if (titles && template.TitleSection is { TitleSpan: { IsEmpty: true } empty })
            edits.Add(TextEdit.Insert(empty.Start, $" {EscapeHeading(title)}"));

        edits.AddRange(
            own.Where(span => !edits.Any(edit => edit.Span.Intersects(span))).Select(span => new TextEdit(span, convention.Format(number)))
        );
        return template.Text.With(edits.OrderBy(edit => edit.Span)).Content.TrimStart('\uFEFF');

        // Of `NNNN` and `XXXX` in one template, the first is the proposal itself, and the other one another proposal.
        bool IsOwn(string text) =>
            template.Placeholders.IsEmpty
            || LettersForNumber().Match(template.Text.Slice(template.Placeholders[0])) is not { Success: true } first
            || LettersForNumber().Match(text) is not { Success: true } letters
            || letters.Value == first.Value;
    }

    /// <summary>
    /// The document at <paramref name="path"/> as <see cref="Fill"/> makes it, with room to write in its first section, which is where that
    /// starts.
    /// </summary>
    public static FileChange.Create Create(Series series, ProposalNumber number, string title, string status, string path)
    {
        var document = Parse(Fill(series, number, title, status));
        var start = FindStart(document);
        // Between two headings there is a line for the text, and a blank one on both sides of it.
        var (text, newLine) = (document.Text, document.Text.NewLine);
        var line = text.LineAt(start.Start);
        if (
            start.IsEmpty
            && document.Sections.LastOrDefault(section => section.Heading.End <= start.Start) is { Level: > 1 }
            && document.Sections.Any(section => section.Heading.Start > start.Start)
            && IsBlank(line)
        )
        {
            var above = IsBlank(line - 1) ? "" : newLine;
            var below = IsBlank(line + 1) ? "" : newLine;
            text = text.With([TextEdit.Insert(start.Start, above + below)]);
            start = TextSpan.At(start.Start + above.Length);
        }

        return new(path, text.Content) { Start = start };

        Document Parse(string content) => DocumentParser.Parse(path, new(content), series.Folder, series.BaseConvention);

        bool IsBlank(int at) => at < text.LineCount && string.IsNullOrWhiteSpace(text.Slice(text.LineSpan(at)));
    }

    // The text of the first section below the title that is no field, or the empty place for it; without sections, what is below the title.
    private static TextSpan FindStart(Document document)
    {
        var fields = document.FrontMatter?.Fields ?? [];
        var section = document.Sections.FirstOrDefault(section =>
            section.Level == 2 && !fields.Any(field => section.Span.Contains(field.Value.Span))
        ) ?? document.TitleSection;
        if (section is null)
            return TextSpan.At(document.Text.Length);
        var next = document
            .Sections.Select(other => other.Span.Start)
            .Where(start => start > section.Heading.Start)
            .DefaultIfEmpty(section.Span.End)
            .Min();
        var body = document.Text.Content.AsSpan(section.Heading.End, next - section.Heading.End);
        var text = body.Trim();
        if (text.Length > 0)
        {
            var start = section.Heading.End + body.IndexOf(text);
            return new(start, start + text.Length);
        }

        // The line below the blank one, else the blank one where the next heading follows.
        var line = document.Text.LineAt(section.Heading.End) + 1;
        var below = document.Text.OffsetOf(new(line + 1, 0));
        return TextSpan.At(below < next || next == document.Text.Length ? below : document.Text.OffsetOf(new(line, 0)));
    }

    // A heading that is to be replaced by the title says so: it has a place for the number, or is a placeholder itself. Another one is a
    // section's.
    private static bool IsForTitle(Document template, Section heading, Convention convention)
    {
        var written = template.Text.Slice(heading.TitleSpan);
        return NumberIn(convention, written) is not null
            || Placeholder().IsMatch(written)
            || heading.Title == template.Field(FieldRole.Title)?.Value.Value
            || template.Placeholders.Concat(template.References.Select(reference => reference.Span)).Any(heading.TitleSpan.Contains);
    }

    // As the template writes it: `BEP-1055: Title`, `AIP-55 - Title`, `55. Title`, `Title`.
    private static string Heading(Convention convention, string written, ProposalNumber number, string title, bool hasNumber)
    {
        title = EscapeHeading(title);
        if (NumberIn(convention, written) is not { } match)
            return TitleIn(convention, written, number, title) is var own && own != title ? own
                : hasNumber ? $"{convention.Format(number)}: {title}"
                : title;
        var place = match.Groups["number"].Value;
        var digits =
            match.Groups["word"].Length > 0
                ? place.AsSpan().ContainsAnyExceptInRange('0', '9')
                    ? convention.Digitize(number)
                    : RegistryEdits.Digits(convention, number, place)
                : place.Length > 1 && !place.AsSpan().ContainsAnyExcept(place[0])
                    ? number.Value.ToString().PadLeft(place.Length, '0')
                    : number.Value.ToString();
        var separator = match.Groups["separator"].Value is { Length: > 0 } between ? between : ": ";
        return string.Concat(match.Groups["lead"].Value, match.Groups["word"].Value, digits, match.Groups["close"].Value, separator, title);
    }

    // Where a template's heading has the number; null where it has none.
    private static Match? NumberIn(Convention convention, string heading) =>
        NumberedHeading().Match(heading) is { Success: true } match
        && (
            match.Groups["word"].Length > 0
                ? match.Groups["word"].Value.TrimEnd('-', ' ').Equals(convention.Prefix, StringComparison.OrdinalIgnoreCase)
                : !match.Groups["number"].ValueSpan.ContainsAnyInRange('1', '9')
        )
            ? match
            : null;

    private static TextEdit HeadingFor(Document template, string title)
    {
        var newLine = template.Text.NewLine;
        var line = $"# {EscapeHeading(title)}{newLine}";
        if (template.FrontMatter is not { IsClosed: true } block)
            return TextEdit.Insert(0, line + newLine);
        return block.Span.End < template.Text.Length
            ? TextEdit.Insert(template.Text.LineSpan(template.Text.LineAt(block.Span.End)).End, newLine + newLine + line.TrimEnd())
            : TextEdit.Insert(block.Span.End, newLine + newLine + line);
    }

    /// <summary>
    /// <paramref name="title"/> as a heading holds it: Markdown drops number signs at the end, and takes what looks like a tag for one.
    /// </summary>
    internal static string EscapeHeading(string title)
    {
        title = CodeOrBracket().Replace(title, found => found.Value == "<" ? "\\<" : found.Value);
        var bare = title.TrimEnd('#');
        return bare.Length < title.Length && bare.EndsWith(' ') ? $"{bare}\\{title[bare.Length..]}" : title;
    }

    // `ADR000: [TITLE]`: where the template's title begins with the number, so does this one.
    private static string TitleIn(Convention convention, string sample, ProposalNumber number, string title) =>
        TemplateNumber(convention, sample) is { } zeros
        && sample[..(zeros.Index + zeros.Length)].StartsWith(convention.Prefix, StringComparison.OrdinalIgnoreCase)
        && TitleSeparator().Match(sample, zeros.Index + zeros.Length) is { Success: true } separator
            ? $"{sample[..zeros.Index]}{convention.Digitize(number)}{separator.Value}{title}"
            : title;

    // The zeros of `ADR-000`, `adr000`, in any letter case.
    private static Group? TemplateNumber(Convention convention, string text) =>
        ZerosBehindWord()
            .Matches(text)
            .FirstOrDefault(match =>
                match.Groups["word"].Value.Equals(convention.Prefix, StringComparison.OrdinalIgnoreCase)
                && match.Groups["zeros"].Length == convention.Digits
            )
            ?.Groups["zeros"];

    // The fields that a proposal has to have, and a heading, as the newest one with all of them writes them; null where none has.
    private static Document? Modelled(Series series)
    {
        var (convention, form) = (series.Convention, FieldForm.Of(series.Convention.FrontMatterForm));
        var asked = convention.Fields.Where(field => !field.IsOptional).Select(field => field.Name).ToList();
        var model = series
            .Documents.Values.Where(document => document is { Kind: DocumentKind.Proposal, Number: not null })
            .Where(document => document.FrontMatter is { IsClosed: true, Problems: [] } block && block.Form == convention.FrontMatterForm)
            .Where(document => asked.All(name => FieldsOf(document).Any(field => Convention.IsSameName(field.Name.Value, name))))
            .MaxBy(document => document.Number!.Value.Value);
        if (model?.FrontMatter is not { } block || asked.Count == 0)
            return null;
        var edits =
            from field in FieldsOf(model)
            let isAsked = asked.Any(name => Convention.IsSameName(field.Name.Value, name))
            // As these are written, the new ones will be.
            where !isAsked || field.Remark is not null || !IsWritten(field)
            let edit = isAsked ? form.Clear(model.Text, field) : TextEdit.Delete(field.Line)
            select edit with
            {
                // The place for a value that is missing may lie behind the block.
                Span = new TextSpan(Math.Min(edit.Span.Start, block.Span.End), Math.Min(edit.Span.End, block.Span.End)).Shifted(
                    -block.Span.Start
                ),
            };
        var head =
            new SourceText(model.Text.Slice(block.Span)).With(edits).Content.TrimEnd().TrimStart('\r', '\n').ReplaceLineEndings("\n")
            + "\n\n";
        var heading = model.TitleSection is { } title ? HeadingOf(convention, ZerosLike(convention, model.Number!.Value, title.Title)) : "";
        return Parse(series, form.IsBelowTitle ? heading + head : head + heading, model.Text.NewLine);

        bool IsWritten(Field field) =>
            field.Role is FieldRole.Status or FieldRole.Title or FieldRole.Number
            || (
                field.Value.Span.Length > 0
                && !model.Text.Slice(field.Value.Span).Contains('\n')
                && FieldEdits.KnownValue(series, model.Number, new(field.Name.Value, "", field.Role)).Length > 0
            );

        // A section further down is no part of the block.
        static IEnumerable<Field> FieldsOf(Document document) =>
            document.FrontMatter!.Fields.Where(field => document.FrontMatter.Span.Contains(field.Name.Span));
    }

    private static string HeadingOf(Convention convention, string number = "{number}") =>
        $"# {convention.TitleForm?.Replace("{number}", number, StringComparison.Ordinal).Replace("{title}", "Title", StringComparison.Ordinal) ?? "Title"}\n\n";

    // As many zeros as the number of a heading has digits with those in front, one where it has none: `PDEP-7` of `0007-title.md`.
    private static string ZerosLike(Convention convention, ProposalNumber number, string title) =>
        Digits().Matches(title).FirstOrDefault(match => int.Parse(match.Value) == number.Value)?.Length is { } length
            ? new('0', length > number.Value.ToString().Length || length >= convention.Digits ? length : 1)
            : "{number}";

    private static Document Parse(Series series, string head, string newLine = "\n") =>
        DocumentParser.Parse(
            "template.md",
            new((head + string.Concat(series.Convention.Sections.Select(section => $"## {section}\n\n"))).ReplaceLineEndings(newLine)),
            "",
            series.BaseConvention
        );

    private static Document Minimal(Series series)
    {
        var fields = series.Convention.Fields.Where(field => !field.IsOptional).Select(field => (field.Name, field.Sample)).ToList();
        var form = FieldForm.Of(series.Convention.FrontMatterForm);
        var block =
            fields.Count == 0 || series.Convention.FrontMatterForm == FrontMatterForm.None
                ? ""
                : $"{string.Concat(form.Lines(fields).Select(line => line + "\n"))}\n";
        // Where a field says the title, headings begin with the sections.
        var heading =
            series.Convention.NameOf(FieldRole.Title) is null || series.Convention.Sections.Count == 0 ? HeadingOf(series.Convention) : "";
        return Parse(series, form.IsBelowTitle ? heading + block : block + heading);
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?<word>\p{L}+)[- ]?(?<zeros>0+)(?![\p{L}\p{N}])")]
    private static partial Regex ZerosBehindWord();

    [GeneratedRegex("X{3,}|N{3,}|x{3,}|n{3,}")]
    private static partial Regex LettersForNumber();

    [GeneratedRegex("[0-9]{1,9}")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\G(?:\s*[:.)|–—-]+)?\s+")]
    private static partial Regex TitleSeparator();

    [GeneratedRegex(
        @"^(?<lead>[\[(*_]*)(?<word>\p{L}[\p{L}\p{Nd}]*(?:-| (?=[0-9XN{<\[]))\s?)?(?<number>[0-9]+|X+|x+|N+|n+|\?+|NUMBER|[{<\[](?:number|num|id|no|nr|[xX]+|[nN]+|[0-9]+)[}>\]])(?![\p{L}\p{Nd}])(?<close>[\])*_]*)(?:(?<separator>\s*[:.)|–—-]+\s+|(?<=[\])])\s+|(?(word)\s+|(?!)))\S.*|\s*)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex NumberedHeading();

    // In code nothing is a tag.
    [GeneratedRegex(@"(?<!`)(?<ticks>`+)(?!`).*?(?<!`)\k<ticks>(?!`)|(?<!\\)<")]
    private static partial Regex CodeOrBracket();

    [GeneratedRegex(@"^[{<\[].*[}>\]]$|\btitle\b|제목", RegexOptions.IgnoreCase)]
    private static partial Regex Placeholder();
}
