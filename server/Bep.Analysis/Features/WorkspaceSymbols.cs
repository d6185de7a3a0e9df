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
    public static ImmutableArray<WorkspaceSymbol> Find(Series series, string query, int limit)
    {
        var letters = string.Concat(query.Where(c => !char.IsWhiteSpace(c)));
        var proposals = Best(Proposals(series), proposal => proposal.Name, proposal => proposal.Path);
        if (proposals.Length >= limit)
            return [.. proposals.Select(OfProposal)];
        var headings = Best(Headings(series), heading => heading.Section.Title, heading => heading.Document.Path);
        return
        [
            .. proposals.Select(OfProposal),
            .. headings.Take(limit - proposals.Length).Select(heading => OfSection(series, heading.Document, heading.Section)),
        ];

        ImmutableArray<T> Best<T>(IEnumerable<T> candidates, Func<T, string> name, Func<T, string> path) =>
            [
                .. candidates
                    .Select(candidate => (Candidate: candidate, Rank: Rank(name(candidate), query, letters)))
                    .Where(match => match.Rank is not null)
                    .OrderBy(match => match.Rank)
                    .ThenBy(match => path(match.Candidate), StringComparer.Ordinal)
                    .Take(limit)
                    .Select(match => match.Candidate),
            ];

        WorkspaceSymbol OfProposal((string Name, string Path, ProposalNumber Number) proposal) =>
            new(
                proposal.Name,
                "",
                SymbolKind.Proposal,
                series.Exists(proposal.Path) && proposal.Path != series.RegistryPath
                    ? NavigationTarget.OfFile(series, proposal.Path)
                    : NavigationTarget.OfRow(series, series.RowsOf(proposal.Number).First())
            );
    }

    private static WorkspaceSymbol OfSection(Series series, Document document, Section section) =>
        new(
            section.Title,
            document.Number is { } number ? series.Convention.Format(number) : Paths.Name(document.Path),
            SymbolKind.Section,
            NavigationTarget.OfSection(document.Path, section)
        );

    // Of a number without a document, its row.
    private static IEnumerable<(string Name, string Path, ProposalNumber Number)> Proposals(Series series)
    {
        foreach (var number in series.DocumentNumbers)
        {
            foreach (var path in series.PathsOf(number))
                yield return (NameOf(series, number, path), path, number);
        }

        foreach (var row in series.Registry?.AllRows ?? [])
        {
            if (row is { Kind: RowKind.Proposal, Number: { } number } && series.PathsOf(number).IsEmpty)
                yield return ($"{series.Convention.Format(number)}: {row.Title?.Bare}", series.RegistryPath, number);
        }
    }

    private static string NameOf(Series series, ProposalNumber number, string path) =>
        $"{series.Convention.Format(number)}: {Titles.Of(series, path)}";

    private static IEnumerable<(Document Document, Section Section)> Headings(Series series) =>
        from document in series.Documents.Values
        from section in document.Sections
        where section.Title.Length > 0 && !(document.Number is not null && section.Level == 1)
        select (document, section);

    // 0 for a name that contains the query at the start of a word, 1 elsewhere, 2 for its letters in order; null for neither.
    private static int? Rank(string name, string query, string letters)
    {
        var at = name.IndexOf(query, StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
            return at == 0 || !char.IsLetterOrDigit(name[at - 1]) ? 0 : 1;
        var next = 0;
        foreach (var c in name)
        {
            if (next < letters.Length && char.ToUpperInvariant(c) == char.ToUpperInvariant(letters[next]))
                next++;
        }

        return next == letters.Length ? 2 : null;
    }
}
