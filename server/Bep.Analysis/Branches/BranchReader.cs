using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Branches;

/// <summary>
/// Works out what branches do with numbers. Hundreds of branches have nearly the same registry and files, so that each line and each
/// name is read once, whichever of them have it.
/// </summary>
public sealed class BranchReader
{
    private const int RowsAtATime = 50;

    private readonly string _folder;
    private readonly string _registryPath;
    private readonly Convention _convention;
    private readonly string _titleColumn;

    // The rows of each registry, by its text, and each line that any of them has.
    private readonly Dictionary<string, ImmutableArray<RowFacts>> _rows = [];
    private readonly HashSet<string> _lines = [];
    private readonly Dictionary<string, ProposalNumber?> _numbers = [];
    private readonly Dictionary<BranchFiles, ImmutableArray<NumberClaim>> _claims = new(ReferenceEqualityComparer.Instance);

    private BranchReader(Series series) =>
        (_folder, _registryPath, _convention, _titleColumn) = (
            series.Folder,
            series.RegistryPath,
            series.BaseConvention,
            series.BaseConvention.NameOf(ColumnRole.Title)
        );

    /// <summary>What <paramref name="states"/> come to.</summary>
    /// <param name="series">The series, of which only the folder and the convention are asked.</param>
    /// <param name="states">Every branch.</param>
    /// <param name="documents">See <see cref="Baseline.Documents"/>.</param>
    public static BranchView Read(Series series, ImmutableArray<BranchState> states, IEnumerable<BaselineDocument> documents)
    {
        var reader = new BranchReader(series);
        reader.ReadRows(states.SelectMany(state => new[] { state.Tip.Registry, state.Fork?.Registry }).OfType<string>().Distinct());

        var branches =
            from state in states
            where state.Role is BranchRole.Other or BranchRole.Base
            let claims = reader.Added(state)
            where claims.Count > 0
            orderby state.Role == BranchRole.Base descending, state.Date descending, state.Name
            select new Branch(state.Name, state.Author, state.Date, state.Role == BranchRole.Base, claims) { Commit = state.Commit };
        var numbers = states.SelectMany(state => reader.ClaimsOf(state.Tip)).Select(claim => (ProposalNumber?)claim.Number).Distinct();
        return new()
        {
            Count = states.Length,
            Highest = numbers.Where(number => !series.Convention.ExampleNumbers.Contains(number!.Value)).Max(),
            Branches = branches.ToEquatableArray(),
            Published = states
                .Where(state => state is { IsPublished: true, Role: BranchRole.Other or BranchRole.Own })
                .SelectMany(state => reader.Added(state))
                .Distinct()
                .ToEquatableArray(),
            Base = states.FirstOrDefault(state => state.Role == BranchRole.Base) is { } known
                ? new(
                    known.Name,
                    reader.ClaimsOf(known.Tip).ToEquatableArray(),
                    documents.OrderBy(document => document.Path, StringComparer.Ordinal).ToEquatableArray()
                )
                {
                    IsForkKnown = known.Fork is not null,
                    Rows = reader.RowsOf(known.Fork?.Registry).ToEquatableArray(),
                }
                : null,
        };
    }

    // What the base had already, to the letter or under the same number, is not the branch's doing.
    private EquatableArray<NumberClaim> Added(BranchState state)
    {
        if (state.Fork is not { } fork)
            return ClaimsOf(state.Tip).ToEquatableArray();
        var before = ClaimsOf(fork);
        ILookup<ProposalNumber, NumberClaim>? numbered = null;
        return ClaimsOf(state.Tip)
            .Except(before)
            .Where(claim =>
                !(numbered ??= before.ToLookup(known => known.Number))[claim.Number].Any(known => known.IsSameAs(claim, _convention))
            )
            .ToEquatableArray();
    }

    private ImmutableArray<NumberClaim> ClaimsOf(BranchFiles files) =>
        _claims.TryGetValue(files, out var known) ? known : _claims[files] = [.. MakeClaims(files)];

    private IEnumerable<NumberClaim> MakeClaims(BranchFiles files)
    {
        var documents = (
            from path in files.Paths
            let number = NumberOf(path)
            where number is not null
            group path by number.Value
        ).ToDictionary(group => group.Key, group => group.ToList());
        foreach (var row in RowsOf(files.Registry))
        {
            if (row is not { Kind: RowKind.Proposal, Number: { } number })
                continue;
            var paths = documents.GetValueOrDefault(number) ?? [];
            // A row without a link means the one document that there is.
            var path =
                row.Target is { } target && paths.Contains(target) ? target
                : row.Target is null && paths is [var only] ? only
                : null;
            if (path is not null)
                paths.Remove(path);
            yield return new(number, row.Title, row.Author is null or "" or "-" ? null : row.Author, path ?? row.Target);
        }

        foreach (var (number, paths) in documents)
        {
            foreach (var path in paths)
                yield return new(number, files.Titles.GetValueOrDefault(path), null, path);
        }
    }

    private ProposalNumber? NumberOf(string path) =>
        _numbers.TryGetValue(path, out var known) ? known : _numbers[path] = DocumentParser.Classify(path, _folder, _convention).Number;

    private ImmutableArray<RowFacts> RowsOf(string? registry) => registry is null ? [] : _rows.GetValueOrDefault(registry, []);

    // Tables are made of all lines that any branch has under the same header: short ones, for which the parser takes less time by far.
    private void ReadRows(IEnumerable<string> registries)
    {
        var tables =
            from registry in registries
            let table = TableIn(registry)
            where table is not null
            group (Registry: registry, table.Value.Lines) by table.Value.Header;
        foreach (var table in tables)
        {
            var lines = table.SelectMany(one => one.Lines).Distinct();
            var rows = lines
                .Chunk(RowsAtATime)
                .SelectMany(some => some.Zip(Parse(table.Key, some)))
                .ToDictionary(pair => pair.First, pair => pair.Second);
            foreach (var (registry, own) in table)
                _rows[registry] = [.. own.Where(rows.ContainsKey).Select(line => rows[line])];
        }
    }

    private EquatableArray<RowFacts> Parse(string header, string[] lines) =>
        DocumentParser.Parse(_registryPath, new($"{header}{string.Join('\n', lines)}"), _folder, _convention).Facts.Rows;

    // The header with its delimiter row, and the rows below; null where there is no such table.
    private (string Header, ImmutableArray<string> Lines)? TableIn(string registry)
    {
        var header = "";
        var above = ReadOnlySpan<char>.Empty;
        var isInTable = false;
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var range in registry.AsSpan().Split('\n'))
        {
            var line = registry.AsSpan(range).TrimEnd('\r');
            if (!isInTable)
            {
                // Further tables have the same columns.
                if (
                    IsDelimiter(line)
                    && (header.Length == 0 ? IsHeader(above) : header.AsSpan().StartsWith(above) && header[above.Length] == '\n')
                )
                {
                    isInTable = true;
                    if (header.Length == 0)
                        header = $"{above}\n{line}\n";
                }

                above = line;
            }
            else if (!ConflictMarkers.IsMarker(line))
            {
                isInTable = line.Contains('|');
                if (isInTable)
                    lines.Add(Known(line));
                else
                    above = line;
            }
        }

        return header.Length > 0 ? (header, lines.ToImmutable()) : null;
    }

    private string Known(ReadOnlySpan<char> line)
    {
        var lines = _lines.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lines.TryGetValue(line, out var known))
            return known;
        var added = line.ToString();
        _lines.Add(added);
        return added;
    }

    private bool IsHeader(ReadOnlySpan<char> line)
    {
        if (!line.Contains('|') || !line.Contains(_titleColumn, StringComparison.OrdinalIgnoreCase))
            return false;
        foreach (var cell in line.Split('|'))
            if (_convention.IsNumberColumn(line[cell].Trim(" *_`").ToString()))
                return true;
        return false;
    }

    private static bool IsDelimiter(ReadOnlySpan<char> line) => line.Contains('-') && !line.ContainsAnyExcept("|-: \t");
}
