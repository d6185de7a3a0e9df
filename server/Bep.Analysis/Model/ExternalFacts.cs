using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>What the world outside the files says, handed in as values so that nothing here asks for it.</summary>
/// <param name="Today">The author's calendar date.</param>
/// <param name="Author">The author as a proposal names one, <c>Full Name (email)</c>; null where git does not know it.</param>
public sealed record ExternalFacts(DateOnly Today, string? Author)
{
    /// <summary>The addresses of git's remotes, as git has them; none where there is no repository.</summary>
    public EquatableArray<string> Remotes { get; init; } = [];

    /// <summary>The files and folders that the repository has and its sparse checkout left out.</summary>
    public FileSet SparseExclusions { get; init; } = FileSet.Empty;

    /// <summary>True where there is no repository: the series may be a copy of its folder alone.</summary>
    public bool IsOutsideRepository { get; init; }

    /// <summary>The product's versions that its repository knows, by its tags and its version file, in no order.</summary>
    public EquatableArray<string> Versions { get; init; } = [];

    /// <summary>Those that are out, by its tags; where it has none, by its version file. In no order.</summary>
    public EquatableArray<string> Released { get; init; } = [];

    /// <summary>When the files of the series came into the repository.</summary>
    public FileHistory History { get; init; } = FileHistory.Unknown;

    /// <summary>How the series was kept so far.</summary>
    public Practice Practice { get; init; } = Practice.Unknown;

    /// <summary>Which proposals released code names.</summary>
    public ReleasedMentions Mentions { get; init; } = ReleasedMentions.Unknown;

    /// <summary>The files that the repository once had.</summary>
    public GonePaths Gone { get; init; } = GonePaths.Unknown;

    /// <summary>What the repository's other branches do with the numbers.</summary>
    public BranchView Branches { get; init; } = BranchView.None;

    /// <summary>True where nothing is different that a rule looks at.</summary>
    public bool SaysTheSameAs(ExternalFacts other) =>
        ReferenceEquals(this, other)
        || (this with { Branches = BranchView.None }) == (other with { Branches = BranchView.None })
            && (ReferenceEquals(Branches, other.Branches) || Branches.WithoutMetadata == other.Branches.WithoutMetadata);
}
