using System.Globalization;
using System.Text;

namespace Bep.Server.Git;

/// <summary>The commits of branches that the base branch does not have, and those at which they leave it.</summary>
sealed class ForkGraph
{
    // The parents of each commit that the base does not have; of those that it has, the time of each that is such a parent.
    private readonly Dictionary<string, string[]> _parents;
    private readonly Dictionary<string, long> _edge;
    private readonly bool _isComplete;

    private ForkGraph(Dictionary<string, string[]> parents, Dictionary<string, long> edge, bool isComplete) =>
        (_parents, _edge, _isComplete) = (parents, edge, isComplete);

    /// <summary>Asks git for the commits that lead to <paramref name="tips"/> and that <paramref name="known"/> does not have.</summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="tips">The commits of all branches.</param>
    /// <param name="known">The base branch's commit; null where there is none, and nothing is known then.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<ForkGraph> ReadAsync(string root, IReadOnlyCollection<string> tips, string? known, CancellationToken cancel)
    {
        if (known is null || tips.Count == 0)
            return new([], [], isComplete: false);
        var input = Encoding.ASCII.GetBytes(string.Concat(tips.Select(tip => $"{tip}\n")) + $"^{known}\n");
        var answer = await GitProcess
            .TryAsync(root, ["rev-list", "--parents", "--boundary", "--timestamp", "--ignore-missing", "--stdin"], input, cancel)
            .ConfigureAwait(false);
        var parents = new Dictionary<string, string[]>();
        var edge = new Dictionary<string, long>();
        // `time commit parent…`, with a dash before a commit that the base has.
        foreach (var line in answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            if (words[1][0] == '-')
                edge[words[1][1..]] = long.Parse(words[0], CultureInfo.InvariantCulture);
            else
                parents[words[1]] = words[2..];
        }
        return new(parents, edge, answer.Status == 0);
    }

    /// <summary>
    /// The latest commit of the base that the branch at <paramref name="tip"/> has: the tip itself where the base has it. Null where there
    /// is none, or it is not known.
    /// </summary>
    public string? ForkOf(string tip)
    {
        if (!_isComplete)
            return null;
        string? best = null;
        var seen = new HashSet<string> { tip };
        var next = new Queue<string>(seen);
        while (next.TryDequeue(out var commit))
        {
            if (_parents.TryGetValue(commit, out var parents))
            {
                foreach (var parent in parents.Where(seen.Add))
                    next.Enqueue(parent);
            }
            else if (_edge.TryGetValue(commit, out var time) ? best is null || time > _edge.GetValueOrDefault(best) : commit == tip)
            {
                best = commit;
            }
        }
        return best;
    }

    /// <summary>True where the base has the commit <paramref name="tip"/>.</summary>
    public bool IsMerged(string tip) => _isComplete && !_parents.ContainsKey(tip);
}
