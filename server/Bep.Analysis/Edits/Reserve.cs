using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>Reserves numbers: puts rows into the registry, for drafts and ahead of them.</summary>
public static class Reserve
{
    // What stands in a row until its author knows better, marked like the remark in the next row.
    private const string TitleToBe = "_(title)_";

    /// <summary>
    /// Puts a row for <paramref name="number"/> into the registry: in front of the first row with a higher number, else right above the
    /// next row, else after the last one. Of several tables it is the one for the status. Null where the series has no registry table.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="number">The number.</param>
    /// <param name="title">The title, as text.</param>
    /// <param name="author">The authors, as the front matter names them; null for nobody.</param>
    /// <param name="status">The status.</param>
    /// <param name="path">The document to link, relative to the root; null for no link.</param>
    public static TextEdit? Row(Series series, ProposalNumber number, string title, string? author, string status, string? path)
    {
        if (series.Registry is not { } registry)
            return null;
        var target = path is null ? null : RegistryEdits.TargetOf(series, registry, path);
        var row = RegistryEdits.Row(registry, series.Convention, number, title, Authors.NamesOf(author), status, target);
        return RegistryEdits.Insert(series.RegistryDocument, RegistryEdits.TableFor(series, registry, status), number, row);
    }

    /// <summary>
    /// What gives <paramref name="draft"/>, whose file name has a placeholder, the next number; none in a series without a registry table.
    /// </summary>
    public static ImmutableArray<Fix> ForDraft(Series series, Document draft)
    {
        var own = draft.Placeholders.Where(place => IsOwn(draft, draft.Text.Slice(place), series.Convention)).ToList();
        return At(series, draft, own.FirstOrDefault(place => draft.TitleSection?.Heading.Contains(place) == true));
    }

    /// <summary>What puts a row for the next number into the registry; none in a series without a registry table.</summary>
    public static ImmutableArray<Fix> Next(Series series)
    {
        var number = series.NextNumber;
        return Row(series, number, TitleToBe, series.ExternalFacts.Author, series.Convention.FirstStatus, path: null) is { } row
            ? [new($"Reserve {series.Convention.Format(number)}", Change.Of(series.RegistryPath, row))]
            : [];
    }

    /// <summary>
    /// What puts a number in place of <paramref name="placeholder"/>, where that stands for the number of <paramref name="document"/>
    /// itself. A draft without a number gets the next one, wherever it names itself: in its text, its file name, the links to it. A
    /// document that has a number only lacks it in its title.
    /// </summary>
    public static ImmutableArray<Fix> At(Series series, Document document, TextSpan placeholder)
    {
        if (document.Kind != DocumentKind.Proposal || series.Registry is not { } registry)
            return [];
        var convention = series.Convention;
        var isTitle = document.TitleSection?.Heading.Contains(placeholder) == true;
        if (document.Number is not null && !isTitle)
            return [];

        var number = document.Number ?? series.NextNumber;
        _ = convention.TryReadPath(series.Folder, document.Path, out _, out var slug);
        var path = document.Number is null
            ? Paths.Join(series.Folder, convention.FileName(number, slug, document.Facts[FieldRole.Status]))
            : document.Path;
        if (path != document.Path && series.Exists(path))
            return [];

        var edits = new Dictionary<string, List<TextEdit>>();
        foreach (var place in document.Placeholders)
        {
            if (document.Number is null ? IsOwn(document, document.Text.Slice(place), convention) : place == placeholder)
                EditsOf(document.Path).Add(new(place, convention.Format(number)));
        }

        if (path != document.Path)
            FollowLinks(series, document.Path, path, EditsOf);
        if (registry.AllRows.FirstOrDefault(row => row.Link?.Path == document.Path) is { } row)
        {
            if (row.Number is null && row.Link!.TextSpan is var text)
                EditsOf(series.RegistryPath).Add(new(text, convention.Digitize(number)));
        }
        else if (!series.RowsOf(number).Any())
        {
            var title = placeholder.IsEmpty
                ? document.Facts.Title
                : document.Facts.Title?.Replace(document.Text.Slice(placeholder), convention.Format(number), StringComparison.Ordinal);
            EditsOf(series.RegistryPath).Add(RegistryEdits.Insert(series, registry, number, path, document.Facts with { Title = title }));
        }

        var change = new Change([
            .. edits.OrderBy(edit => edit.Key, StringComparer.Ordinal).Select(edit => new FileChange.Edit(edit.Key, edit.Value)),
        ]);
        if (path != document.Path)
            change = change.And(new([new FileChange.Rename(document.Path, path)]));
        return
        [
            new(
                edits.ContainsKey(series.RegistryPath)
                    ? (LocalizableString)$"Reserve {convention.Format(number)} for this draft"
                    : $"Put in {convention.Format(number)}",
                change
            ),
        ];

        List<TextEdit> EditsOf(string file) => edits.TryGetValue(file, out var list) ? list : edits[file] = [];
    }

    // `BEP-XXXX` in BEP-XXXX-slug.md is the draft itself; `BEP-NNNN` there is another one.
    private static bool IsOwn(Document draft, string placeholder, Convention convention) =>
        draft.Name.Contains(placeholder[^convention.Digits..], StringComparison.Ordinal);

    private static void FollowLinks(Series series, string from, string to, Func<string, List<TextEdit>> editsOf)
    {
        foreach (var referrer in series.ReferrersOf(from).Select(series.Find).OfType<Document>())
        {
            var target = Destination.Write(Paths.Relative(Paths.Folder(referrer.Path), to));
            foreach (var link in referrer.Links)
            {
                if (link.LeadsTo(from) && !link.PathSpan.IsEmpty)
                    editsOf(referrer.Path).Add(new(link.PathSpan, target));
            }
        }
    }
}
