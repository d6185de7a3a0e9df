using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>
/// What somebody has to know who works on a proposal: where it stands, its summary, decisions and open questions, the summaries of what it
/// depends on, and as much of the rest as there is room for. It is cut between sections, and each part says where it stands. What is superseded,
/// rejected or withdrawn is told by its name alone, unless it is what was asked for.
/// </summary>
/// <param name="Parts">What there is room for: proposal by proposal, each from its beginning to its end, then those next to it.</param>
/// <param name="LeftOut">What there is no room for, in the same order.</param>
/// <param name="Budget">How many tokens there is room for.</param>
public sealed record ProposalContext(ImmutableArray<ContextPart> Parts, ImmutableArray<ContextPart> LeftOut, int Budget)
{
    /// <summary>Room enough for a proposal of usual length and what it depends on.</summary>
    public const int DefaultBudget = 6000;

    /// <summary>How many tokens the parts take, by <see cref="ContextPart.Tokens"/>.</summary>
    public int Tokens => Parts.Sum(part => part.Tokens);

    /// <summary>The context of <paramref name="proposals"/>, which are documents of <paramref name="series"/>.</summary>
    /// <param name="series">The series.</param>
    /// <param name="proposals">The proposals that were asked for, the most important first.</param>
    /// <param name="budget">How many tokens it may take. Where each proposal stands is told in any case.</param>
    public static ProposalContext Of(Series series, IReadOnlyCollection<Document> proposals, int budget)
    {
        var collector = new Collector(series, [.. proposals.DistinctBy(proposal => proposal.Path)], budget);
        return new(Sorted(collector.Taken), Sorted(collector.LeftOut), budget);

        static ImmutableArray<ContextPart> Sorted(List<(int Proposal, int Place, ContextPart Part)> parts) =>
            [
                .. parts
                    .OrderBy(part => part.Proposal)
                    .ThenBy(part => part.Place)
                    .ThenBy(part => part.Part.FirstLine)
                    .Select(part => part.Part),
            ];
    }

    /// <summary>
    /// The proposals that a source file is about: those that it mentions, in the order of its text; then, by number, those of a status that
    /// still holds that name it in code style by the end of its path, at least its folder and its name. A document of the series is about
    /// itself, or the proposal that it is a part of.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="path">The file, relative to the root.</param>
    /// <param name="text">Its text.</param>
    public static ImmutableArray<Document> ProposalsOf(Series series, string path, string text)
    {
        var own = series.Find(path) is { Kind: DocumentKind.Proposal } itself ? itself : series.Find(ProposalList.OwnerOf(series, path));
        var mentioned = PlainMentions.In(series.Convention, text).Select(mention => series.DocumentOf(mention.Value));
        var naming = series
            .Documents.Values.Where(document =>
                document.Kind == DocumentKind.Proposal && !IsPast(series, document) && Names(document, path)
            )
            .OrderBy(document => document.Number)
            .ThenBy(document => document.Path, StringComparer.Ordinal);
        return [.. new[] { own }.Concat(mentioned).Concat(naming).OfType<Document>().Distinct()];
    }

    /// <summary>The context as Markdown: each part below the place where it stands, and at the end what was left out.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
            text.Append(CultureInfo.InvariantCulture, $"Source: {part.Source}\n\n{part.Text.ReplaceLineEndings("\n")}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"---\n\nAbout {Tokens} of {Budget} tokens");
        text.Append(LeftOut.IsEmpty ? ".\n" : "; left out for want of room:\n\n");
        foreach (var part in LeftOut)
            text.Append(CultureInfo.InvariantCulture, $"- {part.Source} {part.Heading} (about {part.Tokens})\n");
        return text.ToString();
    }

    /// <summary>True for a proposal that nobody is to follow: superseded, rejected or withdrawn.</summary>
    internal static bool IsPast(Series series, Document document) =>
        StatusCategories.Of(series.Convention, document.Facts[FieldRole.Status] ?? "")
            is StatusCategory.Superseded
                or StatusCategory.Rejected
                or StatusCategory.Withdrawn;

    // By the file's name the places are found, and what stands before it in the same word says whether it is this file.
    private static bool Names(Document document, string path)
    {
        var (name, text) = (Paths.Name(path), document.Text.Content);
        if (name.Length == 0 || !path.Contains('/'))
            return false;
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var (start, end) = (at, at + name.Length);
            while (start > 0 && IsOfPath(text[start - 1]))
                start--;
            // A full stop may end the sentence.
            if (end < text.Length && text[end] == '.')
                end++;
            if ((end < text.Length && IsOfPath(text[end])) || !OpenQuestions.IsQuiet(document, at))
                continue;
            var written = text[start..(at + name.Length)];
            if (written.StartsWith("./", StringComparison.Ordinal))
                written = written[2..];
            if (written.Contains('/') && (written == path || path.EndsWith($"/{written}", StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    private static bool IsOfPath(char c) => char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '@' or '+';

    /// <summary>Takes parts while there is room, the most important ones first.</summary>
    private sealed class Collector
    {
        // What a part's source takes besides its text.
        private const int SourceLength = 60;

        // Behind everything that has a line of its own.
        private const int Beside = 1 << 20;

        private readonly Series _series;
        private readonly HashSet<string> _told = [];

        // Where a section begins of which something is told already, and where that ends.
        private readonly Dictionary<(string Path, int Start), int> _sections = [];
        private int _room;
        private int _proposal;
        private int _place;

        public Collector(Series series, ImmutableArray<Document> proposals, int budget)
        {
            (_series, _room) = (series, budget);
            _told.UnionWith(proposals.Select(proposal => proposal.Path));
            InEach(proposals, AddHead);
            InEach(proposals, AddSummary);
            InEach(proposals, document => AddWhole(document, title => OpenQuestions.IsLog(title)));
            InEach(proposals, document =>
            {
                if (OpenQuestions.In(document).Any())
                    AddWhole(document, OpenQuestions.IsTitle);
            });
            InEach(proposals, document => AddNeighbours(document, DependenciesOf(document)));
            InEach(proposals, document => AddRest(document, 0, document.Sections.Length));
            InEach(proposals, AddParts);
            InEach(proposals, document => AddNeighbours(document, MentionedBy(document)));
        }

        public List<(int Proposal, int Place, ContextPart Part)> Taken { get; } = [];

        public List<(int Proposal, int Place, ContextPart Part)> LeftOut { get; } = [];

        private void InEach(ImmutableArray<Document> proposals, Action<Document> add)
        {
            for (_proposal = 0; _proposal < proposals.Length; _proposal++)
            {
                _place = 0;
                add(proposals[_proposal]);
            }
        }

        private void AddHead(Document document)
        {
            var head = new StringBuilder($"# {NameOf(document)}\n\n");
            foreach (var field in document.Facts.Fields.Where(field => field.Value.Length > 0))
                head.Append(CultureInfo.InvariantCulture, $"- {field.Name}: {field.Value}\n");
            Tell("Supersedes", PredecessorsOf(document));
            var dependencies = DependenciesOf(document).ToList();
            Tell("Depends on", dependencies);
            Tell("Refers to", MentionedBy(document).Where(other => !dependencies.Contains(other)));
            Tell("Its parts", PartsOf(document));
            if (IsPast(_series, document))
                head.Append("\nThis proposal is no longer to be followed.\n");
            var end = document.TitleSection?.Heading.End ?? document.FrontMatter?.Span.End ?? 0;
            var part = PartOf(document, null, new(0, end), head.ToString().TrimEnd());
            _room -= part.Tokens;
            Taken.Add((_proposal, 0, part));

            void Tell(string words, IEnumerable<Document> others)
            {
                var names = string.Join("; ", others.Select(other => $"{NameOf(other)} ({StandingOf(other)})"));
                if (names.Length > 0)
                    head.Append(CultureInfo.InvariantCulture, $"- {words}: {names}\n");
            }
        }

        // Of a proposal its status, of a part of one its file.
        private static string StandingOf(Document document) =>
            document.Kind == DocumentKind.Proposal ? document.Facts[FieldRole.Status] ?? "no status" : document.Path;

        private string NameOf(Document document) =>
            document.Number is { } number
                ? $"{_series.Convention.Format(number)}: {Titles.Of(_series, document.Path)}"
                : Titles.Of(_series, document.Path);

        private void AddSummary(Document document)
        {
            if (SummaryOf(document) is { } summary && _sections.TryAdd((document.Path, summary.Start), summary.End))
                Add(document, HeadingAt(document, summary), summary, Slice(document, summary));
        }

        private void AddWhole(Document document, Func<string, bool> isWanted)
        {
            foreach (var section in document.Sections.Where(section => section.Level > 1 && isWanted(section.Title)))
                if (HasText(document, section.Span, section) && _sections.TryAdd((document.Path, section.Span.Start), section.Span.End))
                    Add(document, section.Title, section.Span, Slice(document, section.Span));
        }

        private void AddNeighbours(Document document, IEnumerable<Document> others)
        {
            foreach (var other in others)
            {
                _place = Beside + (other.Number?.Value ?? 0);
                if (IsPast(_series, other) || !_told.Add(other.Path) || SummaryOf(other) is not { } summary)
                    continue;
                Add(
                    other,
                    NameOf(other),
                    summary,
                    $"# {NameOf(other)} ({StandingOf(other)}), next to {NameOf(document)}\n\n{Slice(other, summary)}"
                );
            }
        }

        private void AddParts(Document document)
        {
            foreach (var part in PartsOf(document))
            {
                _place++;
                if (_told.Add(part.Path))
                    AddRest(part, 0, part.Sections.Length);
            }
        }

        // Sections from one index to another: each whole where there is room, else by itself and then what is below it.
        private void AddRest(Document document, int from, int to)
        {
            var sections = document.Sections;
            if (sections.IsEmpty && document.BodyStart is { } start && start < document.Text.Length)
                Add(document, null, new(start, document.Text.Length), Slice(document, new(start, document.Text.Length)));
            for (var (i, next) = (from, from); i < to; i = next)
            {
                var section = sections[i];
                for (next = i + 1; next < to && sections[next].Heading.Start < section.Span.End; )
                    next++;
                var own = OwnSpan(document, i);
                if (_sections.TryGetValue((document.Path, section.Span.Start), out var told))
                {
                    if (told < section.Span.End)
                        AddRest(document, i + 1, next);
                    continue;
                }

                var inner = sections[(i + 1)..next];
                if (
                    section.Level > 1
                    && !inner.IsEmpty
                    && HasRoom(document, section.Span)
                    && !inner.Any(other => _sections.ContainsKey((document.Path, other.Span.Start)))
                )
                {
                    Add(document, section.Title, section.Span, Slice(document, section.Span));
                    continue;
                }

                if (HasText(document, own, section))
                    Add(document, section.Title, own, Slice(document, own));
                AddRest(document, i + 1, next);
            }
        }

        private bool HasRoom(Document document, TextSpan span) => PartOf(document, null, span, Slice(document, span)).Tokens <= _room;

        private void Add(Document document, string? heading, TextSpan span, string text)
        {
            var part = PartOf(document, heading, span, text);
            if (part.Tokens <= _room)
            {
                _room -= part.Tokens;
                Taken.Add((_proposal, _place, part));
            }
            else
            {
                LeftOut.Add((_proposal, _place, part));
            }
        }

        private static ContextPart PartOf(Document document, string? heading, TextSpan span, string text)
        {
            var last = document.Text.Content.AsSpan(..span.End).TrimEnd().Length;
            return new(
                document.Path,
                heading ?? document.Name,
                document.Text.LineAt(span.Start) + 1,
                document.Text.LineAt(Math.Max(span.Start, last - 1)) + 1,
                text
            )
            {
                Tokens = ContextPart.Estimate(text) + SourceLength / ContextPart.CharactersOfToken,
            };
        }

        private static string Slice(Document document, TextSpan span) => document.Text.Slice(span).Trim();

        private static string? HeadingAt(Document document, TextSpan span) =>
            document.Sections.FirstOrDefault(section => section.Heading.Start == span.Start)?.Title;

        private static bool HasText(Document document, TextSpan span, Section section) =>
            !document.Text.Content.AsSpan(section.Heading.End..span.End).IsWhiteSpace();

        // A heading and what stands below it, up to the next one.
        private static TextSpan OwnSpan(Document document, int section) =>
            new(
                document.Sections[section].Heading.Start,
                section + 1 < document.Sections.Length ? document.Sections[section + 1].Heading.Start : document.Text.Length
            );

        // The section that says what it is about; without one, the first that says anything.
        private TextSpan? SummaryOf(Document document)
        {
            foreach (var name in _series.Convention.SummarySections)
            {
                var section = document.Sections.FirstOrDefault(section =>
                    section.Level > 1 && string.Equals(section.Title, name, StringComparison.OrdinalIgnoreCase)
                );
                if (section is not null && HasText(document, section.Span, section))
                    return section.Span;
            }

            for (var i = 0; i < document.Sections.Length; i++)
                if (OwnSpan(document, i) is var own && HasText(document, own, document.Sections[i]))
                    return own;
            return null;
        }

        // The proposals whose successor this one is.
        private IEnumerable<Document> PredecessorsOf(Document document) =>
            document.Number is not { } number
                ? []
                : _series
                    .ReferrersOf(number)
                    .Select(_series.Find)
                    .OfType<Document>()
                    .Where(other => other.Path != document.Path && other.Successors.Any(successor => successor.Number == number))
                    .OrderBy(other => other.Path, StringComparer.Ordinal);

        // What the comments for tools say that it, or a part of it, rests on.
        private IEnumerable<Document> DependenciesOf(Document document) =>
            new[] { document }
                .Concat(PartsOf(document))
                .SelectMany(part => NamedBy(part, ContextEntry.Dependencies))
                .Where(other => other.Path != document.Path && ProposalList.OwnerOf(_series, other.Path) != document.Path)
                .Distinct();

        private IEnumerable<Document> MentionedBy(Document document) =>
            (Connections.Of(_series, document.Path)?.RefersTo ?? []).Select(other => _series.Find(other.Path)).OfType<Document>();

        // Its sub-documents: those that it lists in the order in which it does, then the others.
        private IEnumerable<Document> PartsOf(Document document) =>
            NamedBy(document, ContextEntry.SubDocuments)
                .Concat(
                    document.Number is { } number
                        ? _series
                            .DirectoriesOf(number)
                            .SelectMany(_series.Files.FilesBelow)
                            .Order(StringComparer.Ordinal)
                            .Select(_series.Find)
                            .OfType<Document>()
                            .Where(part => ProposalList.OwnerOf(_series, part.Path) == document.Path)
                        : []
                )
                .Distinct();

        private IEnumerable<Document> NamedBy(Document document, string entry)
        {
            var folders = ContextFolders.BaseFolders(document, _series, MentionText.OwnNumber(_series, document));
            return document
                .Context.Where(one => one.Name == entry)
                .SelectMany(one => one.Values)
                .Select(value =>
                    value.Number is { } number
                        ? _series.DocumentOf(number)
                        : folders
                            .Select(folder => _series.Find(Paths.Resolve(folder, value.Text.Value)))
                            .FirstOrDefault(found => found is not null)
                )
                .OfType<Document>();
        }
    }
}

/// <summary>A part of a document, with the place where it stands.</summary>
/// <param name="Path">The document, relative to the root.</param>
/// <param name="Heading">What it is called.</param>
/// <param name="FirstLine">Its first line, from 1.</param>
/// <param name="LastLine">Its last line.</param>
/// <param name="Text">What it says.</param>
public sealed record ContextPart(string Path, string Heading, int FirstLine, int LastLine, string Text)
{
    /// <summary>How many characters of English or of code a token has, about.</summary>
    public const int CharactersOfToken = 4;

    /// <summary>
    /// How many tokens it takes, about: models differ, and none of them is asked. One for four ASCII characters, one for each other
    /// character: a syllable of Hangul is about one.
    /// </summary>
    public int Tokens { get; init; } = Estimate(Text);

    /// <summary>Where it stands, as editors and terminals know to open it.</summary>
    public string Source => $"{Path}:{FirstLine}-{LastLine}";

    /// <summary>How many tokens <paramref name="text"/> takes, about.</summary>
    public static int Estimate(string text)
    {
        var ascii = text.Count(char.IsAscii);
        return text.Length - ascii + (ascii + CharactersOfToken - 1) / CharactersOfToken;
    }
}
