using System.Collections.Immutable;
using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>
/// A line of the comment in which a document says, for tools, what it belongs to: <c>&lt;!-- context-for-ai</c> … <c>--&gt;</c>.
/// </summary>
/// <param name="Name">One of the names below.</param>
/// <param name="Values">What stands after it: one value, or those of a list.</param>
public sealed record ContextEntry(string Name, ImmutableArray<ContextValue> Values)
{
    /// <summary>The sub-documents of a main document, in its supporting directory.</summary>
    public const string SubDocuments = "detail-docs";

    /// <summary>What a document rests on: files beside it, or proposals.</summary>
    public const string Dependencies = "depends-on";

    /// <summary>The proposal that a sub-document belongs to.</summary>
    public const string Parent = "parent";
}

/// <summary>A file or a proposal that a <see cref="ContextEntry"/> names.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Number">The number of a proposal, <c>BEP-1049 (Its Title)</c>; null for a file.</param>
/// <param name="NumberSpan">The proposal's name without its title; empty for a file.</param>
public sealed record ContextValue(Located<string> Text, ProposalNumber? Number, TextSpan NumberSpan);
