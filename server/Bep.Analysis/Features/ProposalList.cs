using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>
/// All proposals of a series as a list, a board or a map shows them: one entry for each document, and one for each row that reserves a
/// number for a document to come.
/// </summary>
public static class ProposalList
{
    /// <summary>The entries of <paramref name="series"/> by number, those without one last, by path.</summary>
    public static ImmutableArray<ProposalEntry> Of(Series series)
    {
        var supporting = SupportingDocuments(series);
        var entries = series
            .Documents.Values.Where(document => document.Kind == DocumentKind.Proposal)
            .Select(document => OfDocument(series, document, supporting[document.Path]));
        return
        [
            .. entries
                .Concat(ReservedRows(series).Select(row => OfRow(series, row)))
                .OrderBy(entry => entry.Number is null)
                .ThenBy(entry => entry.Number)
                .ThenBy(entry => entry.Path is null)
                .ThenBy(entry => entry.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>The name of whoever reads the list, as a proposal would have it; null where git has none.</summary>
    public static string? ReaderOf(Series series) => AuthorsOf(series.ExternalFacts.Author) is [var name, ..] ? name : null;

    /// <summary>
    /// True where both give the same entries, and the same proposals in flight, to the same reader, told from the files at
    /// <paramref name="changed"/> alone. Where it is not certain it is false.
    /// </summary>
    public static bool IsSame(Series before, Series after, IEnumerable<string> changed)
    {
        if (
            before.Convention != after.Convention
            || before.IsComplete != after.IsComplete
            || before.Files != after.Files
            || before.ExternalFacts.Author != after.ExternalFacts.Author
            || !before.ExternalFacts.History.Equals(after.ExternalFacts.History)
            || before.ExternalFacts.Mentions != after.ExternalFacts.Mentions
            || !ProposalsInFlight.IsSame(before, after)
        )
            return false;
        foreach (var path in changed)
        {
            var (old, now) = (before.Find(path), after.Find(path));
            if (old?.Facts != now?.Facts)
                return false;
            if (old is not null && now is not null && !Targets(before, old).SequenceEqual(Targets(after, now)))
                return false;
        }

        return true;
    }

    /// <summary>The proposals that <paramref name="document"/> names, by number in order: not in code, and not itself.</summary>
    private static IEnumerable<ProposalNumber> Targets(Series series, Document document) =>
        Connections
            .Mentions(series, document)
            .Select(mention => mention.Number)
            .Where(number => number != document.Number)
            .Distinct()
            .Order();

    /// <summary>
    /// The document of a proposal that <paramref name="path"/> is a part of: its supporting directory holds it. Null where there is none.
    /// </summary>
    internal static string? OwnerOf(Series series, string path)
    {
        var start = series.Folder.Length == 0 ? 0 : series.Folder.Length + 1;
        if (!Paths.IsBelow(series.Folder, path) || path.IndexOf('/', start) is not (> 0 and var end))
            return null;
        var directory = path[start..end];
        if (series.Convention.NumberOfDirectory(directory) is not { } number)
            return null;

        // Of several documents with one number, the directory's own name may tell which.
        var name = $"{directory}.md";
        return series.PathsOf(number).FirstOrDefault(other => Paths.Name(other) == name) ?? series.PathOf(number);
    }

    private static ProposalEntry OfDocument(Series series, Document document, IEnumerable<Document> supporting)
    {
        Document[] parts = [.. supporting.OrderBy(part => part.Path, StringComparer.Ordinal)];
        var facts = document.Facts;
        var targets = parts
            .SelectMany(part => Targets(series, part))
            .Concat(Targets(series, document))
            .Where(number => number != document.Number);
        return new(document.Number, document.Path, Titles.Of(series, document.Path), facts[FieldRole.Status] ?? "")
        {
            Authors = AuthorsOf(facts[FieldRole.Author]),
            Created = CreatedOf(series.Convention, facts),
            TargetVersion = facts[FieldRole.TargetVersion] ?? "",
            ImplementedVersion = facts[FieldRole.ImplementedVersion] ?? "",
            Successor = SuccessorOf(document),
            RefersTo = [.. targets.Distinct().Order()],
            Parts = [.. parts.Select(part => new ProposalPart(part.Path, part.Facts.Title ?? part.Name))],
            Changed = parts.Append(document).Max(part => series.ExternalFacts.History.LastOf(part.Path)),
            IsRegistered = document.Number is { } number && (series.RegistryPath.Length == 0 || series.RowsOf(number).Any()),
            CitedSince = document.Number is { } own && series.ExternalFacts.Mentions.Of(own) is { AreCode: true } said ? said.Since : "",
        };
    }

    private static ProposalEntry OfRow(Series series, RegistryRow row) =>
        new(row.Number, null, row.Title?.Bare ?? "", row.Status?.Bare ?? "")
        {
            Authors = AuthorsOf(row.Author?.Bare),
            IsRegistered = true,
            Row = row.Line,
        };

    // A row without a link stands for the document of its number that no other row links; what is then left has no document yet.
    private static IEnumerable<RegistryRow> ReservedRows(Series series)
    {
        foreach (
            var rows in (series.Registry?.AllRows ?? [])
                .Where(row => row is { Kind: RowKind.Proposal, Number: not null })
                .GroupBy(row => row.Number!.Value)
        )
        {
            var paths = series.PathsOf(rows.Key);
            var linked = rows.Where(row => row.Link?.Path is { } path && paths.Contains(path)).ToImmutableHashSet();
            var taken = linked.Select(row => row.Link!.Path!).ToImmutableHashSet().Count;
            foreach (var row in rows.Except(linked).Skip(paths.Count - taken))
                yield return row;
        }
    }

    private static ILookup<string, Document> SupportingDocuments(Series series) =>
        series
            .Documents.Values.Where(document => document.Kind == DocumentKind.Supporting)
            .Select(document => (Document: document, Owner: OwnerOf(series, document.Path)))
            .Where(part => part.Owner is not null)
            .ToLookup(part => part.Owner!, part => part.Document);

    private static ProposalNumber? SuccessorOf(Document document) =>
        document.Field(FieldRole.Successor) is { } field
            ? document.References.FirstOrDefault(reference => field.Value.Span.Contains(reference.Span))?.Number
            : null;

    /// <summary>The day that <paramref name="facts"/> say the proposal was begun on; see <see cref="ProposalEntry.Created"/>.</summary>
    internal static string CreatedOf(Convention convention, DocumentFacts? facts)
    {
        var text = facts?[FieldRole.Created] ?? "";
        var form = convention.DateForm;
        return form != DateForm.Iso && form.Read(text) is { } date ? DateForm.Iso.Write(date) : text;
    }

    /// <summary>The names of those that <paramref name="authors"/> says.</summary>
    internal static EquatableArray<string> AuthorsOf(string? authors) =>
        Authors.NamesOf(authors) is var names && names is "" or "-" ? [] : [.. names.Split(", ")];
}

/// <summary>A proposal as a list shows it.</summary>
/// <param name="Number">Null for a draft that has none yet.</param>
/// <param name="Path">Its document, relative to the root; null where only its number is reserved.</param>
/// <param name="Title">Its title as people say it.</param>
/// <param name="Status">Where in its life it is; empty where nothing says it.</param>
public sealed record ProposalEntry(ProposalNumber? Number, string? Path, string Title, string Status)
{
    /// <summary>The authors' names.</summary>
    public EquatableArray<string> Authors { get; init; } = [];

    /// <summary>
    /// The day of its first draft, as ISO 8601 has it where the series writes dates in another form, so that they can be sorted; as it is
    /// written where it is no date, and empty where there is none. The others are as they are written.
    /// </summary>
    public string Created { get; init; } = "";

    /// <summary>The version that it is planned for.</summary>
    public string TargetVersion { get; init; } = "";

    /// <summary>The version that has it.</summary>
    public string ImplementedVersion { get; init; } = "";

    /// <summary>The proposal that took its place; null where none did.</summary>
    public ProposalNumber? Successor { get; init; }

    /// <summary>The proposals that it, or a part of it, refers to.</summary>
    public EquatableArray<ProposalNumber> RefersTo { get; init; } = [];

    /// <summary>The documents in its supporting directory.</summary>
    public EquatableArray<ProposalPart> Parts { get; init; } = [];

    /// <summary>When a commit last changed it or a part of it; null where none did, or that is not known.</summary>
    public DateTimeOffset? Changed { get; init; }

    /// <summary>True where the registry has a row with its number, or the series has no registry.</summary>
    public bool IsRegistered { get; init; }

    /// <summary>The oldest release of which it is known that its code follows the proposal; empty where none does.</summary>
    public string CitedSince { get; init; } = "";

    /// <summary>The row that reserves its number; null where it has a document.</summary>
    public TextSpan? Row { get; init; }
}

/// <summary>A document that belongs to a proposal.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Title">Its title, or its file's name.</param>
public sealed record ProposalPart(string Path, string Title);
