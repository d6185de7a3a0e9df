using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Text;
using Markdig.Extensions.Mathematics;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Bep.Analysis.Parsing;

/// <summary>
/// Reads a Markdown file into a <see cref="Document"/>. Never fails: every prefix of every text gives a document. The only user of Markdig,
/// whose tree does not outlive the call.
/// </summary>
public static partial class DocumentParser
{
    private static readonly SearchValues<char> s_endsOfAddress = SearchValues.Create(" \t\r\n(<\"");

    /// <summary>
    /// Reads <paramref name="text"/>, the content of <paramref name="path"/>, as a file of the series in <paramref name="folder"/>.
    /// </summary>
    public static Document Parse(string path, SourceText text, string folder, Convention convention)
    {
        var (kind, number) = Classify(path, folder, convention);
        // Of what lies outside, only that is judged which the series has put there; links may lead to its headings.
        if (kind == DocumentKind.Instructions)
        {
            var read = Parse($"{folder}/{Paths.Name(path)}", text, folder, convention);
            return new()
            {
                Path = path,
                Kind = kind,
                Number = null,
                Text = text,
                Quiet = read.Quiet,
                Facts = new(null, [], read.Facts.Anchors, []),
            };
        }

        if (kind == DocumentKind.Configuration)
            return new()
            {
                Path = path,
                Kind = kind,
                Number = null,
                Text = text,
                Yaml = YamlParser.Parse(text),
                Facts = new(null, [], [], []),
            };

        if (kind == DocumentKind.Message)
            return MessageParser.Parse(path, text, convention);

        var frontMatter = FieldForm.Of(convention.FrontMatterForm).Read(text, convention, out var body);
        var content = text.Content;
        // What Markdig can be told to leave out need not be cut off.
        var start = content.StartsWith('-') ? 0 : body;
        var reader = new Reader(path, content, start, convention);
        var conflicts = ConflictMarkers.In(text);
        var readable = kind == DocumentKind.Registry ? WithoutConflictMarkers(content[start..]) : Without(conflicts, content, start);
        if (TryParse(readable, body - start) is { } markdown)
            reader.Read(markdown);
        reader.Finish(text, frontMatter, body);

        ImmutableArray<Table> tables =
            kind == DocumentKind.Registry ? [.. reader.Tables.Select(table => TableParser.Parse(text, table))] : [];
        var registry = RegistryParser.Parse(text, tables, reader.Links, convention);
        var sections = MakeSections(reader.Headings, content.Length, reader.Anchors);
        var title = sections.FirstOrDefault(section => section.Level == 1);
        if (title is not null && convention.SummarySections.Contains(title.Title))
            title = null;
        return new()
        {
            Path = path,
            Kind = kind,
            Number = number,
            Text = text,
            FrontMatter = frontMatter,
            Sections = sections,
            TitleSection = title,
            Links = [.. reader.Links],
            References = [.. reader.References],
            Placeholders = [.. reader.Placeholders],
            ExplicitAnchors = [.. reader.Anchors],
            Quiet = [.. reader.Quiet],
            Suppressions = [.. reader.Suppressions],
            Context = [.. reader.Context],
            Conflicts = conflicts,
            Registry = registry,
            Tables = tables,
            Facts = new(
                convention.NameOf(FieldRole.Title) is null
                    ? title?.Title
                    : frontMatter?.Fields.FirstOrDefault(field => field.Role == FieldRole.Title && !field.IsBroken)?.Value.Value,
                [
                    .. (frontMatter?.Fields ?? []).Select(field => new FieldFacts(
                        field.Name.Value,
                        field.Role,
                        field.IsBroken ? "" : field.Value.Value
                    )),
                    .. kind == DocumentKind.Proposal && frontMatter?.Fields.Any(field => field.Role == FieldRole.Status) != true
                        ? StatusOfFolder(path, folder, convention)
                        : [],
                ],
                sections.Select(section => section.Anchor).Concat(reader.Anchors).ToEquatableArray(),
                (registry?.AllRows ?? []).Select(FactsOf).ToEquatableArray()
            )
            {
                Samples = kind == DocumentKind.Template ? TextBlocks.SamplesOf(text, frontMatter, sections, convention) : [],
                Blocks =
                    kind == DocumentKind.Template
                        ? TextBlocks
                            .Of(text, frontMatter)
                            .Select(block => TextBlocks.Normalize(content[block.Start..block.End]))
                            .ToEquatableArray()
                        : [],
            },
        };
    }

    /// <summary>The status of the proposal that <paramref name="text"/> is, without the rest being read; null where it says none.</summary>
    public static string? StatusOf(SourceText text, Convention convention) =>
        FieldForm
            .Of(convention.FrontMatterForm)
            .Read(text, convention, out _)
            ?.Fields.FirstOrDefault(field => field.Role == FieldRole.Status && !field.IsBroken)
            ?.Value.Value;

    /// <summary>
    /// The first paragraph of <paramref name="markdown"/> that has words, as a reader sees it: without Markdown's marks, pictures and line
    /// breaks. Null where there is none.
    /// </summary>
    public static string? FirstParagraph(string markdown)
    {
        foreach (var block in TryParse(markdown)?.Descendants<ParagraphBlock>() ?? [])
        {
            if (block.Inline is null || BoundedMarkdown.IsRest(block))
                continue;
            var text = new StringBuilder();
            Reader.AppendText(block.Inline, text);
            if (text.ToString().Trim() is { Length: > 0 } words)
                return words;
        }

        return null;
    }

    /// <summary>What the file at <paramref name="path"/> is to the series in <paramref name="folder"/>, by its path alone.</summary>
    public static (DocumentKind Kind, ProposalNumber? Number) Classify(string path, string folder, Convention convention)
    {
        if (Paths.Name(path) == ConfigurationReader.FileName)
            return (DocumentKind.Configuration, null);
        if (IsMessage(path))
            return (DocumentKind.Message, null);
        if (Is(convention.RegistryFile))
            return (DocumentKind.Registry, null);
        if (Is(convention.TemplateFile))
            return (DocumentKind.Template, null);
        if (!Paths.IsBelow(folder, path) && (InstructionFiles.IsPlace(path) || Is(convention.IndexFile)))
            return (DocumentKind.Instructions, null);
        if (!convention.TryReadPath(folder, path, out var number, out _))
            return (DocumentKind.Supporting, null);
        return number is not null && number == convention.TemplateNumber ? (DocumentKind.Template, null) : (DocumentKind.Proposal, number);

        // Few files have its name, and all are asked.
        bool Is(string? file) =>
            file is not null && path.EndsWith(Paths.Name(file), StringComparison.Ordinal) && path == Paths.Resolve(folder, file);
    }

    /// <summary>True where the file at <paramref name="path"/> is the message of a commit that is being written.</summary>
    public static bool IsMessage(string path) => MessageParser.IsMessage(path);

    private static RowFacts FactsOf(RegistryRow row) =>
        new(row.Kind, row.Number, row.Link?.Path, row.Title?.Text, row.Author?.Text, row.Status?.Text);

    // What no field says, the folder may.
    private static IEnumerable<FieldFacts> StatusOfFolder(string path, string folder, Convention convention) =>
        convention.StatusByFolder(folder, path) is { } status
            ? [new(convention.NameOf(FieldRole.Status) ?? "Status", FieldRole.Status, status)]
            : [];

    // Likewise of a paragraph; and the last line makes a quotation of what follows.
    private static string Without(ImmutableArray<MergeConflict> conflicts, string content, int start)
    {
        if (conflicts.IsEmpty)
            return content[start..];
        var characters = content.ToCharArray();
        foreach (var marker in conflicts.SelectMany(conflict => conflict.Markers))
            characters.AsSpan(marker.Start, marker.Length).Fill(' ');
        return new(characters, start, characters.Length - start);
    }

    // To Markdown, the line between the two sides of a conflict makes a heading of the table above it. A row of the same length does not.
    private static string WithoutConflictMarkers(string markdown)
    {
        if (!markdown.Contains("<<<<<<<", StringComparison.Ordinal) && !markdown.Contains(">>>>>>>", StringComparison.Ordinal))
            return markdown;
        var (text, characters) = (new SourceText(markdown), markdown.ToCharArray());
        for (var i = 0; i < text.LineCount; i++)
        {
            var line = text.LineSpan(i);
            if (!ConflictMarkers.IsMarker(markdown.AsSpan(line.Start, line.Length)))
                continue;
            characters.AsSpan(line.Start, line.Length).Fill(' ');
            "| | | |".CopyTo(characters.AsSpan(line.Start));
        }

        return new(characters);
    }

    // Null where Markdig fails: front matter and references are still read.
    private static MarkdownDocument? TryParse(string markdown, int start = 0)
    {
        // Markdig misplaces what stands in a heading with a tab after its signs. A blank means the same there.
        var readable = markdown.Contains('\t', StringComparison.Ordinal)
            ? BehindSigns().Replace(markdown, blanks => new string(' ', blanks.Length))
            : markdown;
        try
        {
            return BoundedMarkdown.Parse(readable, start);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"(?<=(?<![^\r\n])[ \t>*+\-0-9.)]*#{1,6})[ \t]+")]
    private static partial Regex BehindSigns();

    // A heading in a quotation or a list has an anchor, but opens no section.
    private static ImmutableArray<Section> MakeSections(List<Heading> headings, int end, List<string> anchors)
    {
        var sections = ImmutableArray.CreateBuilder<Section>(headings.Count);
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        // The sections that the next heading may end, by their place among the sections; each of a lower level than the one before it.
        var open = new Stack<int>();
        foreach (var heading in headings)
        {
            var anchor = Unique(heading.Slug, used);
            if (heading.IsNested)
            {
                anchors.Add(anchor);
                continue;
            }

            while (open.TryPeek(out var last) && sections[last].Level >= heading.Level)
                sections[last] = sections[last] with { Span = sections[open.Pop()].Span with { End = heading.Span.Start } };
            open.Push(sections.Count);
            sections.Add(new(heading.Level, heading.Title, anchor, heading.Span, heading.TitleSpan, new(heading.Span.Start, end)));
        }

        return sections.ToImmutable();
    }

    // Repeated headings are numbered from -1; a number that another heading has already is passed over.
    private static string Unique(string slug, Dictionary<string, int> used)
    {
        if (used.TryAdd(slug, 0))
            return slug;
        string numbered;
        do numbered = $"{slug}-{++used[slug]}";
        while (!used.TryAdd(numbered, 0));
        return numbered;
    }

    private sealed record Heading(int Level, string Title, string Slug, TextSpan Span, TextSpan TitleSpan, bool IsNested);

    /// <summary>Walks Markdig's tree once and collects; places are moved by <c>shift</c>, the length of what Markdig did not get.</summary>
    private sealed class Reader(string path, string content, int shift, Convention convention)
    {
        private readonly string _folder = Paths.Folder(path);

        // Where a mention is not one: code blocks, comments, tags, targets of links. And where it is, but in code.
        private readonly ImmutableArray<MentionLead> _leads = [.. convention.MentionLeads.OrderByDescending(lead => lead.Text.Length)];
        private readonly SearchValues<string> _starts = SearchValues.Create(StartsOf(convention), StringComparison.OrdinalIgnoreCase);
        private readonly List<TextSpan> _silent = [];
        private readonly List<TextSpan> _code = [];
        private readonly List<TextSpan> _plain = [];

        // Running text: where Markdown's marks mean something.
        private readonly List<TextSpan> _words = [];

        // Elements that hold no links, and those of code, by where each begins; see FollowElement.
        private readonly Dictionary<string, int> _elements = [];

        // Texts whose target is defined elsewhere, and what defines it.
        private readonly List<(TextSpan Text, LinkReferenceDefinition Definition)> _labelled = [];
        private readonly Dictionary<LinkReferenceDefinition, Link> _definitions = [];
        private readonly HashSet<LinkReferenceDefinition> _used = [];
        private readonly List<TextSpan> _labels = [];
        private readonly Dictionary<HtmlBlock, Suppression> _suppressions = [];

        // The tag of HTML that has begun a heading, and the block it stands in.
        private (HtmlTag Tag, TextSpan Block)? _heading;

        // The word that was looked at last, and where in it an address begins to be one; see IsInWebAddress.
        private TextSpan _word = new(-1, -1);
        private int _address;

        public List<Heading> Headings { get; } = [];

        public List<Link> Links { get; } = [];

        public List<Reference> References { get; } = [];

        public List<TextSpan> Placeholders { get; } = [];

        public List<string> Anchors { get; } = [];

        public List<TextSpan> Quiet { get; } = [];

        public List<ImmutableArray<TextSpan>> Tables { get; } = [];

        public List<Suppression> Suppressions { get; } = [];

        public List<ContextEntry> Context { get; } = [];

        public void Read(MarkdownDocument document)
        {
            if (content.Contains(SuppressionWord, StringComparison.Ordinal))
                ReadAllSuppressions(document);
            ReadBlocks(document);
        }

        private void ReadAllSuppressions(ContainerBlock parent)
        {
            ReadSuppressions(parent);
            foreach (var block in parent)
            {
                if (block is ContainerBlock container)
                    ReadAllSuppressions(container);
            }
        }

        private void ReadBlocks(ContainerBlock parent)
        {
            foreach (var block in parent)
            {
                ReadNode(block);
                if (block is ContainerBlock container)
                    ReadBlocks(container);
                else if (block is LeafBlock { Inline: { } inline })
                    ReadInlines(inline);
            }
        }

        private void ReadInlines(ContainerInline parent)
        {
            for (var inline = parent.FirstChild; inline is not null; inline = inline.NextSibling)
            {
                ReadNode(inline);
                if (inline is ContainerInline container)
                    ReadInlines(container);
            }
        }

        private void ReadNode(MarkdownObject node)
        {
            switch (node)
            {
                case HeadingBlock heading:
                    ReadHeading(heading);
                    break;
                case CodeBlock code:
                    AddQuiet(_silent, PlaceOf(code));
                    break;
                case HtmlBlock { Type: HtmlBlockType.Comment } comment when _suppressions.TryGetValue(comment, out var suppression):
                    AddQuiet(_silent, Place(comment.Span));
                    Suppressions.Add(suppression);
                    break;
                case HtmlBlock html:
                    ReadHtml(Place(html.Span), html.Type is HtmlBlockType.Comment or HtmlBlockType.ScriptPreOrStyle, isBlock: true);
                    break;
                case HtmlInline html:
                    ReadHtml(Place(html.Span), html.Tag.StartsWith("<!--", StringComparison.Ordinal), isBlock: false);
                    break;
                case CodeInline code:
                    AddQuiet(_code, Place(code.Span));
                    break;
                case MathInline math:
                    AddQuiet(_silent, Place(math.Span));
                    break;
                case AutolinkInline link:
                    _silent.Add(Place(link.Span));
                    break;
                case LinkReferenceDefinition definition:
                    ReadDefinition(definition);
                    break;
                case LinkInline link:
                    ReadLink(link);
                    break;
                case LiteralInline literal:
                    _words.Add(Place(literal.Span));
                    break;
                case TableBlock table:
                    Tables.Add([.. table.Rows.Select(row => row.Shifted(shift))]);
                    break;
            }
        }

        public void Finish(SourceText text, FrontMatter? frontMatter, int body)
        {
            var unused = _definitions
                .Where(definition => !_used.Contains(definition.Key))
                .Select(definition => definition.Value.UrlSpan)
                .ToHashSet();
            if (unused.Count > 0)
            {
                for (var i = 0; i < Links.Count; i++)
                    if (unused.Contains(Links[i].UrlSpan))
                        Links[i] = Links[i] with { IsUsed = false };
            }

            Links.Sort((x, y) => x.Span.CompareTo(y.Span) is not 0 and var order ? order : x.UrlSpan.CompareTo(y.UrlSpan));
            Headings.Sort((x, y) => x.Span.CompareTo(y.Span));
            _silent.Sort();
            _code.Sort();
            _plain.Sort();
            _words.Sort();
            _labels.Sort();
            _labelled.Sort((x, y) => x.Text.CompareTo(y.Text));
            // What is no part of the Markdown.
            if (frontMatter is not null && frontMatter.Span.Start < body)
            {
                // The value of a field may go on below a line that is not YAML, and so is a field of its own.
                var read = 0;
                foreach (var field in frontMatter.Fields)
                {
                    var (start, end) = (Math.Max(read, field.Value.Span.Start), field.Remark?.End ?? field.Value.Span.End);
                    if (start >= end)
                        continue;
                    Mentions(new(start, end), isFrontMatter: true);
                    read = end;
                }
            }

            Mentions(new(body, content.Length), isFrontMatter: false);
            if (frontMatter is not null && frontMatter.Span.Start >= body)
                PlaceInFields(frontMatter.Fields);
            if (frontMatter is not null && convention.FieldFormats.Any(field => field.Format is ValueFormat.Numbers))
                NumbersIn(text, frontMatter);
        }

        // Where a series lists proposals, a number needs no word in front, and one with it in small letters is a mention for certain.
        private void NumbersIn(SourceText text, FrontMatter frontMatter)
        {
            var places = References.Index().ToDictionary(reference => reference.Item.Span, reference => reference.Index);
            foreach (var field in frontMatter.Fields)
            {
                if (field.IsBroken || convention.FormatOf(field.Name.Value) is not ValueFormat.Numbers)
                    continue;
                foreach (var (value, span) in FieldParts.Of(text, frontMatter.Form, field))
                {
                    if (convention.NumberIn(value) is not { } number)
                        continue;
                    if (places.TryGetValue(span, out var known))
                        References[known] = References[known] with { IsLoose = false };
                    else
                        References.Add(
                            new(number, span, ReferencePlace.FrontMatter, IsLoose: false)
                            {
                                IsBare = char.IsAsciiDigit(value[0]),
                                Link = Around(Links, span, link => link.TextSpan),
                            }
                        );
                }
            }

            References.Sort((x, y) => x.Span.CompareTo(y.Span));
        }

        // A mention in a field that is a part of the Markdown is one like any other, but not in prose.
        private void PlaceInFields(ImmutableArray<Field> fields)
        {
            for (var i = 0; i < References.Count && References[i].Span.Start < fields[^1].Line.End; i++)
            {
                var span = References[i].Span;
                if (fields.Any(field => field.Line.Contains(span)))
                    References[i] = References[i] with { Place = ReferencePlace.FrontMatter };
            }
        }

        // A block that the text ends in may end after it.
        private TextSpan Place(SourceSpan span) =>
            span.IsEmpty
                ? TextSpan.At(Math.Min(shift + span.Start, content.Length))
                : new(shift + span.Start, Math.Min(shift + span.End + 1, content.Length));

        // Of a fence that is not closed, as while one types, the span is that of its first line.
        private TextSpan PlaceOf(CodeBlock code)
        {
            var place = Place(code.Span);
            return code.Lines.Count == 0
                ? place
                : place with
                {
                    End = Math.Clamp(shift + code.Lines.Lines[code.Lines.Count - 1].Slice.End + 1, place.End, content.Length),
                };
        }

        private void AddQuiet(List<TextSpan> spans, TextSpan span)
        {
            spans.Add(span);
            Quiet.Add(span);
        }

        private void ReadHeading(HeadingBlock heading)
        {
            var span = Place(heading.Span);
            var text = new StringBuilder();
            if (heading.Inline is { } inline)
                AppendText(inline, text, lineBreak: '\n');
            if (heading.IsSetext && heading.Inline?.FirstChild is { } first)
                span = span with { Start = Math.Max(span.Start, Place(first.Span).Start) };
            // The blank between a picture and the words is no part of the title, but of the anchor.
            Headings.Add(
                new(
                    heading.Level,
                    text.ToString().Replace('\n', ' ').Trim(),
                    Slug.OfHeading(text.ToString()),
                    span,
                    heading.IsSetext ? Underlined(span) : Signed(span),
                    heading.Parent is not MarkdownDocument
                )
            );
        }

        // The title of a heading with signs in front, and perhaps after (CommonMark 0.31, 4.2).
        private TextSpan Signed(TextSpan heading)
        {
            var (start, end) = heading;
            while (start < end && content[start] == '#')
                start++;
            var title = Trimmed(new(start, end));
            var signs = title.End;
            while (signs > title.Start && content[signs - 1] == '#')
                signs--;
            return signs == title.Start || content[signs - 1] is ' ' or '\t' ? Trimmed(title with { End = signs }) : title;
        }

        // The title of a heading with a line of signs below it (CommonMark 0.31, 4.3).
        private TextSpan Underlined(TextSpan heading)
        {
            var line = content.AsSpan(heading.Start, heading.Length).LastIndexOfAny('\r', '\n');
            return line < 0 ? TextSpan.At(heading.End) : Trimmed(heading with { End = heading.Start + line });
        }

        private TextSpan Trimmed(TextSpan span)
        {
            var (start, end) = span;
            while (end > start && content[end - 1] is ' ' or '\t' or '\r' or '\n')
                end--;
            while (start < end && content[start] is ' ' or '\t')
                start++;
            return new(start, end);
        }

        // From the first thing in a container through the last one; null where there is nothing.
        private TextSpan? Inside(ContainerInline container)
        {
            if (container is not { FirstChild: { } first, LastChild: { } last })
                return null;
            var start = Place(first.Span).Start;
            var end = Math.Max(start, Place(last.Span).End);
            // A bracket that nothing closes holds what is after it, and is no longer for that.
            while (last is DelimiterInline { LastChild: { } inner })
                (last, end) = (inner, Math.Max(end, Place(inner.Span).End));
            return new TextSpan(start, end);
        }

        public static void AppendText(ContainerInline container, StringBuilder text, char lineBreak = ' ')
        {
            foreach (var inline in container)
            {
                switch (inline)
                {
                    case LiteralInline literal:
                        text.Append(literal.Content.AsSpan());
                        break;
                    case CodeInline code:
                        text.Append(code.Content);
                        break;
                    case HtmlEntityInline entity:
                        text.Append(entity.Transcoded.AsSpan());
                        break;
                    case AutolinkInline link:
                        text.Append(link.Url);
                        break;
                    case LineBreakInline:
                        text.Append(lineBreak);
                        break;
                    case MathInline math:
                        text.Append(math.Content.AsSpan());
                        break;
                    case LinkInline { IsImage: true }:
                        break;
                    // Signs that stand for themselves, as they turned out.
                    case DelimiterInline delimiter:
                        text.Append(delimiter.ToLiteral());
                        AppendText(delimiter, text, lineBreak);
                        break;
                    case ContainerInline inner:
                        AppendText(inner, text, lineBreak);
                        break;
                }
            }
        }

        // Text between tags is prose as anywhere else; tags, comments and raw elements are not.
        private void ReadHtml(TextSpan span, bool isRaw, bool isBlock)
        {
            if (isRaw)
                AddQuiet(_silent, span);
            else if (isBlock)
                _plain.Add(span);
            if (isRaw && isBlock)
                Context.AddRange(ContextParser.Read(content, span, convention));
            foreach (var tag in HtmlTags.In(content, span))
            {
                if (!isRaw)
                    _silent.Add(tag.Span);
                if (tag.Name.Length > 0)
                    FollowElement(tag.Span);
                if (tag.Name is ['h', >= '1' and <= '6'])
                    ReadHtmlHeading(tag, isBlock ? span : tag.Span);
                if (tag.IsEnd)
                    continue;
                foreach (var (name, value) in tag.Attributes)
                {
                    if (value.IsEmpty)
                        continue;
                    if (name is "id" or "name")
                        Anchors.Add(HtmlTags.Decode(content.AsSpan(value.Start, value.Length)));
                    else if (name is "src" or "href" or "poster" || (name == "data" && tag.Name == "object"))
                        AddHtmlLink(tag, Trimmed(value));
                    else if (name == "srcset")
                        foreach (var address in HtmlTags.AddressesIn(content, value))
                            AddHtmlLink(tag, address);
                }
            }
        }

        // A link in a link ends the outer one, and in code nobody expects one.
        private void FollowElement(TextSpan tag)
        {
            if (ElementWithoutLinks().Match(content, tag.Start, tag.Length) is not { Success: true } match)
                return;
            var name = match.Groups["name"].Value.ToLowerInvariant();
            if (!match.Groups["end"].Success)
                _elements[name] = tag.End;
            else if (_elements.Remove(name, out var start))
                _plain.Add(new(start, tag.Start));
        }

        // Nobody writes an address over several lines on purpose.
        private void AddHtmlLink(HtmlTag tag, TextSpan address)
        {
            var written = content.AsSpan(address.Start, address.Length);
            if (written.IndexOfAny('\r', '\n') < 0)
                AddLink(LinkKind.Html, tag.Span, TextSpan.At(tag.Span.Start), address, HtmlTags.Decode(written));
        }

        // GitHub gives a heading its anchor after HTML and Markdown have become one.
        private void ReadHtmlHeading(HtmlTag tag, TextSpan block)
        {
            if (!tag.IsEnd)
            {
                _heading = (tag, block);
                return;
            }

            if (_heading is not var (start, first) || start.Name != tag.Name || start.Span.End > tag.Span.Start)
                return;
            _heading = null;
            var inside = new TextSpan(start.Span.End, tag.Span.Start);
            var text = first == block ? HtmlTags.TextOf(content, inside) : TextOfMarkdown(content[inside.Start..inside.End]);
            Headings.Add(
                new(tag.Name[1] - '0', text.Trim(), Slug.OfHeading(text), start.Span with { End = tag.Span.End }, inside, IsNested: true)
            );
        }

        private static string TextOfMarkdown(string markdown)
        {
            var text = new StringBuilder();
            foreach (var leaf in TryParse(markdown)?.Descendants<LeafBlock>() ?? [])
                if (leaf.Inline is { } inline)
                    AppendText(inline, text, lineBreak: '\n');
            return text.ToString();
        }

        private Match? SuppressionIn(Block comment) =>
            Place(comment.Span) is var span && SuppressionComment().Match(content, span.Start, span.Length) is { Success: true } match
                ? match
                : null;

        // The block after the comment, and after others of its kind, through to what follows it: from the last block to the first one.
        private void ReadSuppressions(ContainerBlock parent)
        {
            var blocks = InOrder(parent).ToList();
            var last = blocks.Count > 0 ? Place(blocks[^1].Span).End : 0;
            var (end, next) = (parent is MarkdownDocument ? content.Length : Math.Max(last, Place(parent.Span).End), (TextSpan?)null);
            for (var i = blocks.Count - 1; i >= 0; i--)
            {
                var start = Place(blocks[i].Span).Start;
                if (blocks[i] is HtmlBlock { Type: HtmlBlockType.Comment } comment && SuppressionIn(comment) is { } match)
                    _suppressions.Add(comment, MakeSuppression(match, next));
                else
                    next = new(start, end);
                end = start;
            }
        }

        // Footnotes and definitions are put together in blocks of their own, which do not stand where they come: they are left out.
        private IEnumerable<Block> InOrder(ContainerBlock parent)
        {
            var read = 0;
            foreach (var block in parent)
            {
                var place = Place(block.Span);
                if (place.Start < read || BoundedMarkdown.IsRest(block))
                    continue;
                read = place.End;
                yield return block;
            }
        }

        private static Suppression MakeSuppression(Match match, TextSpan? next)
        {
            var rule = match.Groups["rule"];
            var place = new TextSpan(match.Index, match.Index + match.Length);
            var name = new Located<string>(rule.Value, new(rule.Index, rule.Index + rule.Length));
            return new(name, place, match.Groups["file"].Success ? null : next ?? TextSpan.At(place.End));
        }

        private void ReadDefinition(LinkReferenceDefinition definition)
        {
            // Footnotes are definitions of another kind, without a target.
            if (definition.Url is null || definition.UrlSpan.IsEmpty)
                return;
            if (!definition.TitleSpan.IsEmpty)
                _plain.Add(Place(definition.TitleSpan));
            var url = Place(definition.UrlSpan);
            _labels.Add(Place(definition.LabelSpan));
            var span = new TextSpan(Math.Min(Place(definition.LabelSpan).Start, url.Start), url.End);
            _definitions[definition] = AddLink(LinkKind.Definition, span, Place(definition.LabelSpan), url, definition.Url);
        }

        private void ReadLink(LinkInline link)
        {
            if (link.Reference is { } used)
            {
                _used.Add(used);
                if (LabelOf(link) is { } label)
                    _labels.Add(label);
            }

            if (link.Reference is { } definition && Inside(link) is { } text)
                _labelled.Add((text, definition));
            if (link.Reference is not null || link.Url is null)
                return;
            if (!link.TitleSpan.IsEmpty)
                _plain.Add(Place(link.TitleSpan));
            var span = Place(link.Span);
            var url = link.UrlSpan.IsEmpty ? TextSpan.At(Math.Max(span.Start, span.End - 1)) : Place(link.UrlSpan);
            var start = span.Start + (link.IsImage ? 2 : 1);
            var inside = link.LabelSpan.IsEmpty ? new(start, Math.Max(start, TextEnd(link, url.Start))) : Place(link.LabelSpan);
            AddLink(link.IsImage ? LinkKind.Image : LinkKind.Link, span, inside, url, link.Url);
        }

        // Of `[text][label]` the label, of `[label][]` and `[label]` the text.
        private TextSpan? LabelOf(LinkInline link)
        {
            var span = Place(link.Span);
            var written = content.AsSpan(span.Start, span.Length);
            if (written is not [.., ']'])
                return Inside(link);
            var open = written.LastIndexOf('[');
            return open > 0 && written[open - 1] == ']' && open + 2 < written.Length
                ? new(span.Start + open + 1, span.End - 1)
                : Inside(link);
        }

        // Where `](` stands in front of the target.
        private int TextEnd(LinkInline link, int url)
        {
            var bracket = content.LastIndexOf(']', Math.Clamp(url - 1, 0, content.Length - 1));
            return Math.Max(Place(link.Span).Start, bracket);
        }

        private Link AddLink(LinkKind kind, TextSpan span, TextSpan text, TextSpan url, string target)
        {
            if (content.AsSpan(url.Start, url.Length) is ['<', .., '>'])
                url = new(url.Start + 1, url.End - 1);
            _silent.Add(url);
            var (end, hash) = Destination.Split(content[url.Start..url.End], kind == LinkKind.Html);
            var pathSpan = end < 0 ? url : url with { End = url.Start + end };
            var fragmentSpan = hash < 0 ? TextSpan.At(url.End) : url with { Start = url.Start + hash + 1 };

            var isExternal = Scheme().IsMatch(target) || target.StartsWith("//", StringComparison.Ordinal);
            var inner = target.IndexOf('#');
            var fragment = inner < 0 ? null : Uri.UnescapeDataString(target[(inner + 1)..]);
            var written = target.Split('#', '?')[0];
            var resolved =
                isExternal ? null
                : written.Length == 0 ? path
                : Paths.Resolve(_folder, Uri.UnescapeDataString(written));
            var link = new Link(kind, span, text, url, target, resolved, pathSpan, fragment, fragmentSpan);
            Links.Add(link);
            return link;
        }

        // The leads that no other one begins with: with `BEP`, `BEP-` is found as well.
        private static string[] StartsOf(Convention convention)
        {
            var leads = convention.MentionLeads.Select(lead => lead.Text).ToList();
            return
            [
                .. leads.Where(lead =>
                    !leads.Exists(other => other.Length < lead.Length && lead.StartsWith(other, StringComparison.OrdinalIgnoreCase))
                ),
            ];
        }

        // Looks for what mentions begin with through the text, then at what stands around it: far cheaper than a pattern over every literal.
        private void Mentions(TextSpan within, bool isFrontMatter)
        {
            var silent = 0;
            for (var at = within.Start; at < within.End; )
            {
                var found = content.AsSpan(at, within.End - at).IndexOfAny(_starts);
                if (found < 0)
                    return;
                var start = at + found;
                at = start + 1;
                if (start > 0 && !CanBegin(content[start], content[start - 1]))
                    continue;
                if (MentionAt(start, within.End) is not { } mention)
                    continue;
                var span = mention.Span;
                while (silent < _silent.Count && _silent[silent].End <= start)
                    silent++;
                if (!isFrontMatter && (IsSilent(silent, span) || IsInWebAddress(start)))
                    continue;
                if (mention.Number is { } number)
                    References.Add(
                        MakeReference(number, span, isFrontMatter, mention.IsLoose) with
                        {
                            Lead = mention.Lead,
                            LacksZeros = span.Length - mention.Lead.Length < convention.Digits,
                        }
                    );
                else
                    Placeholders.Add(span);
                at = span.End;
            }
        }

        // `&#1014;` is a character, and `##1014` no number of anything.
        private static bool CanBegin(char first, char before) =>
            !char.IsAsciiLetterOrDigit(before) && before is not ('-' or '_') && (char.IsLetter(first) || before is not ('&' or '#'));

        // What a mention that begins at `start` says; a null number where one is still to be put in.
        private (string Lead, TextSpan Span, ProposalNumber? Number, bool IsLoose)? MentionAt(int start, int limit)
        {
            foreach (var lead in _leads)
            {
                var text = content.AsSpan(start..limit);
                if (!text.StartsWith(lead.Text, StringComparison.OrdinalIgnoreCase))
                    continue;
                var isExact = !lead.IsLoose && text.StartsWith(lead.Text);
                var rest = text[lead.Text.Length..];
                // Written in another way, only what has all the digits is surely a number of the series.
                var digits = isExact ? convention.AnyDigitsIn(rest) : convention.DigitsIn(rest);
                var length =
                    digits > 0 ? digits
                    : isExact ? convention.PlaceholderIn(rest)
                    : 0;
                var end = start + lead.Text.Length + length;
                if (length == 0 || (end < content.Length && (char.IsAsciiLetterOrDigit(content[end]) || content[end] == '_')))
                    continue;
                return (lead.Text, new(start, end), digits > 0 ? new(int.Parse(rest[..digits])) : null, !isExact);
            }

            return null;
        }

        // Spans may lie in one another (a tag in a block), so a few after the first candidate are looked at too.
        private bool IsSilent(int from, TextSpan span)
        {
            for (var i = from; i < _silent.Count && _silent[i].Start <= span.Start; i++)
            {
                if (_silent[i].Contains(span))
                    return true;
            }

            return false;
        }

        // Mentions are asked about in order, and each word is looked through once.
        private bool IsInWebAddress(int start)
        {
            if (start >= _word.End)
            {
                var from = Math.Max(0, _word.End);
                var blank = content.AsSpan(from, start - from).LastIndexOfAny(s_endsOfAddress);
                var wordStart = blank < 0 ? from : from + blank + 1;
                var length = content.AsSpan(start).IndexOfAny(s_endsOfAddress);
                _word = new(wordStart, length < 0 ? content.Length : start + length);
                _address = AddressIn(content.AsSpan(_word.Start, _word.Length)) is >= 0 and var at ? _word.Start + at : int.MaxValue;
            }

            return start >= _address;
        }

        // After `https://`, or after `www.example.com/`; -1 where the word is no address.
        private static int AddressIn(ReadOnlySpan<char> word)
        {
            var scheme = word.IndexOf("://");
            foreach (var domain in Domain().EnumerateMatches(word))
                return scheme < 0 ? domain.Length : Math.Min(scheme + 3, domain.Length);
            return scheme < 0 ? -1 : scheme + 3;
        }

        private Reference MakeReference(ProposalNumber number, TextSpan span, bool isFrontMatter, bool isLoose)
        {
            if (isFrontMatter)
                return new(number, span, ReferencePlace.FrontMatter, isLoose);
            var link = Around(Links, span, link => link.TextSpan);
            if (link is null && Around(_labelled, span, labelled => labelled.Text) is { Definition: { } definition })
                link = _definitions.GetValueOrDefault(definition);
            var place =
                Around(_code, span, code => code) != default ? ReferencePlace.Code
                : link is not null ? ReferencePlace.LinkText
                : Around(_plain, span, plain => plain) != default || Around(_words, span, words => words) == default ? ReferencePlace.Plain
                : ReferencePlace.Prose;
            return new(number, span, place, isLoose) { Link = link, IsLabel = Around(_labels, span, label => label) != default };
        }

        // The innermost that contains the span. Ordered by start; nested ones (an image in a link) are few and near.
        private static T? Around<T>(List<T> ordered, TextSpan span, Func<T, TextSpan> place)
        {
            int low = 0,
                high = ordered.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (place(ordered[middle]).Start <= span.Start)
                    low = middle + 1;
                else
                    high = middle;
            }

            for (var i = low - 1; i >= 0 && i >= low - 3; i--)
            {
                if (place(ordered[i]).Contains(span))
                    return ordered[i];
            }

            return default;
        }
    }

    // What every such comment has.
    private const string SuppressionWord = "bep-ignore";

    [GeneratedRegex($@"^<!--\s*{SuppressionWord}(?<file>-file)?\s+(?<rule>[\w-]+)\s*(?::.*?)?-->", RegexOptions.Singleline)]
    private static partial Regex SuppressionComment();

    // `www.example.com/`
    [GeneratedRegex(@"^[\w-]+(\.[\w-]+)*\.[a-z]{2,}/", RegexOptions.IgnoreCase)]
    private static partial Regex Domain();

    [GeneratedRegex(@"\G<(?<end>/)?(?<name>a|code|kbd|samp|var|tt|button|math)(?![\w-])", RegexOptions.IgnoreCase)]
    private static partial Regex ElementWithoutLinks();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Scheme();
}
