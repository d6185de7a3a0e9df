using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;

namespace Bep.Analysis.Branches;

/// <summary>
/// Works out what branches do with numbers. Hundreds of branches have nearly the same registry, so that each line of it is read once,
/// whichever of them have it.
/// </summary>
public sealed class BranchReader
{
    private readonly string _folder;
    private readonly string _registryPath;
    private readonly Convention _convention;
    private readonly Dictionary<(string Header, string Line), RowFacts> _rows = [];
    private readonly Dictionary<BranchFiles, ImmutableArray<Claim>> _claims = new(ReferenceEqualityComparer.Instance);

    private BranchReader(Series series) => (_folder, _registryPath, _convention) = (series.Folder, series.RegistryPath, series.Basis);

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
            select new Branch(state.Name, state.Author, state.Date, state.Role == BranchRole.Base, claims);
        var numbers =
            from state in states
            from claim in reader.ClaimsOf(state.Tip)
            where !series.Convention.ExampleNumbers.Contains(claim.Number)
            select (ProposalNumber?)claim.Number;
        return new()
        {
            Count = states.Length,
            Highest = numbers.DefaultIfEmpty().Max(),
            Branches = branches.ToEquatableArray(),
            Base = states.FirstOrDefault(state => state.Role == BranchRole.Base) is { } known
                ? new(known.Name, reader.ClaimsOf(known.Tip).ToEquatableArray(), documents.OrderBy(document => document.Path, StringComparer.Ordinal).ToEquatableArray())
                {
                    IsForkKnown = known.Fork is not null,
                    Rows = reader.RowsOf(known.Fork?.Registry).ToEquatableArray(),
                }
                : null,
        };
    }

    // A number that the base had for the same proposal is not the branch's doing.
    private EquatableArray<Claim> Added(BranchState state)
    {
        var before = state.Fork is { } fork ? ClaimsOf(fork).ToLookup(claim => claim.Number) : null;
        return ClaimsOf(state.Tip).Where(claim => before?[claim.Number].Any(known => known.IsSameAs(claim, _convention)) != true).ToEquatableArray();
    }

    private ImmutableArray<Claim> ClaimsOf(BranchFiles files) => _claims.TryGetValue(files, out var known) ? known : _claims[files] = [.. MakeClaims(files)];

    private IEnumerable<Claim> MakeClaims(BranchFiles files)
    {
        var documents =
            (from path in files.Paths
             let number = DocumentParser.Classify(path, _folder, _convention).Number
             where number is not null
             group path by number.Value).ToDictionary(group => group.Key, group => group.ToList());
        foreach (var row in RowsOf(files.Registry))
        {
            if (row is not { Kind: RowKind.Proposal, Number: { } number }) continue;
            var paths = documents.GetValueOrDefault(number) ?? [];
            // A row without a link means the one document that there is.
            var path = row.Target is { } target && paths.Contains(target) ? target : row.Target is null && paths is [var only] ? only : null;
            if (path is not null) paths.Remove(path);
            yield return new(number, row.Title, row.Author is null or "" or "-" ? null : row.Author, path ?? row.Target);
        }

        foreach (var (number, paths) in documents)
        {
            foreach (var path in paths) yield return new(number, null, null, path);
        }
    }

    private IEnumerable<RowFacts> RowsOf(string? registry)
    {
        if (registry is null || TableIn(registry) is not var (header, lines)) yield break;
        foreach (var line in lines)
        {
            if (_rows.TryGetValue((header, line), out var row)) yield return row;
        }
    }

    // One table is made of all lines that any branch has under the same header.
    private void ReadRows(IEnumerable<string> registries)
    {
        var tables =
            from registry in registries
            let table = TableIn(registry)
            where table is not null
            from line in table.Value.Lines
            group line by table.Value.Header;
        foreach (var table in tables)
        {
            string[] lines = [.. table.Distinct()];
            var text = new SourceText($"{table.Key}{string.Concat(lines.Select(line => line + "\n"))}");
            var rows = DocumentParser.Parse(_registryPath, text, _folder, _convention).Facts.Rows;
            for (var i = 0; i < Math.Min(rows.Count, lines.Length); i++) _rows.Add((table.Key, lines[i]), rows[i]);
        }
    }

    // The header with its delimiter row, and the rows below; null where there is no such table.
    private static (string Header, ImmutableArray<string> Lines)? TableIn(string registry)
    {
        var lines = registry.Split('\n');
        for (var i = 0; i + 1 < lines.Length; i++)
        {
            if (!IsHeader(lines[i]) || !IsDelimiter(lines[i + 1])) continue;
            var rows = lines.Skip(i + 2).Select(line => line.TrimEnd('\r')).TakeWhile(line => line.Contains('|') || IsMarker(line)).Where(line => line.Contains('|') && !IsMarker(line));
            return ($"{lines[i].TrimEnd('\r')}\n{lines[i + 1].TrimEnd('\r')}\n", [.. rows]);
        }

        return null;
    }

    private static bool IsHeader(string line) =>
        line.Contains('|') && line.Contains(Convention.NumberColumn, StringComparison.OrdinalIgnoreCase) && line.Contains(Convention.TitleColumn, StringComparison.OrdinalIgnoreCase);

    private static bool IsDelimiter(string line) => line.Contains('-') && line.All(c => c is '|' or '-' or ':' or ' ' or '\t' or '\r');

    private static bool IsMarker(string line) =>
        line.StartsWith("<<<<<<<", StringComparison.Ordinal) || line.StartsWith(">>>>>>>", StringComparison.Ordinal) ||
        line.StartsWith("|||||||", StringComparison.Ordinal) || line.StartsWith("=======", StringComparison.Ordinal);
}
