using System.Collections.Concurrent;
using System.Collections.Immutable;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;

namespace Bep.Analysis.Snapshot;

/// <summary>
/// A series of proposals as it is at one moment: the snapshot that rules and features answer from. Immutable; a change makes another one,
/// at a cost that grows with the change and not with the series.
/// </summary>
public sealed class Series
{
    private Series(string folder, Convention basis, ExternalFacts externalFacts)
    {
        Folder = folder;
        BaseConvention = basis;
        Convention = basis;
        ExternalFacts = externalFacts;
    }

    private Series(Series other)
        : this(other.Folder, other.BaseConvention, other.ExternalFacts)
    {
        Convention = other.Convention;
        ConventionFacts = other.ConventionFacts;
        Contradictions = other.Contradictions;
        IsComplete = other.IsComplete;
        Files = other.Files;
        Template = other.Template;
        Documents = other.Documents;
        Messages = other.Messages;
        _paths = other._paths;
        _referrers = other._referrers;
        _values = other._values;
        _marks = other._marks;
        _names = other._names;
        _numbers = other._numbers;
    }

    // How many proposals have the same author, or the same version.
    private ImmutableDictionary<(FieldRole Role, string Value), int> _values = ImmutableDictionary<(FieldRole Role, string Value), int>.Empty;

    // How many mentions have each mark between prefix and number.
    private MarkCounts _marks;

    /// <summary>More than these to choose from are no help.</summary>
    private const int MostNearest = 3;

    private static readonly Document s_noRegistry = DocumentParser.Parse("", SourceText.Empty, "", Convention.Default);

    // The proposals' paths by number, also of those whose text has not been read yet.
    private ImmutableDictionary<ProposalNumber, ImmutableSortedSet<string>> _paths = ImmutableDictionary<ProposalNumber, ImmutableSortedSet<string>>.Empty;

    // Worked out on first use, then kept until a file comes or goes.
    private NameIndex? _names;

    // What others work out of the whole series, by what works it out; likewise, until anything but a message changes.
    private ConcurrentDictionary<Delegate, object?>? _derived;

    // Likewise, until a number does.
    private NumberIndex? _numbers;

    // Who has to be looked at again when a number, or a path, changes.
    private ImmutableDictionary<ReferenceKey, ImmutableHashSet<string>> _referrers = ImmutableDictionary<ReferenceKey, ImmutableHashSet<string>>.Empty;

    /// <summary>The folder that holds registry, template and proposals, relative to the root; see <see cref="Paths"/>.</summary>
    public string Folder { get; }

    /// <summary>The convention before template and registry were read: what documents are parsed with.</summary>
    public Convention BaseConvention { get; }

    /// <summary>How this series writes its proposals.</summary>
    public Convention Convention { get; private init; }

    /// <summary>Where the convention is stated, as far as it is more than <see cref="BaseConvention"/>.</summary>
    public ImmutableArray<ConventionFact> ConventionFacts { get; private init; } = [];

    /// <summary>True where the series' own files state what the key <paramref name="key"/> is about: what nobody stated is a default, and no law.</summary>
    public bool States(string key) => ConventionFacts.Any(fact => fact.Key == key);

    /// <summary>Where the series' own files disagree on it.</summary>
    public ImmutableArray<Contradiction> Contradictions { get; private init; } = [];

    /// <summary>What the world outside says.</summary>
    public ExternalFacts ExternalFacts { get; private init; }

    /// <summary>False while only some of the documents have been read: what others say about themselves is not to be judged yet.</summary>
    public bool IsComplete { get; private init; }

    /// <summary>Files and folders that exist: all below the series' folder, and those outside that a link names.</summary>
    public FileSet Files { get; private init; } = FileSet.Empty;

    /// <summary>The Markdown files below the folder that have been read, by path. The registry's is always among them, empty where there is no such file.</summary>
    public ImmutableDictionary<string, Document> Documents { get; private init; } = ImmutableDictionary.Create<string, Document>(Paths.Comparer);

    /// <summary>The paths of the messages among them.</summary>
    private ImmutableHashSet<string> Messages { get; init; } = [];

    /// <summary>The path of the registry's file; empty in a series that has none.</summary>
    public string RegistryPath => BaseConvention.RegistryFile is { } file ? Paths.Resolve(Folder, file) ?? "" : "";

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
    public static Series Create(
        string folder, Convention basis, ExternalFacts externalFacts, IEnumerable<string> files, IEnumerable<Document> documents, bool isComplete)
    {
        var all = documents.ToImmutableDictionary(document => document.Path, Paths.Comparer);
        var existing = FileSet.Of(files.Concat(all.Values.Where(document => document.Kind != DocumentKind.Message).Select(document => document.Path)));
        if (basis.RegistryFile is { } file && Paths.Resolve(folder, file) is { } registry && !all.ContainsKey(registry))
            all = all.Add(registry, DocumentParser.Parse(registry, SourceText.Empty, folder, basis));

        var referrers = new Dictionary<ReferenceKey, ImmutableHashSet<string>.Builder>();
        foreach (var document in all.Values)
        {
            foreach (var target in TargetsOf(document, basis))
            {
                if (!referrers.TryGetValue(target, out var set)) referrers.Add(target, set = ImmutableHashSet.CreateBuilder<string>());
                set.Add(document.Path);
            }
        }

        var paths = existing.Paths
            .Select(path => (Path: path, DocumentParser.Classify(path, folder, basis).Number))
            .Where(file => file.Number is not null)
            .GroupBy(file => file.Number!.Value, file => file.Path)
            .ToImmutableDictionary(group => group.Key, group => group.ToImmutableSortedSet(StringComparer.Ordinal));
        return new Series(folder, basis, externalFacts)
        {
            IsComplete = isComplete,
            Files = existing,
            Documents = all,
            Messages = [.. all.Values.Where(document => document.Kind == DocumentKind.Message).Select(document => document.Path)],
            Template = all.Values.FirstOrDefault(document => document.Kind == DocumentKind.Template),
            _paths = paths,
            _referrers = referrers.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ToImmutable()),
            _marks = all.Values.Aggregate(default(MarkCounts), (counts, document) => counts.Add(document, 1)),
            _values = all.Values.SelectMany(CommonValues).GroupBy(value => value).ToImmutableDictionary(group => group.Key, group => group.Count()),
        }.WithConventionRead();
    }

    /// <summary>The document at <paramref name="path"/>; null where there is none, or none read yet.</summary>
    public Document? Find(string? path) => path is null ? null : Documents.GetValueOrDefault(path);

    /// <summary>True where <paramref name="path"/> names a file or folder, of this checkout or of its repository.</summary>
    public bool Exists(string path) => path.Length == 0 || path == Folder || Files.Contains(path) || ExternalFacts.SparseExclusions.Contains(path);

    /// <summary>The proposals with <paramref name="number"/>, by path in order: none, one, or by mistake several.</summary>
    public ImmutableSortedSet<string> PathsOf(ProposalNumber number) => _paths.GetValueOrDefault(number, []);

    /// <summary>
    /// The file that is meant by <paramref name="number"/>: the one that its row links, else the first one with it. Null where no file has
    /// the number.
    /// </summary>
    public string? PathOf(ProposalNumber number)
    {
        var paths = PathsOf(number);
        if (paths.Count < 2) return paths.FirstOrDefault();
        return RowsOf(number).Select(row => row.Link?.Path).FirstOrDefault(path => path is not null && paths.Contains(path)) ?? paths[0];
    }

    /// <summary>The document that <see cref="PathOf"/> says; null also where it has not been read yet.</summary>
    public Document? DocumentOf(ProposalNumber number) => Find(PathOf(number));

    /// <summary>The registry's rows with <paramref name="number"/>.</summary>
    public IEnumerable<RegistryRow> RowsOf(ProposalNumber number) => Registry?.RowsOf(number) ?? [];

    /// <summary>True where a row or a file has <paramref name="number"/>, or it is one that documents use as an example.</summary>
    public bool Knows(ProposalNumber number) =>
        _paths.ContainsKey(number) || RowsOf(number).Any() || IsStray(number) || Convention.ExampleNumbers.Contains(number);

    /// <summary>The number to give to the next proposal: one more than the highest that a row or a file has, here or on another branch. Gaps are not filled.</summary>
    public ProposalNumber NextNumber => ExternalFacts.Branches.Highest is { } elsewhere && elsewhere.CompareTo(Numbers.Next) >= 0 ? elsewhere.Next : Numbers.Next;

    /// <summary>
    /// What an author who wrote <paramref name="unknown"/> probably meant: numbers that a row or a file has, as they are read, the likeliest
    /// first. Empty where none is near.
    /// </summary>
    internal ImmutableArray<string> NearestTo(ProposalNumber unknown) => Numbers.NearestTo(unknown);

    /// <summary>The folders that hold supporting files of <paramref name="number"/>, by path in order: none, one, or by mistake several.</summary>
    public ImmutableSortedSet<string> DirectoriesOf(ProposalNumber number) => Names.Directories.GetValueOrDefault(number, []);

    /// <summary>The numbers that have a folder with supporting files, in order.</summary>
    public IEnumerable<ProposalNumber> DirectoryNumbers => Names.Directories.Keys;

    /// <summary>The number whose supporting directory <paramref name="path"/> is or lies in; null for other paths.</summary>
    public ProposalNumber? OwnerOf(string path)
    {
        if (!Paths.IsBelow(Folder, path)) return null;
        var start = Folder.Length == 0 ? 0 : Folder.Length + 1;
        var end = path.IndexOf('/', start);
        return BaseConvention.NumberOfDirectory(end < 0 ? path[start..] : path[start..end]);
    }

    /// <summary>True where most of the proposals' file names have slugs in lower case, with hyphens between words: <c>quiet-hours</c>.</summary>
    public bool HasKebabSlugs => Names.HasKebabSlugs;

    private NameIndex Names => _names is { } names && names.Files == Files ? names : _names = new(this);

    private NumberIndex Numbers => _numbers is { } numbers && numbers.IsOf(this) ? numbers : _numbers = new(this);

    /// <summary>What <paramref name="derive"/>, a static method, makes of this series; it is asked once for all snapshots that differ in messages alone.</summary>
    internal T Once<T>(Func<Series, T> derive) => (T)(_derived ??= []).GetOrAdd(derive, static (derive, series) => ((Func<Series, T>)derive)(series), this)!;

    /// <summary>What stands between the prefix and the number of a mention: <c>-</c>, unless most of the series' mentions have a blank there, or nothing.</summary>
    public string ReferenceMark => _marks.Usual;

    /// <summary>The path of a proposal with <paramref name="number"/> that lies in the wrong folder, while no file in the right one has the number; null for none.</summary>
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
    public IEnumerable<string> ValuesOf(FieldRole role, Document? except = null) => _values
        .Where(value => value.Key.Role == role && (value.Value > 1 || except?.Facts[role] != value.Key.Value))
        .Select(value => value.Key.Value);

    /// <summary>The series with <paramref name="document"/> in place of the one at its path, or beside the others.</summary>
    public Series With(Document document)
    {
        var old = Find(document.Path);
        var next = new Series(this)
        {
            Documents = Documents.SetItem(document.Path, document),
            // A message is no file of the series, whatever it says.
            Files = document.Kind == DocumentKind.Message ? Files : Files.Add(document.Path),
            _derived = document.Kind == DocumentKind.Message ? _derived : null,
            Template = document.Kind == DocumentKind.Template ? document : Template,
            _paths = document.Number is { } number ? _paths.SetItem(number, PathsOf(number).Add(document.Path)) : _paths,
            Messages = document.Kind == DocumentKind.Message ? Messages.Add(document.Path) : Messages,
            _referrers = WithTargets(old, document),
            _values = WithValues(old, document),
            _marks = _marks.Add(old, -1).Add(document, 1),
        };
        return next.WithConventionOf(document.Kind);
    }

    /// <summary>The series without the file or folder at <paramref name="path"/>.</summary>
    public Series Without(string path)
    {
        var old = Find(path);
        var documents = Documents.Remove(path);
        if (path.Length > 0 && path == RegistryPath) documents = documents.Add(path, DocumentParser.Parse(path, SourceText.Empty, Folder, BaseConvention));
        var paths = _paths;
        if (DocumentParser.Classify(path, Folder, BaseConvention).Number is { } number)
            paths = PathsOf(number).Remove(path) is { Count: > 0 } rest ? paths.SetItem(number, rest) : paths.Remove(number);
        var next = new Series(this)
        {
            Documents = documents,
            Files = Files.Remove(path),
            Messages = Messages.Remove(path),
            Template = Template?.Path == path ? null : Template,
            _paths = paths,
            _referrers = WithTargets(old, documents.GetValueOrDefault(path)),
            _values = WithValues(old, documents.GetValueOrDefault(path)),
            _marks = _marks.Add(old, -1),
        };
        return next.WithConventionOf(old?.Kind);
    }

    /// <summary>The series with the knowledge that a file or folder exists at <paramref name="path"/> that is no document, or is not read.</summary>
    public Series WithFile(string path) => Files.Contains(path)
        ? this
        : new(this)
        {
            Files = Files.Add(path),
            _paths = DocumentParser.Classify(path, Folder, BaseConvention).Number is { } number ? _paths.SetItem(number, PathsOf(number).Add(path)) : _paths,
        };

    /// <summary>The same files on another day, or with another author.</summary>
    public Series With(ExternalFacts externalFacts) => new(this) { ExternalFacts = externalFacts };

    /// <summary>
    /// The documents whose findings may differ from those that <paramref name="before"/> gave, after the files at
    /// <paramref name="changed"/> changed. While nothing that others can see of a file changes, that is the file alone. Where the places of
    /// another document that a finding names have moved with its text, and which free number its fixes give, is left aside.
    /// </summary>
    public IReadOnlySet<string> AffectedSince(Series before, IEnumerable<string> changed)
    {
        if (before.IsComplete != IsComplete || before.Convention != Convention || before.Template?.Facts != Template?.Facts || !before.ExternalFacts.SaysTheSameAs(ExternalFacts)
            || before.HasKebabSlugs != HasKebabSlugs || before.ReferenceMark != ReferenceMark || before.Registry is null != Registry is null)
            return Documents.Keys.Concat(before.Documents.Keys).ToHashSet();

        var isOtherKnown = false;
        var affected = Contradictions.Concat(before.Contradictions).Select(contradiction => contradiction.Here.Path).ToHashSet();
        // What a message says is compared with everything.
        affected.UnionWith(Messages);
        foreach (var path in changed)
        {
            affected.Add(path);
            var (old, now) = (before.Find(path), Find(path));
            AddOwnersOfLinks(old, now);
            AddTargetsOfAnchors(old, now);
            if (old?.Facts == now?.Facts && before.Exists(path) == Exists(path)) continue;

            AddReferrers(new(path));
            AddReferrers(ReferenceKey.OfName(path));
            for (var folder = Paths.Folder(path); folder.Length > Folder.Length; folder = Paths.Folder(folder)) AddReferrers(new(folder));
            if (DocumentParser.Classify(path, Folder, BaseConvention).Number is { } number) AddNumber(number);
            else if (OwnerOf(path) is { } owner && (before.Exists(path) != Exists(path) || PathsOf(owner).IsEmpty)) AddNumber(owner);
            else if (BaseConvention.TryReadFileName(Paths.Name(path), out var strayed, out _) && strayed is { } away && before.Exists(path) != Exists(path)) AddNumber(away);
            // A row may link a file that says nothing of its number.
            else if (before.Exists(path) != Exists(path)) AddRowsThatLink(path);
            if (path != RegistryPath) continue;
            foreach (var row in (old?.Facts.Rows ?? []).Except(now?.Facts.Rows ?? []).Concat((now?.Facts.Rows ?? []).Except(old?.Facts.Rows ?? [])))
            {
                if (row.Number is { } changedNumber) AddNumber(changedNumber);
                if (row.Target is { } target) affected.Add(target);
            }

            // A row that is now a second one of its number changes nothing in itself.
            if (old?.Facts.Rows.Count != now?.Facts.Rows.Count) affected.UnionWith(ChangedCounts(old, now).SelectMany(PathsOf));
        }

        // What an unknown number is probably meant for depends on those that are known.
        if (isOtherKnown) affected.UnionWith(UnknownNumbers().Concat(before.UnknownNumbers()).SelectMany(number => ReferrersOf(new ReferenceKey(number))));

        return affected;

        void AddReferrers(ReferenceKey target)
        {
            affected.UnionWith(before.ReferrersOf(target));
            affected.UnionWith(ReferrersOf(target));
        }

        // Whether anybody links a supporting file is said where the proposal is.
        void AddOwnersOfLinks(Document? old, Document? now)
        {
            var links = Supporting(old).ToHashSet();
            links.SymmetricExceptWith(Supporting(now));
            foreach (var path in links)
            {
                var owner = OwnerOf(path)!.Value;
                affected.UnionWith(before.PathsOf(owner));
                affected.UnionWith(PathsOf(owner));
            }
        }

        // A section that somebody links is not offered to be removed.
        void AddTargetsOfAnchors(Document? old, Document? now)
        {
            var links = Anchored(old).ToHashSet();
            links.SymmetricExceptWith(Anchored(now));
            affected.UnionWith(links.Select(link => link.Path));
        }

        IEnumerable<(string Path, string Fragment)> Anchored(Document? document) =>
            from link in document?.Links ?? []
            where link is { Path: not null, Fragment: not null }
            select (link.Path, link.Fragment);

        IEnumerable<string> Supporting(Document? document) =>
            document?.Links.Select(link => link.Path).OfType<string>().Where(path => OwnerOf(path) is not null) ?? [];

        void AddRowsThatLink(string path)
        {
            foreach (var row in Registry?.Rows ?? [])
            {
                if (row.Number is { } number && row.Link?.Path == path) AddNumber(number);
            }
        }

        void AddNumber(ProposalNumber number)
        {
            isOtherKnown |= before.Knows(number) != Knows(number) || before._paths.ContainsKey(number) != _paths.ContainsKey(number);
            if (RegistryPath.Length > 0) affected.Add(RegistryPath);
            affected.UnionWith(before.PathsOf(number));
            affected.UnionWith(PathsOf(number));
            AddReferrers(new(number));
            AddReferrers(ReferenceKey.OfStray(number));
            AddReferrers(ReferenceKey.OfFileName(number));
            AddPredecessors(number, []);
        }

        // Whether the way from successor to successor goes round in a circle is for every proposal on it to know, however far away.
        void AddPredecessors(ProposalNumber number, HashSet<ProposalNumber> seen)
        {
            if (!seen.Add(number)) return;
            foreach (var path in before.ReferrersOf(new ReferenceKey(number)).Concat(ReferrersOf(new ReferenceKey(number))).Distinct())
            {
                var successors = (before.Find(path)?.Successors ?? []).Concat(Find(path)?.Successors ?? []);
                if (DocumentParser.Classify(path, Folder, BaseConvention).Number is not { } predecessor || !successors.Any(successor => successor.Number == number)) continue;
                affected.Add(path);
                // Who refers to a superseded proposal is told what took its place.
                AddReferrers(new(predecessor));
                AddPredecessors(predecessor, seen);
            }
        }
    }

    private IEnumerable<ProposalNumber> UnknownNumbers() =>
        _referrers.Keys.Where(target => target.Path is null && !Knows(target.Number)).Select(target => target.Number);

    private static IEnumerable<ProposalNumber> ChangedCounts(Document? old, Document? now)
    {
        var counts = new Dictionary<ProposalNumber, int>();
        foreach (var row in now?.Facts.Rows ?? []) if (row.Number is { } number) counts[number] = counts.GetValueOrDefault(number) + 1;
        foreach (var row in old?.Facts.Rows ?? []) if (row.Number is { } number) counts[number] = counts.GetValueOrDefault(number) - 1;
        return counts.Where(count => count.Value != 0).Select(count => count.Key);
    }

    private IEnumerable<string> ReferrersOf(ReferenceKey target) => _referrers.GetValueOrDefault(target, []);

    private Document? ConfigurationOf(Document? document) => document is not null && ConfigurationReader.IsFor(document, Folder) ? document : null;

    // The convention after a file of this kind changed. Where that changes how documents are read, all of them are read again.
    private Series WithConventionOf(DocumentKind? changed)
    {
        if (changed is not (DocumentKind.Registry or DocumentKind.Template or DocumentKind.Configuration)) return this;
        if (changed == DocumentKind.Configuration && ConfigurationReader.BaseConvention(Configuration, Folder) is var basis && basis != BaseConvention)
        {
            // The empty one that stands for a registry which is not there is made again.
            var documents = Concurrently.Map(
                Documents.Values.Where(document => document.Kind == DocumentKind.Message || Files.Contains(document.Path)),
                document => DocumentParser.Parse(document.Path, document.Text, Folder, basis));
            return Create(Folder, basis, ExternalFacts, Files.Paths, documents, IsComplete);
        }

        return WithConventionRead();
    }

    private Series WithConventionRead()
    {
        var (convention, facts, contradictions) = ConventionReader.Read(BaseConvention, Folder, Template, RegistryDocument, Configuration);
        return new(this) { Convention = convention == Convention ? Convention : convention, ConventionFacts = facts, Contradictions = contradictions };
    }

    private static IEnumerable<(FieldRole Role, string Value)> CommonValues(Document document) => document.Kind != DocumentKind.Proposal ? [] :
        from field in document.Facts.Fields
        where field.Role is FieldRole.Author or FieldRole.CreatedVersion or FieldRole.TargetVersion or FieldRole.ImplementedVersion && !string.IsNullOrWhiteSpace(field.Value) && field.Value != "-"
        select (field.Role, field.Value);

    private ImmutableDictionary<(FieldRole Role, string Value), int> WithValues(Document? old, Document? now)
    {
        if (old?.Facts.Fields == now?.Facts.Fields && old?.Kind == now?.Kind) return _values;
        var values = _values;
        foreach (var gone in old is null ? [] : CommonValues(old)) values = values[gone] > 1 ? values.SetItem(gone, values[gone] - 1) : values.Remove(gone);
        foreach (var added in now is null ? [] : CommonValues(now)) values = values.SetItem(added, values.GetValueOrDefault(added) + 1);
        return values;
    }

    private ImmutableDictionary<ReferenceKey, ImmutableHashSet<string>> WithTargets(Document? old, Document? now)
    {
        var before = old is null ? [] : TargetsOf(old, BaseConvention).ToHashSet();
        var after = now is null ? [] : TargetsOf(now, BaseConvention).ToHashSet();
        var referrers = _referrers;
        foreach (var gone in before.Where(target => !after.Contains(target)))
            referrers = ReferrersOf(gone).Except([old!.Path]).ToImmutableHashSet() is { IsEmpty: false } rest ? referrers.SetItem(gone, rest) : referrers.Remove(gone);
        foreach (var added in after.Where(target => !before.Contains(target)))
            referrers = referrers.SetItem(added, referrers.GetValueOrDefault(added, []).Add(now!.Path));
        return referrers;
    }

    private static IEnumerable<ReferenceKey> TargetsOf(Document document, Convention basis)
    {
        if (document.Kind == DocumentKind.Message) yield break;
        foreach (var link in document.Links)
        {
            if (link.Path is { } path)
            {
                yield return new(path);
                yield return ReferenceKey.OfName(path);
                // The proposal may have another name by now.
                if (basis.TryReadFileName(Paths.Name(path), out var number, out _) && number is { } named) yield return ReferenceKey.OfFileName(named);
            }
            else
            {
                // A web address may be that of a file of this repository.
                yield return ReferenceKey.OfName(Uri.UnescapeDataString(link.Url.Split('#', '?')[0]));
            }
        }

        foreach (var reference in document.References) yield return new(reference.Number);
        foreach (var value in document.Context.SelectMany(entry => entry.Values))
        {
            if (value.Number is { } number) yield return new(number);
            else yield return ReferenceKey.OfName(value.Text.Value);
        }

        if (document.Kind == DocumentKind.Supporting && basis.TryReadFileName(document.Name, out var own, out _) && own is { } stray) yield return ReferenceKey.OfStray(stray);
    }

    /// <summary>
    /// What a document points at: a path, or where that is null a number. A file's bare name is one too, because a file that turns up
    /// elsewhere under it may be the one that a broken link means.
    /// </summary>
    private readonly record struct ReferenceKey(string? Path, ProposalNumber Number)
    {
        public ReferenceKey(string path)
            : this(CanonicalForm.Of(path), default)
        {
        }

        public ReferenceKey(ProposalNumber number)
            : this(null, number)
        {
        }

        /// <summary>A proposal with this number whose file lies in the wrong folder, as long as none lies in the right one.</summary>
        public static ReferenceKey OfStray(ProposalNumber number) => new($"#{number}");

        /// <summary>The file of a proposal with this number, which may have another name than the one that is linked.</summary>
        public static ReferenceKey OfFileName(ProposalNumber number) => new($"#{number}.md");

        public static ReferenceKey OfName(string path) => new("*/" + Paths.Name(path).ToLowerInvariant());
    }

    /// <summary>What the names of files say, all of them together.</summary>
    private sealed class NameIndex
    {
        public NameIndex(Series series)
        {
            Files = series.Files;
            Directories = series.Files.In(series.Folder)
                .Where(path => series.BaseConvention.NumberOfDirectory(Paths.Name(path)) is not null && series.Files.In(path).Any())
                .GroupBy(path => series.BaseConvention.NumberOfDirectory(Paths.Name(path))!.Value)
                .ToImmutableSortedDictionary(group => group.Key, group => group.ToImmutableSortedSet(StringComparer.Ordinal));
            Strays = series.Files.Paths
                .Where(path => Paths.Folder(path) != series.Folder && Paths.IsBelow(series.Folder, path))
                .Select(path => (Path: path, Number: series.BaseConvention.TryReadFileName(Paths.Name(path), out var number, out _) ? number : null))
                .Where(file => file.Number is { } number && number != series.BaseConvention.TemplateNumber && !series._paths.ContainsKey(number))
                .GroupBy(file => file.Number!.Value, file => file.Path)
                .ToDictionary(group => group.Key, group => group.Order(StringComparer.Ordinal).First());
            var slugs = series._paths.Values.SelectMany(paths => paths).Select(path => series.BaseConvention.TryReadFileName(Paths.Name(path), out _, out var slug) ? slug : "").ToList();
            HasKebabSlugs = slugs.Count(Slug.IsKebab) * 2 > slugs.Count;
        }

        public FileSet Files { get; }

        public ImmutableSortedDictionary<ProposalNumber, ImmutableSortedSet<string>> Directories { get; }

        public bool HasKebabSlugs { get; }

        public Dictionary<ProposalNumber, string> Strays { get; }
    }

    /// <summary>How often mentions are written <c>BEP-1001</c>, <c>BEP 1001</c> and <c>BEP1001</c>.</summary>
    private readonly record struct MarkCounts(int Hyphens, int Blanks, int Nothing)
    {
        // A few slips make no form.
        private const int Fewest = 3;

        public string Usual => Blanks > Hyphens && Blanks >= Nothing && Blanks >= Fewest ? " " : Nothing > Hyphens && Nothing >= Fewest ? "" : "-";

        // The registry's numbers and what is code, a label or the template's are nobody's way of writing.
        public MarkCounts Add(Document? document, int sign)
        {
            if (document is null || document.Kind is not (DocumentKind.Proposal or DocumentKind.Supporting)) return this;
            var counts = this;
            foreach (var reference in document.References)
            {
                if (reference.IsLabel || reference.Place is not (ReferencePlace.Prose or ReferencePlace.LinkText)) continue;
                counts = reference.Separator switch
                {
                    "-" => counts with { Hyphens = counts.Hyphens + sign },
                    " " => counts with { Blanks = counts.Blanks + sign },
                    _ => counts with { Nothing = counts.Nothing + sign },
                };
            }

            return counts;
        }
    }

    /// <summary>What the numbers of rows and files say, all of them together; it takes a look at each, so that no keystroke has to.</summary>
    private sealed class NumberIndex(Series series)
    {
        private readonly ImmutableDictionary<ProposalNumber, ImmutableSortedSet<string>> _paths = series._paths;
        private readonly Registry? _registry = series.Registry;
        private readonly Convention _convention = series.Convention;
        private readonly ConcurrentDictionary<ProposalNumber, ImmutableArray<string>> _nearest = [];
        private ProposalNumber? _next;

        public ProposalNumber Next => _next ??= FindNext();

        private IEnumerable<ProposalNumber> Taken => _paths.Keys.Concat(_registry?.AllRows.Select(row => row.Number).OfType<ProposalNumber>() ?? []);

        public bool IsOf(Series other) => _paths == other._paths && _registry == other.Registry && ReferenceEquals(_convention, other.Convention);

        public ImmutableArray<string> NearestTo(ProposalNumber unknown) => _nearest.GetOrAdd(
            unknown, number => [.. DidYouMean.To(_convention.Format(number), Taken.Distinct().Select(_convention.Format)).Take(MostNearest)]);

        private ProposalNumber FindNext()
        {
            var highest = Taken.Where(number => !_convention.ExampleNumbers.Contains(number)).DefaultIfEmpty().Max();
            return highest == default ? _convention.FirstNumber : highest.Next;
        }
    }
}
