using System.Collections.Immutable;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Completes the front matter: the fields that are missing, in the template's order, and what is to stand in them.</summary>
internal static class FrontMatterCompletion
{
    /// <summary>
    /// True where a field's name or value may be typed at <paramref name="offset"/>, also in a block that is not closed yet.
    /// </summary>
    public static bool Covers(Document document, int offset)
    {
        var text = document.Text;
        var line = text.LineAt(offset);
        if (document.FrontMatter is { Form: not FrontMatterForm.Yaml } other)
            return FieldAt(document, other, offset) is not null || IsItem(document, other, offset);
        if (line == 0 || text.Slice(text.LineSpan(0)).TrimStart('\uFEFF').TrimEnd() != "---")
            return false;
        if (document.FrontMatter is { IsClosed: true } block)
            return line < text.LineAt(block.Content.End);

        // Without a closing fence, the block ends with its last field; the next one is typed below it.
        var last = document.FrontMatter is { } open ? text.LineAt(open.Span.End) : 0;
        return line <= last || (line == last + 1 && string.IsNullOrWhiteSpace(text.Slice(text.LineSpan(line))));
    }

    /// <summary>What can be put in at <paramref name="offset"/>.</summary>
    public static Completion At(Series series, Document document, int offset)
    {
        var content = document.Text.Content;
        var line = document.Text.LineSpan(document.Text.LineAt(offset));
        if (document.FrontMatter is { Form: not FrontMatterForm.Yaml } block)
            return FieldAt(document, block, offset) is { } field && offset > field.Name.Span.End
                ? Values(
                    series,
                    document,
                    content,
                    field.Name.Value,
                    field.Value.Span.Touches(offset) ? field.Value.Span : TextSpan.At(offset),
                    offset
                )
                : Names(series, document, content, line with { Start = StartOfItem(content, line) }, offset);
        var colon = content.AsSpan(line.Start..line.End).IndexOf(':');
        return colon >= 0 && line.Start + colon < offset
            ? Values(
                series,
                document,
                content,
                content[line.Start..(line.Start + colon)].Trim(),
                ValueIn(content, line with { Start = line.Start + colon + 1 }, offset),
                offset
            )
            : Names(series, document, content, line, offset);
    }

    private static Completion Names(Series series, Document document, string content, TextSpan line, int offset)
    {
        var end = line.Start;
        while (end < line.End && (char.IsAsciiLetterOrDigit(content[end]) || content[end] is '-' or '_'))
            end++;
        if (offset > end)
            return Completion.None;

        var rest = content[end..line.End].Trim();
        var present = (document.FrontMatter?.Fields ?? [])
            .Where(field => !field.Line.Touches(offset) || field.Line.End == offset)
            .Select(field => field.Name.Value)
            .ToHashSet();
        // What the status asks for comes first.
        var asked = series.Convention.FieldsAskedBy(document.Facts[FieldRole.Status]).Select(field => field.Name).ToHashSet();
        return Completion.Of(
            series
                .Convention.KnownFields.Where(field => !present.Any(name => Convention.IsSameName(name, field.Name)))
                .OrderByDescending(field => asked.Contains(field.Name))
                .Select(field =>
                {
                    var value =
                        field.Role == FieldRole.Author ? FieldEdits.AuthorAtKeyboard(series, field.Name) ?? ""
                        : asked.Contains(field.Name) ? FieldEdits.ValueAsked(series, document, field)
                        : FieldEdits.KnownValue(series, document.Number, field);
                    var text =
                        rest.Length == 0 ? $"{field.Name}: {value}"
                        : rest[0] == ':' ? field.Name
                        : $"{field.Name}:";
                    return new CompletionItem(field.Name, CompletionKind.Field, new(new(line.Start, end), text), field.Name)
                    {
                        Detail = LocalizableString.Of(value),
                        Documentation = Hover.Define(field.Name, field.Description),
                        Snippet =
                            rest.Length == 0 && value.Length == 0 && field.Sample.Length > 0
                                ? $"{field.Name}: ${{1:{Snippets.Escape(field.Sample)}}}"
                                : null,
                    };
                })
        );
    }

    // The words of a value in YAML, without the comment after them.
    private static TextSpan ValueIn(string content, TextSpan line, int offset)
    {
        var start = line.Start;
        while (start < offset && content[start] is ' ' or '\t')
            start++;
        var comment = content.AsSpan(start..line.End).IndexOf(" #");
        var end = Math.Max(offset, comment < 0 ? line.End : start + comment);
        while (end > offset && content[end - 1] is ' ' or '\t')
            end--;
        return new(start, end);
    }

    // The field in whose lines something is typed, the last one at the end of the file.
    private static Field? FieldAt(Document document, FrontMatter block, int offset) =>
        block.Fields.FirstOrDefault(field =>
            field.Line.Contains(TextSpan.At(offset))
            && (offset < field.Line.End || (offset == document.Text.Length && !document.Text.EndsInLineEnd))
        );

    // A field that is begun, in the lines of the others or right below them.
    private static bool IsItem(Document document, FrontMatter block, int offset)
    {
        var text = document.Text;
        var line = text.LineAt(offset);
        return line >= text.LineAt(block.Content.Start) - 1
            && line <= text.LineAt(Math.Max(block.Content.Start, block.Content.End - 1)) + 1
            && StartOfItem(text.Content, text.LineSpan(line)) is var start
            && start <= offset
            && (block.Form != FrontMatterForm.List || start > text.LineSpan(line).Start)
            && block.Form is FrontMatterForm.List or FrontMatterForm.Preformatted or FrontMatterForm.Fenced;
    }

    private static int StartOfItem(string content, TextSpan line)
    {
        var start = line.Start;
        while (start < line.End && content[start] is ' ' or '\t')
            start++;
        if (start + 1 < line.End && content[start] is '*' or '-' or '+' && content[start + 1] is ' ')
            start += 2;
        return start;
    }

    private static Completion Values(Series series, Document document, string content, string name, TextSpan value, int offset)
    {
        var (convention, today) = (series.Convention, series.ExternalFacts.Today);
        return (convention.RoleOf(name), convention.FormatOf(name)) switch
        {
            (FieldRole.Status, _) => Completion.Of(
                Statuses(convention, RowStatus(series, document) ?? document.Facts[FieldRole.Status], value).Select(Spaced)
            ),
            (_, ValueFormat.Date { Form: var form }) => Completion.Of([Spaced(Value(form.Write(today), "today", value))]),
            (_, ValueFormat.OneOf { Values: var values }) => Completion.Of(OneOf(values, content, value, offset).Select(Spaced)),
            (_, ValueFormat.Numbers) => Completion.Of(Numbers(series, document, content, value, offset).Select(Spaced)),
            (FieldRole.Author, _) or (_, ValueFormat.People) => Completion.Of(
                Authors(series, document, name, content, value, offset).Select(Spaced)
            ),
            (FieldRole.Created, _) => Completion.Of([Spaced(Value(convention.DateForm.Write(today), "today", value))]),
            (FieldRole.CreatedVersion or FieldRole.TargetVersion or FieldRole.ImplementedVersion, _) => Completion.Of(
                Versions.Known(series, document).Select(version => Spaced(Value(version, "", value)))
            ),
            (FieldRole.Successor, _) => Completion.Of(Successors(series, document, value).Select(Spaced)),
            _ => Completion.None,
        };

        // The colon that ends a name is followed by a blank.
        CompletionItem Spaced(CompletionItem item) =>
            item.Edit.Span.Start > 0 && content[item.Edit.Span.Start - 1] is ':' or ',' or '|'
                ? item with
                {
                    Edit = item.Edit with { NewText = $" {item.Edit.NewText}" },
                }
                : item;
    }

    private static IEnumerable<CompletionItem> OneOf(EquatableArray<string> values, string content, TextSpan value, int offset)
    {
        var (place, others) = PartAt(content, value, offset);
        return values.Where(text => !others.Contains(text)).Select(text => Value(text, "", place));
    }

    // The newest first; a list of numbers has them alone.
    private static IEnumerable<CompletionItem> Numbers(Series series, Document document, string content, TextSpan value, int offset)
    {
        var (place, others) = PartAt(content, value, offset);
        var listed = others.Select(text => series.Convention.NumberIn(text)).ToHashSet();
        return series
            .DocumentNumbers.Where(number => number != document.Number && !listed.Contains(number))
            .OrderDescending()
            .Select(number =>
            {
                var (digits, title) = (series.Convention.Digitize(number), Titles.Of(series, number));
                return new CompletionItem($"{digits} {title}", CompletionKind.Proposal, new(place, digits), $"{digits} {title}")
                {
                    Detail = LocalizableString.Of(ProposalCard.StatusOf(series, number)),
                    Number = number,
                };
            });
    }

    // What mentions a proposal may well have taken its place; the newest first.
    private static IEnumerable<CompletionItem> Successors(Series series, Document document, TextSpan value)
    {
        var referrers = document.Number is { } own
            ? series.ReferrersOf(own).Select(series.Find).Select(other => other?.Number).ToHashSet()
            : [];
        return series
            .DocumentNumbers.Where(number => number != document.Number)
            .OrderByDescending(number => referrers.Contains(number))
            .ThenByDescending(number => number)
            .Select(number => new CompletionItem(
                $"{series.Convention.Format(number)} {Titles.Of(series, number)}",
                CompletionKind.Proposal,
                new(value, series.Convention.Format(number)),
                $"{series.Convention.Format(number)} {Titles.Of(series, number)}"
            )
            {
                Detail = LocalizableString.Of(ProposalCard.StatusOf(series, number)),
                Number = number,
            });
    }

    // What the registry still says, while the field is being changed.
    private static string? RowStatus(Series series, Document document) =>
        document.Number is { } number && series.RowsOf(number).FirstOrDefault()?.Status is { Bare: { Length: > 0 } status } ? status : null;

    /// <summary>
    /// The stations of a proposal's life, to be put in at <paramref name="place"/>: first those that may follow <paramref name="current"/>.
    /// </summary>
    public static IEnumerable<CompletionItem> Statuses(Convention convention, string? current, TextSpan place) =>
        convention
            .Statuses.OrderByDescending(status => current is not null && convention.NextOf(current).Contains(status.Name))
            .Select(status =>
                Value(status.Name, status.Description is { } meaning ? DocumentParser.FirstParagraph(meaning) ?? "" : "", place)
            );

    // The author at the keyboard comes first, then all others of the series.
    private static IEnumerable<CompletionItem> Authors(
        Series series,
        Document document,
        string name,
        string content,
        TextSpan value,
        int offset
    )
    {
        var (place, others) = PartAt(content, value, offset);
        return Known().Where(author => !others.Contains(author)).Distinct().Select(author => Value(author, "", place));

        IEnumerable<string> Known()
        {
            if (FieldEdits.AuthorAtKeyboard(series, name) is { } self)
                yield return self;
            var written = series.ValuesOf(FieldRole.Author, document).SelectMany(Split);
            foreach (var author in written.Where(author => !IsSample(author)).Distinct().Order(StringComparer.Ordinal))
                yield return author;
        }

        bool IsSample(string author) => series.Convention.Fields.Any(field => field.Role == FieldRole.Author && field.Sample == author);
    }

    // One of several is completed at a time: its place, and the others.
    private static (TextSpan Place, HashSet<string> Others) PartAt(string content, TextSpan value, int offset)
    {
        var start = content.AsSpan(value.Start..offset).LastIndexOfAny(',', '[') is >= 0 and var before
            ? value.Start + before + 1
            : value.Start;
        while (start < offset && content[start] == ' ')
            start++;
        var end = content.AsSpan(offset..value.End).IndexOfAny(',', ']') is >= 0 and var next ? offset + next : value.End;
        return (new(start, end), [.. Split(content[value.Start..start]), .. Split(content[end..value.End])]);
    }

    private static string[] Split(string list) =>
        [.. list.Split([',', '[', ']'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static CompletionItem Value(string text, string detail, TextSpan place) =>
        new(text, CompletionKind.Value, new(place, text), text) { Detail = LocalizableString.Of(detail) };
}
