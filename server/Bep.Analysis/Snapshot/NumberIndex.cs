using System.Collections.Concurrent;
using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Snapshot;

/// <summary>
/// Which numbers are taken. What all of them together say is worked out on first use, so that no keystroke has to look at each.
/// </summary>
internal sealed class NumberIndex
{
    /// <summary>More than these to choose from are no help.</summary>
    private const int MostNearest = 3;

    private readonly ImmutableDictionary<ProposalNumber, ImmutableSortedSet<string>> _paths;
    private readonly Registry? _registry;
    private readonly Convention _convention;
    private readonly ConcurrentDictionary<ProposalNumber, ImmutableArray<string>> _nearest = [];
    private readonly Lazy<ProposalNumber> _next;
    private readonly Lazy<ImmutableArray<ProposalNumber>> _listed;
    private readonly Lazy<ImmutableArray<string>> _written;

    /// <param name="paths">The paths of the files that have a number.</param>
    /// <param name="registry">The series' registry; null where it has none.</param>
    /// <param name="convention">How numbers are written.</param>
    public NumberIndex(ImmutableDictionary<ProposalNumber, ImmutableSortedSet<string>> paths, Registry? registry, Convention convention)
    {
        (_paths, _registry, _convention) = (paths, registry, convention);
        _next = new(FindNext);
        _written = new(() => [.. Taken.Distinct().Select(_convention.Format)]);
        _listed = new(() =>
            [
                .. _paths
                    .Keys.Concat((_registry?.AllRows ?? []).Where(row => row.Kind == RowKind.Proposal).Select(row => row.Number!.Value))
                    .Distinct()
                    .Order(),
            ]
        );
    }

    /// <summary>One more than the highest number that a row or a file has.</summary>
    public ProposalNumber Next => _next.Value;

    /// <summary>The numbers that a file or the row of a proposal has, in order.</summary>
    public ImmutableArray<ProposalNumber> Listed => _listed.Value;

    private IEnumerable<ProposalNumber> Taken =>
        _paths.Keys.Concat(_registry?.AllRows.Select(row => row.Number).OfType<ProposalNumber>() ?? []);

    /// <summary>True where the index is also that of other paths, registry and convention.</summary>
    public bool IsOf(ImmutableDictionary<ProposalNumber, ImmutableSortedSet<string>> paths, Registry? registry, Convention convention) =>
        _paths == paths && _registry == registry && ReferenceEquals(_convention, convention);

    /// <summary>See <see cref="Series.NearestTo"/>.</summary>
    public ImmutableArray<string> NearestTo(ProposalNumber unknown) =>
        _nearest.GetOrAdd(unknown, number => [.. DidYouMean.To(_convention.Format(number), _written.Value).Take(MostNearest)]);

    private ProposalNumber FindNext()
    {
        var highest = Taken.Where(number => !_convention.ExampleNumbers.Contains(number)).DefaultIfEmpty().Max();
        return highest == default ? _convention.FirstNumber : highest.Next;
    }
}
