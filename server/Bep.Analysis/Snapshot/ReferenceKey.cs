using Bep.Analysis.Model;

namespace Bep.Analysis.Snapshot;

/// <summary>
/// What a document points at: a path, or where that is null a number. A file's bare name is one too, because a file that turns up
/// elsewhere under it may be the one that a broken link means.
/// </summary>
internal readonly record struct ReferenceKey(string? Path, ProposalNumber Number)
{
    public ReferenceKey(string path)
        : this(CanonicalForm.Of(path), default) { }

    public ReferenceKey(ProposalNumber number)
        : this(null, number) { }

    /// <summary>True for the path of a file or folder, and false for what a file's name or number stands for.</summary>
    public bool IsPath => Path is [not ('#' or '*'), ..];

    /// <summary>A proposal with this number whose file lies in the wrong folder, as long as none lies in the right one.</summary>
    public static ReferenceKey OfStray(ProposalNumber number) => new($"#{number}");

    /// <summary>The file of a proposal with this number, which may have another name than the one that is linked.</summary>
    public static ReferenceKey OfFileName(ProposalNumber number) => new($"#{number}.md");

    /// <summary>Any file with the name of the one at <paramref name="path"/>.</summary>
    public static ReferenceKey OfName(string path) => new("*/" + Paths.Name(path).ToLowerInvariant());
}
