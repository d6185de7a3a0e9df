using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>The document of a proposal whose number is reserved already.</summary>
public static class ReservedDocument
{
    /// <summary>
    /// The change that creates the document of <paramref name="number"/> from the template, with what its row says, and makes the row link
    /// it. Null where there is a document, or not exactly one row with a title to make one of.
    /// </summary>
    public static Change? Create(Series series, ProposalNumber number) => Prepare(series, number)?.Create();

    /// <summary>
    /// The path of the document that <see cref="Create"/> creates, and what makes the change: filling in the template takes longer than to
    /// say that it can be done.
    /// </summary>
    internal static (string Path, Func<Change> Create)? Prepare(Series series, ProposalNumber number)
    {
        var rows = series.RowsOf(number).ToList();
        if (
            !series.PathsOf(number).IsEmpty
            || rows is not [{ Kind: RowKind.Proposal, Title.Text: { Length: > 0 } title } row]
            || title.StartsWith("_(", StringComparison.Ordinal)
        )
            return null;
        var status = row.Status is { } cell && series.Convention.Knows(cell.Bare) ? cell.Bare : series.Convention.FirstStatus;
        var name = series.Convention.FileName(number, Slug.OfTitle(title), status);
        var linked =
            row.Link?.Path is { } target && DocumentParser.Classify(target, series.Folder, series.BaseConvention).Number == number
                ? target
                : null;
        var path = linked ?? Paths.Join(series.Folder, name);
        if (series.Exists(path))
            return null;

        return (path, Make);

        Change Make()
        {
            var edits = new List<TextEdit>();
            if (linked is null)
                edits.AddRange(
                    ((FileChange.Edit)RegistryEdits.Link(series.RegistryDocument, series, row, path, isSafe: false).Change.Files[0]).Edits
                );
            if (row.Author is { Bare: "" or "-", Span: var author } && series.ExternalFacts.Author is { } self)
                edits.Add(new(author, Authors.NamesOf(self)));
            var create = new Change([TemplateCopy.Create(series, number, RegistryEdits.WithoutEscapes(title), status, path)]);
            return edits.Count == 0 ? create : create.And(Change.Of(series.RegistryPath, [.. edits]));
        }
    }
}
