using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Features;

/// <summary>A proposal or a heading, found by its name.</summary>
/// <param name="Name">A proposal's number and title, or a heading.</param>
/// <param name="Container">The document that a heading stands in; empty for a proposal.</param>
/// <param name="Kind">Which of the two.</param>
/// <param name="Place">Where it is.</param>
public sealed record WorkspaceSymbol(string Name, string Container, SymbolKind Kind, NavigationTarget Place);

/// <summary>
/// Finds proposals and headings of the whole series by a few letters, in documents that are open and in those that are not.
/// </summary>
public static class WorkspaceSymbols
{
    /// <summary>
    /// What <paramref name="query"/> finds, at most <paramref name="limit"/>: proposals before headings, names that contain it before names
    /// that merely have its letters in order. Letter case and blanks aside.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="query">What somebody typed.</param>
    /// <param name="limit">How many are wanted.</param>
    /// <param name="editorReadsMarkdown">True where the editor itself finds headings: only proposals remain.</param>
    public static ImmutableArray<WorkspaceSymbol> Find(Series series, string query, int limit, bool editorReadsMarkdown = false)
    {
        var sought = new Sought(query.ToUpperInvariant());
        var proposals = Proposals(series, sought, limit).Select(proposal => OfProposal(series, proposal)).ToImmutableArray();
        return proposals.Length >= limit || editorReadsMarkdown
            ? proposals
            : proposals.AddRange(
                Headings(series, sought, limit - proposals.Length).Select(heading => OfSection(series, heading.Document, heading.Section))
            );
    }

    private static WorkspaceSymbol OfProposal(Series series, Named proposal) =>
        new(
            proposal.Name,
            "",
            SymbolKind.Proposal,
            series.Exists(proposal.Path) && proposal.Path != series.RegistryPath
                ? NavigationTarget.OfFile(series, proposal.Path)
                : NavigationTarget.OfRow(series, series.RowsOf(proposal.Number).First())
        );

    private static WorkspaceSymbol OfSection(Series series, Document document, Section section) =>
        new(
            section.Title,
            document.Number is { } number ? series.Convention.Format(number) : Paths.Name(document.Path),
            SymbolKind.Section,
            NavigationTarget.OfSection(document.Path, section)
        );

    private static IEnumerable<Named> Proposals(Series series, Sought sought, int limit)
    {
        var best = new Best<Named>(limit);
        foreach (var proposal in series.Once(Names))
        {
            if (sought.RankOf(proposal.Capitals) is { } rank)
                best.Add(rank, proposal.Path, proposal.Number.Value, proposal);
        }

        return best.InOrder();
    }

    // Who looks for something asks at each letter, and changes nothing meanwhile. Of a number without a document, its row.
    private static Named[] Names(Series series)
    {
        return
        [
            .. from number in series.ListedNumbers
            from proposal in series.PathsOf(number) is { IsEmpty: false } paths
                ? paths.Select(path => Of(number, path, Titles.Of(series, path, number)))
                : series
                    .RowsOf(number)
                    .Where(row => row.Kind == RowKind.Proposal)
                    .Select(row => Of(number, series.RegistryPath, row.Title?.Bare ?? ""))
            select proposal,
        ];

        Named Of(ProposalNumber number, string path, string title)
        {
            var name = $"{series.Convention.Format(number)}: {title}";
            return new(name, name.ToUpperInvariant(), path, number);
        }
    }

    private static IEnumerable<(Document Document, Section Section)> Headings(Series series, Sought sought, int limit)
    {
        var best = new Best<(Document, Section)>(limit);
        foreach (var document in series.Documents.Values)
        {
            var names = document.HeadingNames.AsSpan();
            if (!sought.MayBeIn(names))
                continue;
            var i = 0;
            foreach (var range in names.Split('\n'))
            {
                if (i == document.Sections.Length)
                    break;
                var section = document.Sections[i];
                if (
                    sought.RankOf(names[range]) is { } rank
                    && section.Title.Length > 0
                    && !(document.Number is not null && section.Level == 1)
                )
                    best.Add(rank, document.Path, i, (document, section));
                i++;
            }
        }

        return best.InOrder();
    }

    /// <summary>A proposal and what it is called, as it is written and in capitals.</summary>
    private readonly record struct Named(string Name, string Capitals, string Path, ProposalNumber Number);

    /// <summary>What is looked for, in capitals as what it is looked for in.</summary>
    private readonly struct Sought(string query)
    {
        private readonly string _letters = string.Concat(query.Where(c => !char.IsWhiteSpace(c)));
        private readonly string[] _words = query.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        /// <summary>False where <see cref="RankOf"/> finds nothing in any part of <paramref name="names"/>.</summary>
        public bool MayBeIn(ReadOnlySpan<char> names)
        {
            if (names.Contains(query, StringComparison.Ordinal) || HasWords(names))
                return true;
            foreach (var c in _letters)
            {
                var at = names.IndexOf(c);
                if (at < 0)
                    return false;
                names = names[(at + 1)..];
            }

            return true;
        }

        /// <summary>
        /// 0 for a name that contains the query at the start of a word, 1 elsewhere or its words in any order, 2 for its letters in order;
        /// null for neither.
        /// </summary>
        public int? RankOf(ReadOnlySpan<char> name)
        {
            var at = name.IndexOf(query, StringComparison.Ordinal);
            if (at >= 0)
                return at == 0 || !char.IsLetterOrDigit(name[at - 1]) ? 0 : 1;
            if (HasWords(name))
                return 1;
            foreach (var c in _letters)
            {
                var next = name.IndexOf(c);
                if (next < 0)
                    return null;
                name = name[(next + 1)..];
            }

            return 2;
        }

        private bool HasWords(ReadOnlySpan<char> name)
        {
            foreach (var word in _words)
                if (!name.Contains(word, StringComparison.Ordinal))
                    return false;
            return _words.Length > 1;
        }
    }

    /// <summary>The first of many, by rank, path and place, without putting the others in order.</summary>
    private sealed class Best<T>(int limit)
    {
        // The last one comes out first.
        private readonly PriorityQueue<T, (int Rank, string Path, int Place)> _found = new(
            Comparer<(int Rank, string Path, int Place)>.Create((x, y) => Compare(y, x))
        );

        public void Add(int rank, string path, int place, T item)
        {
            if (_found.Count < limit)
                _found.Enqueue(item, (rank, path, place));
            else if (_found.TryPeek(out _, out var last) && Compare((rank, path, place), last) < 0)
                _found.EnqueueDequeue(item, (rank, path, place));
        }

        public IEnumerable<T> InOrder() =>
            _found
                .UnorderedItems.Order(
                    Comparer<(T Element, (int Rank, string Path, int Place) Priority)>.Create((x, y) => Compare(x.Priority, y.Priority))
                )
                .Select(item => item.Element);

        private static int Compare((int Rank, string Path, int Place) x, (int Rank, string Path, int Place) y) =>
            x.Rank != y.Rank ? x.Rank.CompareTo(y.Rank)
            : string.CompareOrdinal(x.Path, y.Path) is not 0 and var order ? order
            : x.Place.CompareTo(y.Place);
    }
}
