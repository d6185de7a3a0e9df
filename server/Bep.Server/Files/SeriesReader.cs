using System.Collections.Concurrent;
using System.Collections.Immutable;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Server.Files;

/// <summary>Reads series from the disk. It may be called from any thread and keeps nothing.</summary>
public static class SeriesReader
{
    /// <summary>What can be said before anything is listed: how the documents are read.</summary>
    public static Series ReadConfiguration(IFiles files, SeriesLocation place, ExternalFacts externalFacts)
    {
        var configuration = SeriesFinder.ConfigurationOf(files, place.Root, place.Folder);
        var basis = ConfigurationReader.BaseConvention(configuration, place.Folder);
        return Series.Unlisted(place.Folder, basis, externalFacts, configuration);
    }

    /// <summary>What can be said at once: which files there are, and what the registry and the template say.</summary>
    public static Series ReadFirst(IFiles files, SeriesLocation place, Listing listing, ExternalFacts externalFacts)
    {
        files = Contained.In(files, place.Root);
        var first =
            from path in listing.Documents
            where
                DocumentParser.Classify(path, place.Folder, listing.BaseConvention).Kind
                    is DocumentKind.Registry
                        or DocumentKind.Template
                        or DocumentKind.Configuration
            let document = Read(files, place, listing.BaseConvention, path).Document
            where document is not null
            select document;
        return Series.Create(place.Folder, listing.BaseConvention, externalFacts, listing.Paths, first, isComplete: false);
    }

    /// <summary>The whole series.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="place">Where the series lies.</param>
    /// <param name="listing">What there is to read.</param>
    /// <param name="externalFacts">What the world outside says.</param>
    /// <param name="progress">Told from several threads how many documents have been read.</param>
    public static ReadSeries ReadAll(
        IFiles files,
        SeriesLocation place,
        Listing listing,
        ExternalFacts externalFacts,
        Action<int>? progress = null
    )
    {
        files = Contained.In(files, place.Root);
        var documents = new Document?[listing.Documents.Length];
        var skipped = new ConcurrentBag<Skip>(listing.Skipped);
        var taken = 0;
        var done = 0;
        // Threads of their own leave the pool to those who answer the editor.
        InParallel(() =>
        {
            for (int i; (i = Interlocked.Increment(ref taken) - 1) < documents.Length; )
            {
                var path = listing.Documents[i];
                (documents[i], var problem) = Read(files, place, listing.BaseConvention, path);
                if (problem is not null)
                    skipped.Add(new(path, problem));
                progress?.Invoke(Interlocked.Increment(ref done));
            }
        });
        var read = documents.OfType<Document>().ToArray();
        var known = listing.Paths.ToHashSet(Paths.Comparer);
        var linked = ReadLinked(files, place, listing.BaseConvention, read, (path, _) => known.Contains(path)).ToList();
        return new(
            Series.Create(
                place.Folder,
                listing.BaseConvention,
                externalFacts,
                listing.Paths.Concat(linked.Select(file => file.Path)),
                read,
                isComplete: true,
                linked.Select(file => file.Document).OfType<Document>()
            ),
            [.. skipped.OrderBy(skip => skip.Path, StringComparer.Ordinal)]
        );
    }

    /// <summary>A document, or why it is not read.</summary>
    public static (Document? Document, LocalizableString? Problem) Read(IFiles files, SeriesLocation place, Convention basis, string path)
    {
        var (text, problem) = TextFile.Read(Contained.In(files, place.Root), place.AbsoluteOf(path));
        if (text is null)
            return (null, problem);
        (var document, problem) = Parse(path, text, place.Folder, basis);
        return (document is null ? null : document with { Text = text.Packed() }, problem);
    }

    /// <summary>A text as a document, or why it cannot be read: a fault of the parser's costs this file and no other.</summary>
    public static (Document? Document, LocalizableString? Problem) Parse(string path, SourceText text, string folder, Convention basis)
    {
        try
        {
            return (DocumentParser.Parse(path, text, folder, basis), null);
        }
        catch (Exception e)
        {
            Safely.Report($"parsing {path}", e);
            return (null, $"cannot be understood: {e.Message}");
        }
    }

    /// <summary>
    /// Those files that <paramref name="document"/> links, that exist, and that <paramref name="series"/> does not know: outside of its
    /// folder, or behind a link.
    /// </summary>
    public static ImmutableArray<LinkedFile> Linked(IFiles files, SeriesLocation place, Document document, Series series) =>
        [
            .. ReadLinked(
                files,
                place,
                series.BaseConvention,
                [document],
                (path, namesHeading) => series.Exists(path) && (!namesHeading || series.FindLinked(path) is not null),
                series.IsListed
            ),
        ];

    /// <summary>
    /// Those files that <paramref name="document"/> links, that exist, and that <paramref name="listing"/> does not show.
    /// </summary>
    public static ImmutableArray<LinkedFile> Linked(IFiles files, SeriesLocation place, Document document, Listing listing) =>
        [.. ReadLinked(files, place, listing.BaseConvention, [document], (path, _) => listing.Paths.Contains(path))];

    /// <summary>
    /// The file at <paramref name="path"/>, which a series links; null where there is none. Its headings are wanted where it has any.
    /// </summary>
    public static LinkedFile? ReadLinked(IFiles files, SeriesLocation place, Convention basis, string path)
    {
        files = Contained.In(files, place.Root);
        return new Names(files, place).Exists(path) ? new(path, IsMarkdown(path) ? Read(files, place, basis, path).Document : null) : null;
    }

    private static IEnumerable<LinkedFile> ReadLinked(
        IFiles files,
        SeriesLocation place,
        Convention basis,
        IEnumerable<Document> documents,
        Func<string, bool, bool> isKnown,
        bool isListed = true
    )
    {
        files = Contained.In(files, place.Root);
        var names = new Names(files, place);
        var all = new Dictionary<string, bool>(Paths.Comparer);
        foreach (var (path, namesHeading) in documents.SelectMany(document => LinkedBy(place, document)))
            all[path] = namesHeading || all.GetValueOrDefault(path);
        return from linked in all
            where !isKnown(linked.Key, linked.Value) && (names.Exists(linked.Key) || (!isListed && names.Shows(linked.Key)))
            select new LinkedFile(linked.Key, linked.Value ? Read(files, place, basis, linked.Key).Document : null);
    }

    /// <summary>
    /// Which files there are under exactly that name: where the disk does not tell capitals from small letters, the listing does, because
    /// the link will be followed on GitHub.
    /// </summary>
    private sealed class Names(IFiles files, SeriesLocation place)
    {
        private readonly Dictionary<string, HashSet<string>?> _folders = [];

        public bool Exists(string path)
        {
            if (!files.Exists(place.AbsoluteOf(path)))
                return false;
            for (var at = path; at.Length > 0; at = Paths.Folder(at))
            {
                if (NamesIn(Paths.Folder(at)) is { } names && !names.Contains(Paths.Name(at)))
                    return false;
            }
            return true;
        }

        /// <summary>
        /// True for what the listing of a series will show: also a link that leads nowhere or out of the repository, and a name of which the
        /// disk has the letters in another form.
        /// </summary>
        public bool Shows(string path)
        {
            var folder = "";
            foreach (var part in path.Split('/'))
            {
                if (NamesIn(folder)?.TryGetValue(part, out var name) is not true)
                    return false;
                folder = Paths.Join(folder, name);
            }

            return true;
        }

        // Null for a folder that cannot be listed.
        private HashSet<string>? NamesIn(string folder)
        {
            if (_folders.TryGetValue(folder, out var known))
                return known;
            try
            {
                return _folders[folder] = files.List(place.AbsoluteOf(folder)).Select(entry => entry.Name).ToHashSet(Paths.Comparer);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return _folders[folder] = null;
            }
        }
    }

    // What a document links and, of what lies outside of the series' folder, the folder at the root that it lies in; and whether a link
    // names a heading in a Markdown file out there.
    private static IEnumerable<(string Path, bool NamesHeading)> LinkedBy(SeriesLocation place, Document document)
    {
        foreach (var link in document.Links)
        {
            if (link.Path is not { } path)
                continue;
            var isOutside = !Paths.IsBelow(place.Folder, path);
            yield return (path, isOutside && link.Fragment is { Length: > 0 } && IsMarkdown(path));
            if (isOutside)
                yield return (path.Split('/')[0], false);
        }
    }

    private static bool IsMarkdown(string path) => path.EndsWith(".md", StringComparison.OrdinalIgnoreCase);

    private static void InParallel(Action work)
    {
        Thread[] threads =
        [
            .. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Safely.Start("reader", work, ThreadPriority.BelowNormal)),
        ];
        foreach (var thread in threads)
            thread.Join();
    }
}

/// <summary>A series, and what in its folder could not be read.</summary>
/// <param name="Series">The series.</param>
/// <param name="Skipped">By path.</param>
public sealed record ReadSeries(Series Series, ImmutableArray<Skip> Skipped);

/// <summary>A file, or a folder, that a document of a series links and that lies in no listing of it.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Document">The file, where its headings are wanted and it can be read; else null.</param>
public sealed record LinkedFile(string Path, Document? Document)
{
    /// <summary><paramref name="series"/> with the knowledge of it.</summary>
    public Series AddedTo(Series series) => Document is null ? series.WithFile(Path) : series.WithOutside(Document);
}
