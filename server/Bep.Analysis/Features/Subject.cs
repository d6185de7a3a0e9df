using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Features;

/// <summary>What a symbol is about, wherever it stands: the thing that hovers describe and references lead to.</summary>
internal abstract record Subject
{
    /// <summary>A proposal, with or without a document.</summary>
    public sealed record Proposal(ProposalNumber Number) : Subject;

    /// <summary>A file that is not a proposal.</summary>
    public sealed record File(string Path) : Subject;

    /// <summary>A place in a document.</summary>
    public sealed record Anchor(string Path, string Fragment) : Subject;

    /// <summary>What <paramref name="symbol"/>, in <paramref name="document"/>, is about; null for what is about nothing outside.</summary>
    public static Subject? Of(Series series, Document document, Symbol? symbol) =>
        symbol switch
        {
            Symbol.Mention { Reference.Number: var number } => new Proposal(number),
            Symbol.RowCell { Row.Number: { } number } => new Proposal(number),
            Symbol.Heading { Section: var section } when section == document.TitleSection && document.Number is { } number => new Proposal(
                number
            ),
            Symbol.Heading { Section: var section } => new Anchor(document.Path, section.Anchor),
            Symbol.OfLink { Part: not LinkPart.Path, Link: { Path: { } path, Fragment: { Length: > 0 } fragment } } => new Anchor(
                path,
                fragment
            ),
            Symbol.OfLink { Link.Path: { } path } => OfFile(series, path),
            Symbol.Label { Definition: { Path: { } path, Fragment: { Length: > 0 } fragment } } => new Anchor(path, fragment),
            Symbol.Label { Definition.Path: { } path } => OfFile(series, path),
            _ => null,
        };

    private static Subject OfFile(Series series, string path) =>
        Parsing.DocumentParser.Classify(path, series.Folder, series.BaseConvention).Number is { } number
            ? new Proposal(number)
            : new File(path);

    /// <summary>
    /// The section of <paramref name="document"/> that <paramref name="fragment"/> leads to; null for an explicit anchor or none.
    /// </summary>
    public static Section? SectionOf(Document? document, string fragment) =>
        document?.Sections.FirstOrDefault(section => Link.FragmentComparer.Equals(section.Anchor, fragment));
}
