using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>Where a <see cref="Reference"/> stands.</summary>
public enum ReferencePlace
{
    /// <summary>In running text, a heading or a table.</summary>
    Prose,

    /// <summary>In the text of a link.</summary>
    LinkText,

    /// <summary>In <c>`code`</c>: often a file name, an example or a branch.</summary>
    Code,

    /// <summary>
    /// Where Markdown's marks mean nothing, or no link: between the tags of an HTML block, of a link or of code, in the title or the label
    /// of a link, in the label of a footnote.
    /// </summary>
    Plain,

    /// <summary>In a value of the front matter.</summary>
    FrontMatter,
}

/// <summary>A mention of a proposal by its number.</summary>
/// <param name="Number">The number named.</param>
/// <param name="Span">The mention, <c>BEP-1014</c>.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="IsLoose">True for <c>BEP1014</c> and <c>bep-1014</c>, which may be meant for something else.</param>
public sealed record Reference(ProposalNumber Number, TextSpan Span, ReferencePlace Place, bool IsLoose)
{
    /// <summary>What stands in front of the number, as the convention has it (<see cref="MentionLead"/>): <c>BEP-</c>.</summary>
    public string Lead { get; init; } = "";

    /// <summary>True for <c>PDEP-7</c> in a series that pads the numbers of its files with zeros.</summary>
    public bool LacksZeros { get; init; }

    /// <summary>True for the number alone, in a field that lists proposals.</summary>
    public bool IsBare { get; init; }

    /// <summary>True in the label that ties a link to its definition: it is a name, and both have to be written alike.</summary>
    public bool IsLabel { get; init; }

    /// <summary>The link or image in whose text it stands, or the definition that gives that text its target; null elsewhere.</summary>
    public Link? Link { get; init; }
}
