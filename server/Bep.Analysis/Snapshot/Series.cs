using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;

namespace Bep.Analysis.Snapshot;

/// <summary>
/// A series of proposals as it is at one moment: the snapshot that rules and features answer from. Immutable; a change makes another one,
/// at a cost that grows with the change and not with the series. A record, so that a snapshot keeps all that its change does not name; but
/// two snapshots are equal only if they are one.
/// </summary>
public sealed record Series
{
    private static readonly Document s_noRegistry = DocumentParser.Parse("", SourceText.Empty, "", Convention.Default);

    // The proposals' paths by number, also of those whose text has not been read yet.
    private ImmutableDictionary<ProposalNumber, ImmutableSortedSet<string>> _paths = ImmutableDictionary<
        ProposalNumber,
        ImmutableSortedSet<string>
    >.Empty;

    private ReferenceIndex _references;
    private ValueCounts _values;
    private MarkCounts _marks;
    private FieldKeys _keys;

    // Worked out on first use; each says of which snapshots it holds.
    private NameIndex? _names;
    private NumberIndex? _numbers;
    private Answers? _answers;

    private Series(string folder, Convention basis, ExternalFacts externalFacts)
    {
        Folder = folder;
        BaseConvention = basis;
        Convention = basis;
        ExternalFacts = externalFacts;
        _references = ReferenceIndex.Of([], folder, basis);
        _values = ValueCounts.Of([]);
        _keys = FieldKeys.Of([]);
    }

    /// <summary>The folder that holds registry, template and proposals, relative to the root; see <see cref="Paths"/>.</summary>
    public string Folder { get; }

    /// <summary>The convention before template and registry were read: what documents are parsed with.</summary>
    public Convention BaseConvention { get; }

    /// <summary>How this series writes its proposals.</summary>
    public Convention Convention { get; private init; }

    /// <summary>Where the convention is stated, as far as it is more than <see cref="BaseConvention"/>.</summary>
    public ImmutableArray<ConventionFact> ConventionFacts { get; private init; } = [];

    /// <summary>
    /// True where the series' own files state what the key <paramref name="key"/> is about: what nobody stated is a default, and no law.
    /// </summary>
    public bool States(string key) => ConventionFacts.Any(fact => fact.Key == key);

    /// <summary>
    /// True where the series' files say one of <paramref name="keys"/>, or where the series is one of BEPs, whose process says what holds if
    /// they do not. Of a series of another name nothing is known but what it states.
    /// </summary>
    public bool HasAgreedOn(params ReadOnlySpan<string> keys)
    {
        if (Convention.Prefix == Convention.Default.Prefix)
            return true;
        foreach (var key in keys)
        {
            if (States(key))
                return true;
        }

        return false;
    }

    /// <summary>Where the series' own files disagree on it.</summary>
    public ImmutableArray<Contradiction> Contradictions { get; private init; } = [];

    /// <summary>What the world outside says.</summary>
    public ExternalFacts ExternalFacts { get; private init; }

    /// <summary>False while only some of the documents have been read: what others say about themselves is not to be judged yet.</summary>
    public bool IsComplete { get; private init; }

    /// <summary>
    /// False before anybody has looked which files there are: of them only those are known that an open document links, and the registry
    /// and the template not at all. Then a document is judged by itself (<c>Rule.JudgesAlone</c>).
    /// </summary>
    public bool IsListed { get; private init; } = true;

    /// <summary>Files and folders that exist: all below the series' folder, and those outside that a link names.</summary>
    public FileSet Files { get; private init; } = FileSet.Empty;

    /// <summary>
    /// The Markdown files below the folder that have been read, by path. The registry's is always among them, empty where there is no such
    /// file.
    /// </summary>
    public ImmutableDictionary<string, Document> Documents { get; private init; } =
        ImmutableDictionary.Create<string, Document>(Paths.Comparer);

    /// <summary>
    /// The messages that are open, and source files that are reported on, by path. Neither is a file of the series, whatever it says.
    /// </summary>
    public ImmutableDictionary<string, Document> Messages { get; private init; } =
        ImmutableDictionary.Create<string, Document>(Paths.Comparer);

    /// <summary>
    /// Markdown files outside the folder in which a link of the series names a heading, by path. They are no part of the series: nothing
    /// but their headings is looked at.
    /// </summary>
    public ImmutableDictionary<string, Document> Outside { get; private init; } =
        ImmutableDictionary.Create<string, Document>(Paths.Comparer);

    /// <summary>All that can have findings.</summary>
    public IEnumerable<Document> DocumentsAndMessages => Documents.Values.Concat(Messages.Values);

    /// <summary>The path of the registry's file; empty in a series that has none.</summary>
    public string RegistryPath => BaseConvention.RegistryFile is { } file ? Paths.Resolve(Folder, file) ?? "" : "";

    /// <summary>Where the index that is made from the documents lies, relative to the root; empty where none is.</summary>
    public string IndexPath => BaseConvention.IndexFile is { } file ? Paths.Resolve(Folder, file) ?? "" : "";

    /// <summary>The registry's file, empty where there is no such file or no registry at all.</summary>
    public Document RegistryDocument => Find(RegistryPath) ?? s_noRegistry;

    /// <summary>The registry; null where the series has none, or its file has no such table.</summary>
    public Registry? Registry => RegistryDocument.Registry;

    /// <summary>The template; null where the series has none, or it has not been read yet.</summary>
    public Document? Template { get; private init; }

    /// <summary>The title that the template only shows as an example; a proposal that still has it has none of its own.</summary>
    public string SampleTitle => Template?.Facts.Title ?? "Title";

    /// <summary>The series' configuration; null where it has none.</summary>
    public Document? Configuration =>
        ConfigurationOf(Find(Paths.Join(Folder, ConfigurationReader.FileName))) ?? ConfigurationOf(Find(ConfigurationReader.FileName));

    /// <summary>The numbers that a file has, in no order.</summary>
    public IEnumerable<ProposalNumber> DocumentNumbers => _paths.Keys;

    /// <summary>A series of <paramref name="documents"/>, parsed with <paramref name="basis"/>.</summary>
    /// <param name="folder">See <see cref="Folder"/>.</param>
    /// <param name="basis">See <see cref="BaseConvention"/>.</param>
    /// <param name="externalFacts">See <see cref="ExternalFacts"/>.</param>
    /// <param name="files">See <see cref="Files"/>; the documents' own paths need not be among them.</param>
    /// <param name="documents">The files that have been read.</param>
    /// <param name="isComplete">See <see cref="IsComplete"/>.</param>
    /// <param name="outside">See <see cref="Outside"/>.</param>
    public static Series Create(
        string folder,
        Convention basis,
        ExternalFacts externalFacts,
        IEnumerable<string> files,
        IEnumerable<Document> documents,
        bool isComplete,
        IEnumerable<Document>? outside = null
    )
    {
        var read = documents.ToLookup(document => document.Kind == DocumentKind.Message);
        var all = read[false].ToImmutableDictionary(document => document.Path, Paths.Comparer);
        var existing = FileSet.Of(files.Concat(all.Keys));
        if (basis.RegistryFile is { } file && Paths.Resolve(folder, file) is { } registry && !all.ContainsKey(registry))
            all = all.Add(registry, DocumentParser.Parse(registry, SourceText.Empty, folder, basis));

        var paths = existing
            .Paths.Select(path => (Path: path, DocumentParser.Classify(path, folder, basis).Number))
            .Where(file => file.Number is not null)
            .GroupBy(file => file.Number!.Value, file => file.Path)
            .ToImmutableDictionary(group => group.Key, group => group.ToImmutableSortedSet(StringComparer.Ordinal));
        return new Series(folder, basis, externalFacts)
        {
            IsComplete = isComplete,
            Files = existing,
            Documents = all,
            Messages = read[true].ToImmutableDictionary(message => message.Path, Paths.Comparer),
            Outside = (outside ?? []).ToImmutableDictionary(document => document.Path, Paths.Comparer),
            Template = all.Values.FirstOrDefault(document => document.Kind == DocumentKind.Template),
            _paths = paths,
            _references = ReferenceIndex.Of(all.Values, folder, basis),
            _marks = all.Values.Aggregate(default(MarkCounts), (counts, document) => counts.With(null, document)),
            _values = ValueCounts.Of(all.Values),
            _keys = FieldKeys.Of(all.Values),
        }.WithConventionRead();
    }

    /// <summary>A series of which nothing is known but how its documents are read; see <see cref="IsListed"/>.</summary>
    /// <param name="folder">See <see cref="Folder"/>.</param>
    /// <param name="basis">See <see cref="BaseConvention"/>.</param>
    /// <param name="externalFacts">See <see cref="ExternalFacts"/>.</param>
    /// <param name="configuration">Its configuration; null where it has none.</param>
    public static Series Unlisted(string folder, Convention basis, ExternalFacts externalFacts, Document? configuration) =>
        Create(folder, basis, externalFacts, [], configuration is null ? [] : [configuration], isComplete: false) with
        {
            IsListed = false,
        };

    /// <summary>The document or message at <paramref name="path"/>; null where there is none, or none read yet.</summary>
    public Document? Find(string? path) => path is null ? null : Documents.GetValueOrDefault(path) ?? Messages.GetValueOrDefault(path);

    /// <summary>
    /// The document that a link to <paramref name="path"/> leads to, also where that is one of <see cref="Outside"/>; null where there is
    /// none, or none read yet.
    /// </summary>
    public Document? FindLinked(string path) => Find(path) ?? Outside.GetValueOrDefault(path);

    /// <summary>
    /// The paths outside the folder that somebody links, whether there is a file or not; see <see cref="CanonicalForm"/>.
    /// </summary>
    public ImmutableHashSet<string> PathsLinkedOutside => _references.Outside;

    /// <summary>True where <paramref name="path"/> names a file or folder, of this checkout or of its repository.</summary>
    public bool Exists(string path) =>
        path.Length == 0 || path == Folder || Files.Contains(path) || ExternalFacts.SparseExclusions.Contains(path);

    /// <summary>The proposals with <paramref name="number"/>, by path in order: none, one, or by mistake several.</summary>
    public ImmutableSortedSet<string> PathsOf(ProposalNumber number) => _paths.GetValueOrDefault(number, []);

    /// <summary>
    /// The file that is meant by <paramref name="number"/>: the one that its row links, else the first one with it. Null where no file has
    /// the number.
    /// </summary>
    public string? PathOf(ProposalNumber number)
    {
        var paths = PathsOf(number);
        if (paths.Count < 2)
            return paths.FirstOrDefault();
        return RowsOf(number).Select(row => row.Link?.Path).FirstOrDefault(path => path is not null && paths.Contains(path)) ?? paths[0];
    }

    /// <summary>The document that <see cref="PathOf"/> says; null also where it has not been read yet.</summary>
    public Document? DocumentOf(ProposalNumber number) => Find(PathOf(number));

    /// <summary>The registry's rows with <paramref name="number"/>.</summary>
    public IEnumerable<RegistryRow> RowsOf(ProposalNumber number) => Registry?.RowsOf(number) ?? [];

    /// <summary>True where a row or a file has <paramref name="number"/>, or it is one that documents use as an example.</summary>
    public bool Knows(ProposalNumber number) =>
        _paths.ContainsKey(number)
        || RowsOf(number).Any()
        || IsStray(number)
        || InOtherMarkup(number) is not null
        || Convention.ExampleNumbers.Contains(number);

    /// <summary>The file that has <paramref name="number"/> and is not Markdown, so that it is not read; null where there is none.</summary>
    public string? InOtherMarkup(ProposalNumber number) => Names.InOtherMarkup.GetValueOrDefault(number);

    /// <summary>
    /// The number to give to the next proposal: one more than the highest that a row or a file has, here or on another branch. Gaps are not
    /// filled.
    /// </summary>
    public ProposalNumber NextNumber =>
        new[]
        {
            ExternalFacts.Branches.Highest?.Next,
            Names.InOtherMarkup.IsEmpty ? null : Names.InOtherMarkup.Keys.Last().Next,
            Numbers.Next,
        }
            .OfType<ProposalNumber>()
            .Max();

    /// <summary>The numbers that a file or the row of a proposal has, in order.</summary>
    internal ImmutableArray<ProposalNumber> ListedNumbers => Numbers.Listed;

    /// <summary>
    /// What an author who wrote <paramref name="unknown"/> probably meant: numbers that a row or a file has, as they are read, the
    /// likeliest first. Empty where none is near.
    /// </summary>
    internal ImmutableArray<string> NearestTo(ProposalNumber unknown) => Numbers.NearestTo(unknown);

    /// <summary>
    /// The folders that hold supporting files of <paramref name="number"/>, by path in order: none, one, or by mistake several.
    /// </summary>
    public ImmutableSortedSet<string> DirectoriesOf(ProposalNumber number) => Names.Directories.GetValueOrDefault(number, []);

    /// <summary>The numbers that have a folder with supporting files, in order.</summary>
    public IEnumerable<ProposalNumber> DirectoryNumbers => Names.Directories.Keys;

    /// <summary>The number whose supporting directory <paramref name="path"/> is or lies in; null for other paths.</summary>
    public ProposalNumber? OwnerOf(string path)
    {
        if (!Paths.IsBelow(Folder, path))
            return null;
        var start = Folder.Length == 0 ? 0 : Folder.Length + 1;
        var end = path.IndexOf('/', start);
        return BaseConvention.NumberOfDirectory(end < 0 ? path[start..] : path[start..end]);
    }

    /// <summary>
    /// True where most of the proposals' file names have slugs in lower case, with hyphens between words: <c>quiet-hours</c>.
    /// </summary>
    public bool HasKebabSlugs => Names.HasKebabSlugs;

    /// <summary>What most of the slugs have between their words: a hyphen, an underscore or a blank.</summary>
    public char SlugSeparator => Names.SlugSeparator;

    /// <summary>True where a proposal's file has the name <paramref name="slug"/> behind its number, whichever that is.</summary>
    internal bool HasSlug(string slug) => Names.Slugs.Contains(slug);

    /// <summary>The documents that point at <paramref name="target"/>, in no order.</summary>
    internal IEnumerable<string> ReferrersOf(ReferenceKey target) => _references.Of(target);

    /// <summary>The numbers that somebody mentions.</summary>
    internal IEnumerable<ProposalNumber> MentionedNumbers => _references.Numbers;

    /// <summary>The files of the folder that are no proposals, by path in order.</summary>
    internal ImmutableArray<string> OtherFiles => Names.Others;

    private NameIndex Names => _names is { } names && names.IsOf(this) ? names : _names = new(this);

    private NumberIndex Numbers =>
        _numbers is { } numbers && numbers.IsOf(_paths, Registry, Convention) ? numbers : _numbers = new(_paths, Registry, Convention);

    /// <summary>
    /// What <paramref name="derive"/>, a static method, makes of this series; it is asked once for all snapshots that differ in messages
    /// alone.
    /// </summary>
    internal T Once<T>(Func<Series, T> derive) =>
        (_answers is { } answers && answers.AreOf(this) ? answers : _answers = new(this)).Get(derive);

    /// <summary>
    /// What stands in front of the number in a mention: what the series says, else the prefix and a hyphen, unless most of its mentions have
    /// a blank there, or nothing.
    /// </summary>
    public string MentionLead => Convention.PreferredLead ?? Convention.Prefix + _marks.Usual;

    /// <summary>True where mentions are usually written without the zeros that files' names have: <c>PDEP-7</c>.</summary>
    public bool MentionsLackZeros => _marks.LacksZeros;

    /// <summary>A mention of <paramref name="number"/> as this series writes it.</summary>
    public string Mention(ProposalNumber number) =>
        MentionLead + (MentionsLackZeros ? number.Value.ToString() : Convention.Digitize(number));

    /// <summary>
    /// The path of a proposal with <paramref name="number"/> that lies in the wrong folder, while no file in the right one has the number;
    /// null for none.
    /// </summary>
    public string? StrayOf(ProposalNumber number) => _paths.ContainsKey(number) ? null : Names.Strays.GetValueOrDefault(number);

    /// <summary>True where <see cref="StrayOf"/> says where it is.</summary>
    public bool IsStray(ProposalNumber number) => StrayOf(number) is not null;

    /// <summary>The documents that mention <paramref name="number"/> or link to its file, in no order.</summary>
    public IEnumerable<string> ReferrersOf(ProposalNumber number) =>
        PathsOf(number).Select(path => new ReferenceKey(path)).Append(new ReferenceKey(number)).SelectMany(ReferrersOf).Distinct();

    /// <summary>The documents that link to <paramref name="path"/>, in no order.</summary>
    public IEnumerable<string> ReferrersOf(string path) => ReferrersOf(new ReferenceKey(path));

    /// <summary>
    /// What proposals other than <paramref name="except"/> have in the field for <paramref name="role"/>, each once, in no order: for the
    /// fields of authors and versions, which proposals have in common.
    /// </summary>
    public IEnumerable<string> ValuesOf(FieldRole role, Document? except = null) => _values.Of(role, except);

    /// <summary>See <see cref="FieldKeys.OfOne"/>.</summary>
    internal IEnumerable<(string Key, string Path)> KeysOfOne => _keys.OfOne;

    /// <summary>
    /// True where the fields of both name the same issues, told without looking at them: false also where what is different makes no
    /// difference to anybody.
    /// </summary>
    public bool HasTheKeysOf(Series other) => ReferenceEquals(_keys, other._keys);

    /// <summary>The series with <paramref name="document"/> in place of the one at its path, or beside the others.</summary>
    public Series With(Document document)
    {
        if (document.Kind is DocumentKind.Message or DocumentKind.Source)
            return this with { Messages = Messages.SetItem(document.Path, document) };
        var old = Find(document.Path);
        var next = this with
        {
            Documents = Documents.SetItem(document.Path, document),
            Files = Files.Add(document.Path),
            Template = document.Kind == DocumentKind.Template ? document : Template,
            _paths = WithPath(document.Path),
            _references = _references.With(old, document),
            _values = _values.With(old, document),
            _marks = _marks.With(old, document),
            _keys = _keys.With(old, document),
        };
        return next.WithConventionOf(document.Kind);
    }

    /// <summary>The series without the message, the file or the folder at <paramref name="path"/>.</summary>
    public Series Without(string path)
    {
        if (Messages.ContainsKey(path))
            return this with { Messages = Messages.Remove(path) };
        var old = Find(path);
        // There is always one that stands for the registry's file.
        var now = path.Length > 0 && path == RegistryPath ? DocumentParser.Parse(path, SourceText.Empty, Folder, BaseConvention) : null;
        var paths = _paths;
        if (DocumentParser.Classify(path, Folder, BaseConvention).Number is { } number)
            paths = PathsOf(number).Remove(path) is { Count: > 0 } rest ? paths.SetItem(number, rest) : paths.Remove(number);
        var next = this with
        {
            Documents = now is null ? Documents.Remove(path) : Documents.SetItem(path, now),
            Files = Files.Remove(path),
            Outside = Outside.Remove(path),
            Template = Template?.Path == path ? null : Template,
            _paths = paths,
            _references = _references.With(old, now),
            _values = _values.With(old, now),
            _marks = _marks.With(old, now),
            _keys = _keys.With(old, now),
        };
        return next.WithConventionOf(old?.Kind);
    }

    /// <summary>
    /// The series with the knowledge that a file or folder exists at <paramref name="path"/> that is no document, or is not read.
    /// </summary>
    public Series WithFile(string path) => Files.Contains(path) ? this : this with { Files = Files.Add(path), _paths = WithPath(path) };

    /// <summary>The series with <paramref name="document"/> as one of <see cref="Outside"/>.</summary>
    public Series WithOutside(Document document) => WithFile(document.Path) with { Outside = Outside.SetItem(document.Path, document) };

    /// <summary>The same files on another day, or with another author.</summary>
    public Series With(ExternalFacts externalFacts) => this with { ExternalFacts = externalFacts };

    /// <inheritdoc/>
    public bool Equals(Series? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    private ImmutableDictionary<ProposalNumber, ImmutableSortedSet<string>> WithPath(string path) =>
        DocumentParser.Classify(path, Folder, BaseConvention).Number is { } number
            ? _paths.SetItem(number, PathsOf(number).Add(path))
            : _paths;

    private Document? ConfigurationOf(Document? document) =>
        document is not null && ConfigurationReader.IsFor(document, Folder) ? document : null;

    // The convention after a file of this kind changed. Where that changes how documents are read, all of them are read again.
    private Series WithConventionOf(DocumentKind? changed)
    {
        if (changed is not (DocumentKind.Registry or DocumentKind.Template or DocumentKind.Configuration))
            return this;
        if (
            changed == DocumentKind.Configuration
            && ConfigurationReader.BaseConvention(Configuration, Folder) is var basis
            && basis != BaseConvention
        )
        {
            // The empty one that stands for a registry which is not there is made again.
            var documents = Concurrently.Map(
                Documents.Values.Where(document => Files.Contains(document.Path)).Concat(Messages.Values),
                document => DocumentParser.Parse(document.Path, document.Text, Folder, basis)
            );
            return Create(Folder, basis, ExternalFacts, Files.Paths, documents, IsComplete, Outside.Values) with { IsListed = IsListed };
        }

        return WithConventionRead();
    }

    private Series WithConventionRead()
    {
        var (convention, facts, contradictions) = ConventionReader.Read(BaseConvention, Folder, Template, RegistryDocument, Configuration);
        return this with
        {
            Convention = convention == Convention ? Convention : convention,
            ConventionFacts = facts,
            Contradictions = contradictions,
        };
    }

    /// <summary>What was worked out of a whole series, by what worked it out.</summary>
    private sealed class Answers(Series series)
    {
        private readonly ConcurrentDictionary<Delegate, object?> _answers = [];

        public bool AreOf(Series other) =>
            series.Documents == other.Documents
            && series.Files == other.Files
            && series.Outside == other.Outside
            && ReferenceEquals(series.Convention, other.Convention)
            && ReferenceEquals(series.ExternalFacts, other.ExternalFacts)
            && series.IsComplete == other.IsComplete;

        public T Get<T>(Func<Series, T> derive) =>
            (T)_answers.GetOrAdd(derive, static (derive, series) => ((Func<Series, T>)derive)(series), series)!;
    }
}
