using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>What a repository says of proposals outside of their series: which of them released code, the changelog and commits name.</summary>
/// <param name="Release">The newest release, whose files were looked through; empty where nothing is known.</param>
/// <param name="Proposals">The proposals that are named anywhere, by number in order.</param>
public sealed record ReleasedMentions(string Release, EquatableArray<ProposalMentions> Proposals)
{
    /// <summary>What is known where there is no release, or git was not asked yet.</summary>
    public static ReleasedMentions Unknown { get; } = new("", []);

    /// <summary>True where there was more than is looked through: of a proposal that is not among them nothing follows.</summary>
    public bool IsCut { get; init; }

    /// <summary>True where most of the proposals that are implemented are named by their numbers: code here names what it follows.</summary>
    public bool AreUsual { get; init; }

    /// <summary>True where most of them are named by their numbers or by the keys of their issues.</summary>
    public bool AreUsualWithKeys { get; init; }

    /// <summary>The proposals that were looked for by the keys of issues, too; by number in order.</summary>
    public EquatableArray<ProposalNumber> WithKeys { get; init; } = [];

    /// <summary>
    /// True where it says something that nothing names <paramref name="number"/>. Where code names what it follows by keys, a proposal that
    /// has none is not missing.
    /// </summary>
    public bool IsMissed(ProposalNumber number) =>
        !IsCut && Of(number) is null && (AreUsual || (AreUsualWithKeys && WithKeys.Contains(number)));

    /// <summary>What is said of <paramref name="number"/>; null where it is named nowhere.</summary>
    public ProposalMentions? Of(ProposalNumber number)
    {
        var (from, to) = (0, Proposals.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (Proposals[middle].Number.CompareTo(number) < 0)
                from = middle + 1;
            else
                to = middle;
        }

        return from < Proposals.Count && Proposals[from].Number == number ? Proposals[from] : null;
    }
}

/// <summary>Where a repository names a proposal.</summary>
/// <param name="Number">The proposal.</param>
public sealed record ProposalMentions(ProposalNumber Number)
{
    // A single line may mention a proposal beside the point.
    private const int FewestLines = 2;

    /// <summary>True where its number names it somewhere, and not the key of an issue alone.</summary>
    public bool HasNumber { get; init; }

    /// <summary>True where the newest release certainly has code that follows the proposal.</summary>
    public bool AreCode => Lines >= FewestLines;

    /// <summary>How many lines of the newest release's code follow the proposal: no tests, and nothing that speaks of what is to come.</summary>
    public int Lines { get; init; }

    /// <summary>The first of them; null where there is none.</summary>
    public PlaceInRelease? First { get; init; }

    /// <summary>The oldest release of which it is known that its code follows the proposal; empty where none does.</summary>
    public string Since { get; init; } = "";

    /// <summary>The first line of the newest release's changelog that names it; null where there is none.</summary>
    public PlaceInRelease? Changelog { get; init; }

    /// <summary>How many commits that change something outside of the series name it in their subjects.</summary>
    public int Commits { get; init; }

    /// <summary>The day of the first of those commits, on the calendar of who made it; null where there is none.</summary>
    public DateOnly? FirstCommit { get; init; }
}

/// <summary>A line of a file as a release has it.</summary>
/// <param name="Path">The file, relative to the root.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record PlaceInRelease(string Path, int Line)
{
    /// <summary>The key of an issue by which the line names the proposal; null where it has its number.</summary>
    public string? Key { get; init; }

    /// <summary>As people write it: <c>src/lamp.py:12</c>.</summary>
    public override string ToString() => $"{Path}:{Line}";
}
