using System.Collections.Immutable;
using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>A place where git could not merge two versions of a file and left both.</summary>
/// <param name="Markers">The lines that git wrote, in order, without their line ends.</param>
/// <param name="Span">All of it, through the line end of the last line.</param>
/// <param name="OurText">The lines of the side that was there.</param>
/// <param name="TheirText">The lines of the side that came in.</param>
/// <param name="Ours">What git calls the side that was there.</param>
/// <param name="Theirs">What git calls the side that came in.</param>
public sealed record MergeConflict(
    ImmutableArray<TextSpan> Markers,
    TextSpan Span,
    TextSpan OurText,
    TextSpan TheirText,
    string Ours,
    string Theirs
);
