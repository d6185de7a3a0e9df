using System.Collections.Immutable;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Checking;

/// <summary>Something that a rule found in a document.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Severity">How much it matters here.</param>
/// <param name="Path">The document, relative to the root.</param>
/// <param name="Span">Where in it.</param>
/// <param name="Message">One sentence: the thing, what is wrong with it, and where known what would be right.</param>
public sealed record Finding(Rule Rule, Severity Severity, string Path, TextSpan Span, LocalizableString Message)
{
    /// <summary>Ways to fix it, the likeliest first.</summary>
    public ImmutableArray<Fix> Fixes { get; init; } = [];

    /// <summary>What the rule itself failed with: the finding says only that it did. Null for everything else.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Other places that have a part in it.</summary>
    public ImmutableArray<RelatedPlace> Related { get; init; } = [];

    /// <summary>How an editor may draw the place; null for nothing but a line below it.</summary>
    public FindingTag? Tag { get; init; }

    /// <summary>
    /// True where the same fault is reported in another document too: an editor shows it at both ends, a list counts it once, at the other.
    /// </summary>
    public bool IsMirroredElsewhere { get; init; }

    /// <summary>
    /// True where an editor only marks the place, as a hint: what is to be done is one thing, and listed at the other place.
    /// </summary>
    public bool IsMarkOnly { get; init; }
}

/// <summary>How the place of a finding is drawn (LSP 3.17, DiagnosticTag).</summary>
public enum FindingTag
{
    /// <summary>Faded: it could go.</summary>
    Unnecessary = 1,

    /// <summary>Struck through: something has taken its place.</summary>
    Deprecated = 2,
}

/// <summary>Another place that has a part in a finding.</summary>
/// <param name="Path">The document, relative to the root.</param>
/// <param name="Span">Where in it.</param>
/// <param name="Message">What is there.</param>
public sealed record RelatedPlace(string Path, TextSpan Span, LocalizableString Message);
