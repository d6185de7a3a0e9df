using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Reserves numbers: puts rows into the registry, for drafts and ahead of them.</summary>
public static class Reserve
{
    // What stands in a row until its author knows better, marked like the remark in the next row.
    private const string TitleToBe = "_(title)_";

    /// <summary>
    /// What can be reserved at <paramref name="offset"/> of <paramref name="document"/>: on the next row, its number; on a placeholder of a
    /// draft, a number for the draft.
    /// </summary>
    public static ImmutableArray<Fix> At(Series series, Document document, int offset) => Symbol.At(document, offset) switch
    {
        Symbol.NextRow => ReserveNext(series),
        Symbol.Placeholder when document is { Kind: DocumentKind.Proposal, Number: null } => ReserveForDraft(series, document),
        _ => [],
    };

    /// <summary>
    /// Puts a row for <paramref name="number"/> into the registry: in front of the first row with a higher number, else right above the next
    /// row, else behind the last one. Null where the series has no registry table.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="number">The number.</param>
    /// <param name="title">The title, as text.</param>
    /// <param name="author">The authors, as the front matter names them; null for nobody.</param>
    /// <param name="status">The status.</param>
    /// <param name="path">The document to link, relative to the root; null for no link.</param>
    public static TextEdit? Row(Series series, ProposalNumber number, string title, string? author, string status, string? path)
    {
        if (series.Registry is not { } registry) return null;
        var target = path is null ? null : Paths.Relative(series.Folder, path);
        var row = RegistryEdits.Row(registry, series.Convention, number, title, RegistryEdits.NamesOf(author), status, target);
        return RegistryEdits.Insert(series.RegistryDocument, registry, number, row);
    }

    private static ImmutableArray<Fix> ReserveNext(Series series)
    {
        var number = series.NextNumber;
        return Row(series, number, TitleToBe, series.Surroundings.Author, series.Convention.FirstStatus, path: null) is { } row
            ? [new($"Reserve {series.Convention.Format(number)}", Change.Of(series.RegistryPath, row))]
            : [];
    }

    private static ImmutableArray<Fix> ReserveForDraft(Series series, Document draft)
    {
        var (convention, number) = (series.Convention, series.NextNumber);
        var written = draft.Name.AsSpan(0, convention.Format(number).Length);
        _ = convention.TryReadFileName(draft.Name, out _, out var slug);
        var path = Paths.Join(Paths.Folder(draft.Path), convention.FileName(number, slug));
        if (series.Exists(path)) return [];

        var edits = new Dictionary<string, List<TextEdit>>();
        foreach (var placeholder in draft.Placeholders)
        {
            if (draft.Text.Content.AsSpan(placeholder.Start, placeholder.Length).SequenceEqual(written)) EditsOf(draft.Path).Add(new(placeholder, convention.Format(number)));
        }

        foreach (var referrer in series.ReferrersOf(draft.Path).Select(series.Find).OfType<Document>())
        {
            var folder = Paths.Folder(referrer.Path);
            foreach (var link in referrer.Links.Where(link => link.Path is not null && Paths.Comparer.Equals(link.Path, draft.Path) && !link.PathSpan.IsEmpty))
                EditsOf(referrer.Path).Add(new(link.PathSpan, RegistryEdits.LinkTarget(Paths.Relative(folder, path))));
        }

        var status = draft.Facts[Convention.StatusField] ?? convention.FirstStatus;
        var title = RegistryEdits.TitleOf(convention, draft.Path, draft.Facts);
        if (Row(series, number, title, draft.Facts[Convention.AuthorField], status, path) is not { } row) return [];
        EditsOf(series.RegistryPath).Add(row);

        var changes = edits.OrderBy(edit => edit.Key, StringComparer.Ordinal).Select(edit => (FileChange)new FileChange.Edit(edit.Key, edit.Value));
        return [new($"Reserve {convention.Format(number)} for this draft", new([.. changes, new FileChange.Rename(draft.Path, path)]))];

        List<TextEdit> EditsOf(string file) => edits.TryGetValue(file, out var list) ? list : edits[file] = [];
    }
}
