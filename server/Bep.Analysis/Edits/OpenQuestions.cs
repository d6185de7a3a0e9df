using System.Globalization;
using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>A question that a proposal leaves open.</summary>
/// <param name="Words">The question.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Item">The lines of the list's item that it is, its line ends included; null where it is a heading or a paragraph.</param>
public sealed record OpenQuestion(string Words, TextSpan Span, TextSpan? Item);

/// <summary>Finds what a proposal's section of open questions asks, and turns a question into a row of the log of decisions.</summary>
public static partial class OpenQuestions
{
    /// <summary>
    /// The open questions of <paramref name="document"/>, in the order of the text: items of the section's list that are not struck through,
    /// ticked or called answered, headings in it, and where it has neither, its first paragraph.
    /// </summary>
    public static IEnumerable<OpenQuestion> In(Document document)
    {
        var (text, sections) = (document.Text, document.Sections);
        for (var i = 0; i < sections.Length; i++)
        {
            if (!IsTitle(sections[i].Title))
                continue;
            var (section, first) = (sections[i], i + 1);
            while (i + 1 < sections.Length && sections[i + 1].Span.Start < section.Span.End)
                i++;
            var own = new TextSpan(section.Heading.End, first <= i ? sections[first].Heading.Start : section.Span.End);
            var items = Items(document, own).ToList();
            foreach (var item in items)
                yield return item;
            for (var inner = first; inner <= i; inner++)
                yield return new(sections[inner].Title, sections[inner].Heading, null);
            if (items.Count == 0 && first > i && Paragraph(text, own) is { } paragraph)
                yield return paragraph;
        }
    }

    /// <summary>
    /// The change that takes <paramref name="question"/> out of its list and puts it into the log of decisions, with today's date and room for
    /// the answer; where there is no log, behind the section of the questions. Null where the question is no item of a list.
    /// </summary>
    public static Change? Resolve(Series series, Document document, OpenQuestion question)
    {
        var text = document.Text;
        if (question.Item is not { } item || document.Sections.LastOrDefault(IsAround) is not { } section)
            return null;
        var rest = text.Slice(new(section.Heading.End, item.Start)) + text.Slice(new(item.End, section.Span.End));
        var answered = new TextEdit(item, string.IsNullOrWhiteSpace(rest) ? $"None.{text.NewLine}" : "");
        var log = document.Sections.FirstOrDefault(other => IsLog(other.Title));
        var table = log is null ? null : TableIn(document, log.Span);
        if (log is not null && table is null)
            return null;
        var today = series.ExternalFacts.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var words = Pipe().Replace(question.Words, "\\|");
        return Change.Of(
            document.Path,
            answered,
            table is { } rows
                ? TextEdit.Insert(rows.End, $"{text.NewLine}{Row(rows.Columns)}")
                : Behind(section, $"{new string('#', section.Level)} Decision Log")
        );

        bool IsAround(Section other) => other.Span.Contains(item) && IsTitle(other.Title);

        string Row(string[] columns)
        {
            string?[] cells =
            [
                .. columns.Select(column =>
                    When().IsMatch(column) ? today
                    : What().IsMatch(column) ? words
                    : Who().IsMatch(column) ? Authors.NamesOf(series.ExternalFacts.Author)
                    : null
                ),
            ];
            // A log with other columns has the question in the first one that is free.
            if (!cells.Contains(words) && Array.IndexOf(cells, null) is >= 0 and var free)
                cells[free] = words;
            return $"| {string.Join(" | ", cells.Select(cell => cell ?? ""))} |";
        }

        TextEdit Behind(Section section, string heading)
        {
            var lines = string.Join(
                text.NewLine,
                heading,
                "",
                "| Date | Question | Decision |",
                "|------|----------|----------|",
                $"| {today} | {words} |  |"
            );
            return section.Span.End < text.Length
                ? TextEdit.Insert(section.Span.End, $"{lines}{text.NewLine}{text.NewLine}")
                : TextEdit.Insert(text.Length, $"{(text.Content.EndsWith('\n') ? "" : text.NewLine)}{text.NewLine}{lines}{text.NewLine}");
        }
    }

    // The columns of the first table in a section, and where its last row ends. Only a registry's tables are read with all their cells.
    private static (string[] Columns, int End)? TableIn(Document document, TextSpan span)
    {
        var text = document.Text;
        for (var line = text.LineAt(span.Start); line + 1 < text.LineCount && text.LineSpan(line + 1).Start < span.End; line++)
        {
            var header = text.Slice(text.LineSpan(line));
            if (
                !header.StartsWith('|')
                || !Delimiter().IsMatch(text.Slice(text.LineSpan(line + 1)))
                || IsQuiet(document, text.LineSpan(line).Start)
            )
                continue;
            var last = line + 1;
            while (
                last + 1 < text.LineCount && text.LineSpan(last + 1).Start < span.End && text.Slice(text.LineSpan(last + 1)).StartsWith('|')
            )
                last++;
            return ([.. Pipe().Split(header.Trim().Trim('|')).Select(cell => cell.Trim(' ', '\t', '*', '_'))], text.LineSpan(last).End);
        }

        return null;
    }

    /// <summary>True for the title of a section that asks questions.</summary>
    internal static bool IsTitle(string title) => Title().IsMatch(title) && !Answered().IsMatch(title);

    /// <summary>True for the title of a section that says what was decided.</summary>
    internal static bool IsLog(string title) => Log().IsMatch(title);

    private static IEnumerable<OpenQuestion> Items(Document document, TextSpan span)
    {
        var text = document.Text;
        for (var line = text.LineAt(span.Start); line < text.LineCount && text.LineSpan(line).Start < span.End; line++)
        {
            var place = text.LineSpan(line);
            if (place.Start < span.Start || Item().Match(text.Slice(place)) is not { Success: true } item)
                continue;
            var words = item.Groups["words"];
            var shown = new TextSpan(place.Start + words.Index, place.Start + words.Index + words.Length);
            if (
                item.Groups["box"].Value is "[x]" or "[X]"
                || words.Value.StartsWith("~~", StringComparison.Ordinal)
                || SaysAnswered().IsMatch(words.Value)
                || IsQuiet(document, shown.Start)
            )
                continue;
            if (!Nothing().IsMatch(words.Value))
                yield return new(words.Value.TrimEnd(), shown, new(place.Start, EndOfItem(text, line, span.End)));
        }
    }

    // What is indented below an item belongs to it, and blank lines between.
    private static int EndOfItem(SourceText text, int first, int end)
    {
        var last = first;
        for (var line = first + 1; line < text.LineCount && text.LineSpan(line).Start < end; line++)
        {
            var written = text.Slice(text.LineSpan(line));
            if (written.Length > 0 && written[0] is ' ' or '\t' && !string.IsNullOrWhiteSpace(written))
                last = line;
            else if (!string.IsNullOrWhiteSpace(written))
                break;
        }

        return text.FullLineSpan(last).End;
    }

    /// <summary>True where code or a comment stands at <paramref name="offset"/>.</summary>
    internal static bool IsQuiet(Document document, int offset) =>
        Spans.LastUpTo(document.Quiet, offset, quiet => quiet) is >= 0 and var i && document.Quiet[i].End > offset;

    private static OpenQuestion? Paragraph(SourceText text, TextSpan span)
    {
        for (var line = text.LineAt(span.Start); line < text.LineCount && text.LineSpan(line).Start < span.End; line++)
        {
            var place = text.LineSpan(line);
            var words = text.Slice(place).Trim();
            if (place.Start >= span.Start && words.Length > 0)
                return char.IsLetter(words[0]) && !Nothing().IsMatch(words) ? new(words, place, null) : null;
        }

        return null;
    }

    [GeneratedRegex(
        @"\b(?:open|unresolved|remaining|outstanding)\s+(?:questions?|issues?|points?)\b|미결|열린 질문",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Title();

    [GeneratedRegex(@"\b(?:resolved|answered|closed|settled|former|past)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Answered();

    // `**Resolved**: at ten.`, `Which bell? (answered below)`
    [GeneratedRegex(
        @"^[*_\[(✅☑✔️\s]*(?:resolved|answered|decided|closed|settled|done)\b|[(\[*_—–]\s*(?:resolved|answered|decided|closed|settled|done)\b[^()\[\]]*[)\]*_]*\s*$|^[✅☑✔]",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex SaysAnswered();

    [GeneratedRegex(@"\bdecisions?(?:\s+(?:log|record|history))?\s*$|결정", RegexOptions.IgnoreCase)]
    private static partial Regex Log();

    [GeneratedRegex(@"^[ ]?(?:[-*+]|\d{1,9}[.)])[ \t]+(?:(?<box>\[[ xX]\])[ \t]+)?(?<words>\S.*)$")]
    private static partial Regex Item();

    [GeneratedRegex(@"^(?:none|nothing|n/?a|no\b.{0,20}|-+|tbd|없음)[.!]?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Nothing();

    [GeneratedRegex(@"^\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$")]
    private static partial Regex Delimiter();

    // In a cell, one that is not escaped would begin another.
    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Pipe();

    [GeneratedRegex(@"^(?:date|when|day|날짜|일자)$", RegexOptions.IgnoreCase)]
    private static partial Regex When();

    [GeneratedRegex(@"^(?:questions?|topic|issue|subject|what|질문|주제)$", RegexOptions.IgnoreCase)]
    private static partial Regex What();

    [GeneratedRegex(@"^(?:by|who|author|owner|decided by|작성자)$", RegexOptions.IgnoreCase)]
    private static partial Regex Who();
}
