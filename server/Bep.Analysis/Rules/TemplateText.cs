using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds what the template says to authors and nobody has replaced.</summary>
public sealed partial class TemplateText()
    : Rule(RuleGroup.FrontMatter, Severity.Warning, $"What the template only shows as an example is replaced.")
{
    // Words that show that an author is only an example.
    private static readonly string[] s_signs = ["example.", "your ", "full name", "name@", "email", "xxx", "<", "{"];

    /// <inheritdoc/>
    public override bool AppliesToStubs => false;

    /// <inheritdoc/>
    public override bool SpeaksOfReservations => true;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            The template's own words are for its author to read and to replace. Left in, they make a section look written that is not, and an issue
            look linked that nobody has opened.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "The template's author",
                """
                -- BEP-0000-template.md --
                ---
                Author: Your Full Name (email@example.com)
                Status: Draft
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Your Full Name (email@example.com)
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `Your Full Name (email@example.com)` is the template's author, not this proposal's.
                Status: Draft
                ---
                """,
                """
                -- BEP-0000-template.md --
                ---
                Author: Your Full Name (email@example.com)
                Status: Draft
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                ---
                """
            ),
            new(
                "A guiding sentence above the author's own",
                """
                -- BEP-0000-template.md --
                # Title

                ## Motivation

                Say which problem this solves,
                and for whom.

                > Example: nobody sleeps.

                ## References
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                ## Motivation

                Say which problem this solves, and for whom.
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This is the template's text, for the author to replace.

                > Example: nobody sleeps.

                The harbour is loud at night.
                """,
                """
                -- BEP-0000-template.md --
                # Title

                ## Motivation

                Say which problem this solves,
                and for whom.

                > Example: nobody sleeps.

                ## References
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                ## Motivation

                The harbour is loud at night.
                """
            ),
            new(
                "An example with the word in front of it, and the author's own",
                """
                -- BEP-0000-template.md --
                # Title

                ## Motivation

                Say which problem this solves.

                Example:
                > Nobody can sleep at night.

                ## Design

                Example:
                > A bell that rings only by day.
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                ## Motivation

                The harbour is loud at night.

                Example:
                ^^^^^^^^ This is the template's text, for the author to replace.
                > Nobody can sleep at night.

                ## Design

                Example:
                > A horn with a lock.
                """,
                """
                -- BEP-0000-template.md --
                # Title

                ## Motivation

                Say which problem this solves.

                Example:
                > Nobody can sleep at night.

                ## Design

                Example:
                > A bell that rings only by day.
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                ## Motivation

                The harbour is loud at night.

                ## Design

                Example:
                > A horn with a lock.
                """
            ),
            new(
                "Placeholders of issues",
                """
                -- BEP-0000-template.md --
                # BEP-XXXX: Title

                - JIRA: AB-XXXX
                - GitHub: #XXXX
                -- BEP-1001-quiet-hours.md --
                # BEP-XXXX: Quiet Hours
                  ^^^^^^^^ `BEP-XXXX` is the template's placeholder; the number of this proposal is BEP-1001.

                - JIRA: AB-XXXX
                        ^^^^^^^ `AB-XXXX` is the template's placeholder for an issue.
                - GitHub: #1234
                """,
                """
                -- BEP-0000-template.md --
                # BEP-XXXX: Title

                - JIRA: AB-XXXX
                - GitHub: #XXXX
                -- BEP-1001-quiet-hours.md --
                # BEP-1001: Quiet Hours

                - JIRA: AB-XXXX
                - GitHub: #1234
                """
            ),
            new(
                "A section that says nothing of its own",
                """
                -- BEP-0000-template.md --
                # Title

                The sections below are only examples.

                ## Motivation

                Say which problem this solves, and for whom.
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                ## Motivation

                Say which problem this solves, and for whom.
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This is the template's text, for the author to replace.

                ## References

                None.
                """,
                """
                -- BEP-0000-template.md --
                # Title

                The sections below are only examples.

                ## Motivation

                Say which problem this solves, and for whom.
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                ## References

                None.
                """
            ),
            new(
                "Code, comments, tables, licences, and words that anybody might use",
                """
                -- BEP-0000-template.md --
                ---
                # Who may be asked about this
                Author: Ada Park
                ---
                # Title

                <!-- Say which problem this solves, and for whom. -->

                ## Decisions

                | Date of the decision | What was decided and why |
                |----------------------|--------------------------|

                None so far.

                ## Copyright

                This document is in the public domain.
                -- BEP-1001-quiet-hours.md --
                ---
                # Who may be asked about this
                Author: Ada Park
                ---
                # Quiet Hours

                <!-- Say which problem this solves, and for whom. -->

                Issues are named `AB-XXXX`, drafts BEP-XXXX.

                ## Decisions

                | Date of the decision | What was decided and why |
                |----------------------|--------------------------|

                None so far.

                ## Copyright

                This document is in the public domain.
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind != DocumentKind.Proposal || series.Template is not { } template)
            return [];
        if (UntouchedTemplate.Is(document, series))
            return
            [
                Report(
                    document,
                    document.TitleSection?.Heading ?? document.FirstLine,
                    $"This proposal is not begun: apart from its number and title it is the template."
                ) with
                {
                    Severity = Severity.Information,
                },
            ];
        var sections = new SectionsToRemove(document, series);
        var found = Author(document, series)
            .Concat(Fields(document, series))
            .Concat(Number(document, series, template))
            .Concat(Blocks(document, template, sections))
            .Concat(Placeholders(document, template, sections));
        // What nobody has committed yet is still being written.
        return series.ExternalFacts.History.Lacks(document.Path)
            ? found.Select(finding => finding with { Severity = Severity.Information })
            : found;
    }

    private IEnumerable<Finding> Author(Document document, Series series)
    {
        var sample = series.Convention.Fields.FirstOrDefault(field => field.Role == FieldRole.Author)?.Sample ?? "";
        if (
            document.Field(FieldRole.Author) is not { } field
            || field.Value.Value != sample
            || !s_signs.Any(sign => sample.Contains(sign, StringComparison.OrdinalIgnoreCase))
        )
            yield break;
        var author = FieldEdits.KnownValue(series, document.Number, new(field.Name.Value, "", FieldRole.Author));
        yield return Report(
            document,
            field.Value.Span,
            $"`{sample}` is the template's author, not this proposal's.",
            author.Length == 0
                ? []
                : [new Fix($"Change to {author}", Change.Of(document.Path, FieldEdits.SetValue(document, field, author)))]
        );
    }

    // What the lifecycle asks of the other fields, rules of their own say.
    private IEnumerable<Finding> Fields(Document document, Series series)
    {
        var samples = series
            .Convention.Fields.Where(field =>
                field.Role is FieldRole.Other or FieldRole.Title or FieldRole.Successor
                && FieldPlaceholder().IsMatch(field.Sample)
                && !TextBlocks.PlaceholdersIn(field.Sample).Any()
            )
            .DistinctBy(field => field.Name)
            .ToDictionary(field => field.Name);
        if (samples.Count == 0)
            yield break;
        foreach (var field in document.FrontMatter?.Fields ?? [])
        {
            if (samples.TryGetValue(field.Name.Value, out var asked) && asked.Sample is var sample && field.Value.Value == sample)
                yield return Report(document, field.Value.Span, $"`{sample}` is the template's placeholder for `{field.Name.Value}`.") with
                {
                    Severity = asked.IsOptional || SaysWhen().IsMatch(sample) ? Severity.Information : Severity,
                };
        }
    }

    // `(fill in once accepted)`: perhaps its time has not come.
    [GeneratedRegex(@"\b(?:after|if|later|once|until|when)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SaysWhen();

    // `(fill in …)`, `<a sentence>`, `{link}`, `One of …`, `Standards | Process | Meta`, `YYYY-MM-DD`
    [GeneratedRegex(
        @"^(?:<.+>|\(.+\)|\{.+\}|\[.+\]|one of\b.*|(?:your|insert|enter|add|replace|choose|pick|todo)\b.*|.*(?:\bfill(?:ed)? in\b|\.\.\.|…|\bYYYY\b| \| ).*)$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex FieldPlaceholder();

    // A heading that is wholly the template's is another rule's business.
    private IEnumerable<Finding> Number(Document document, Series series, Document template)
    {
        if (document is not { Number: { } number, TitleSection: { } title } || title.Title == series.SampleTitle)
            yield break;
        if (template.TitleSection is not { } sample || !template.Placeholders.Any(sample.TitleSpan.Contains))
            yield break;
        foreach (var span in document.Placeholders.Where(title.TitleSpan.Contains).Take(1))
        {
            var name = series.Convention.Format(number);
            yield return Report(
                document,
                span,
                $"`{document.Text.Slice(span)}` is the template's placeholder; the number of this proposal is {name}.",
                new Fix($"Change to {name}", Change.Of(document.Path, new TextEdit(span, name)), isSafe: true)
            );
        }
    }

    private IEnumerable<Finding> Blocks(Document document, Document template, SectionsToRemove sections)
    {
        if (template.Facts.Samples.Count == 0)
            yield break;
        var content = document.Text.Content;
        TextSpan? found = null;
        TextSpan? label = null;
        var lines = new Lazy<string[]>(() => LinesOf(template));
        TextSpan[] blocks = [.. TextBlocks.Of(document.Text, document.FrontMatter)];
        for (var i = 0; i < blocks.Length; i++)
        {
            var block = blocks[i];
            if (!template.Facts.HasSample(content.AsSpan(block.Start..block.End)) || IntroducesOwn(blocks, i))
            {
                label = block;
                continue;
            }

            // `Example:` is the template's where what follows it is.
            if (
                label is { } lead
                && IsLabel(content[lead.Start..lead.End], lines.Value)
                && content.AsSpan(lead.End, block.Start - lead.End).IsWhiteSpace()
            )
                block = block with { Start = lead.Start };
            // What stands together is one thing to remove.
            if (found is { } above && content.AsSpan(above.End, block.Start - above.End).IsWhiteSpace())
            {
                found = above with { End = block.End };
                continue;
            }

            if (found is { } last)
                yield return Explain(last);
            found = block;
        }

        if (found is { } rest)
            yield return Explain(rest);

        // A line that ends in a colon stays above what its author has written there.
        bool IntroducesOwn(TextSpan[] blocks, int i)
        {
            if (content[blocks[i].End - 1] != ':')
                return false;
            var rest = content.AsSpan(blocks[i].End).TrimStart();
            if (rest.IsEmpty || rest[0] == '#')
                return false;
            var next = content.Length - rest.Length;
            return i + 1 == blocks.Length
                || blocks[i + 1].Start > next
                || !template.Facts.HasSample(content.AsSpan(blocks[i + 1].Start..blocks[i + 1].End));
        }

        Finding Explain(TextSpan span) =>
            Report(
                document,
                span,
                $"This is the template's text, for the author to replace.",
                sections.Remove(span) is { } fix ? [fix] : []
            );
    }

    // True where a line of the template begins with `block`.
    private static bool IsLabel(string block, string[] lines)
    {
        if (!block.EndsWith(':') || block.Contains('\n'))
            return false;
        var at = Array.BinarySearch(lines, block, StringComparer.Ordinal);
        return at >= 0 || (~at < lines.Length && lines[~at].StartsWith(block, StringComparison.Ordinal));
    }

    // After the first one, in order.
    private static string[] LinesOf(Document template)
    {
        string[] lines = [.. template.Text.Content.Split('\n').Skip(1)];
        Array.Sort(lines, StringComparer.Ordinal);
        return lines;
    }

    private IEnumerable<Finding> Placeholders(Document document, Document template, SectionsToRemove sections)
    {
        if (template.Facts.Samples.Count == 0)
            yield break;
        var (content, quiet) = (document.Text.Content, new Spans(document.Quiet));
        foreach (var span in TextBlocks.PlaceholdersIn(content))
        {
            var sample = content[span.Start..span.End];
            if (!template.Facts.HasSample(sample) || (span.End < content.Length && IsInWord(content[span.End])) || quiet.AnyAround(span))
                continue;
            var line = document.Text.LineSpan(document.Text.LineAt(span.Start));
            // An item with words of the author's own is not ours to remove.
            var isItem =
                content.AsSpan(line.Start, line.Length).TrimStart() is ['-' or '*' or '+', ' ', ..]
                && content.AsSpan(span.End, line.End - span.End).IsWhiteSpace();
            yield return Report(
                document,
                span,
                $"`{sample}` is the template's placeholder for an issue.",
                isItem && sections.Remove(line) is { } fix ? [fix] : []
            );
        }
    }

    private static bool IsInWord(char c) => char.IsLetterOrDigit(c) || c is '-' or '_';

    /// <summary>The sections of <paramref name="document"/>, and what of them can go with the text that is taken out.</summary>
    private sealed class SectionsToRemove(Document document, Series series)
    {
        private readonly string _content = document.Text.Content;
        private HashSet<string>? _required;
        private int[]? _parents;
        private bool? _isLinked;

        private HashSet<string> Required =>
            _required ??= series.Convention.SectionsAreExamples
                ? []
                : [.. series.Convention.Sections.Except(series.Convention.OptionalSections)];

        private bool IsLinked => _isLinked ??= MentionText.LinksInto(series, document).Any();

        // Of each section the one that it is a part of; -1 for none.
        private int[] Parents => _parents ??= FindParents();

        // Without the text, or, where its section would have nothing left and the series does not ask for it, without the section.
        public Fix? Remove(TextSpan span)
        {
            var at = Spans.LastUpTo(document.Sections, span.Start, section => section.Span);
            while (at >= 0 && !document.Sections[at].Span.Contains(span))
                at = Parents[at];
            var section = at < 0 ? null : document.Sections[at];
            if (
                section is null
                || section == document.TitleSection
                || Required.Contains(section.Title)
                || !IsAlone(_content, section, span)
            )
                return new($"Remove the template's text", Change.Of(document.Path, Delete(_content, span)));
            var parent = Parents[at] < 0 ? null : document.Sections[Parents[at]];
            var canGo = (parent is null || parent == document.TitleSection || !IsAlone(_content, parent, section.Span)) && !IsLinked;
            return canGo ? new($"Remove the section {section.Title}", Change.Of(document.Path, Delete(_content, section.Span))) : null;
        }

        private int[] FindParents()
        {
            var parents = new int[document.Sections.Length];
            var open = new Stack<int>();
            for (var i = 0; i < parents.Length; i++)
            {
                while (open.TryPeek(out var last) && document.Sections[last].Level >= document.Sections[i].Level)
                    open.Pop();
                parents[i] = open.TryPeek(out var parent) ? parent : -1;
                open.Push(i);
            }

            return parents;
        }
    }

    private static bool IsAlone(string content, Section section, TextSpan span) =>
        content.AsSpan(section.Heading.End, Math.Max(0, span.Start - section.Heading.End)).IsWhiteSpace()
        && content.AsSpan(span.End, section.Span.End - span.End).IsWhiteSpace();

    // With the blank lines after it, or at the end of the text those in front of it.
    private static TextEdit Delete(string content, TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        while (start > 0 && content[start - 1] is ' ' or '\t')
            start--;
        while (end < content.Length && char.IsWhiteSpace(content[end]))
            end++;
        if (end < content.Length)
        {
            while (content[end - 1] is ' ' or '\t')
                end--;
            return TextEdit.Delete(new(start, end));
        }

        while (start > 0 && char.IsWhiteSpace(content[start - 1]))
            start--;
        return new(
            new(start, end),
            start == 0 ? ""
                : content.AsSpan(start).StartsWith("\r\n") ? "\r\n"
                : content[start] == '\r' ? "\r"
                : "\n"
        );
    }
}
