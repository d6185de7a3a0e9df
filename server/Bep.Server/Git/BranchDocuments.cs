using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Server.Git;

/// <summary>
/// Reads what the documents that branches add say of themselves. Each distinct text is read once, however many branches have it, and only
/// up to its title; what was read before is not read again.
/// </summary>
/// <param name="basis">How the documents are read.</param>
sealed class BranchDocuments(Convention basis)
{
    // As many as are in flight anywhere; and as much of each as its front matter and title take.
    private const int MostDocuments = 2000,
        HeadLength = 4000;

    // By the name of the text's object and its path.
    private Dictionary<(string Blob, string Path), DocumentFacts?> _known = [];

    /// <summary>How the documents are read.</summary>
    public Convention Basis => basis;

    /// <summary><paramref name="view"/> with <see cref="NumberClaim.Facts"/>, of the documents that are there and can be read.</summary>
    /// <exception cref="GitException">git does not tell it.</exception>
    public async Task<BranchView> ReadAsync(string root, Series series, BranchView view, CancellationToken cancel)
    {
        var places = (
            from branch in view.Branches
            where branch.Commit is not null
            from claim in branch.Claims
            where claim.Path is not null
            select (branch.Commit, claim.Path)
        )
            .Distinct()
            .Take(MostDocuments)
            .ToList();
        if (places.Count == 0)
            return view;
        await using var objects = new GitObjects(root, cancel);
        var found = await objects.FindAsync([.. places.Select(place => $"{place.Commit}:{place.Path}")]).ConfigureAwait(false);
        var documents = places
            .Zip(found)
            .Where(one => one.Second is { Type: "blob" })
            .ToDictionary(one => one.First, one => (Blob: one.Second!.Name, one.First.Path));
        var unread = documents.Values.Where(document => !_known.ContainsKey(document)).Select(document => document.Blob);
        var texts = (await objects.ReadTextsAsync(unread).ConfigureAwait(false)).ToDictionary();
        var known = documents
            .Values.Distinct()
            .ToDictionary(
                document => document,
                document =>
                    _known.TryGetValue(document, out var before) ? before
                    : texts.TryGetValue(document.Blob, out var text) ? Read(series.Folder, document.Path, text.Content)
                    : null
            );
        _known = known;
        return view with
        {
            Branches = view
                .Branches.Select(branch =>
                    branch with
                    {
                        Claims = branch.Claims.Select(claim => claim with { Facts = FactsOf(branch, claim) }).ToEquatableArray(),
                    }
                )
                .ToEquatableArray(),
        };

        DocumentFacts? FactsOf(Branch branch, NumberClaim claim) =>
            branch.Commit is { } commit && claim.Path is { } path && documents.TryGetValue((commit, path), out var document)
                ? known[document]
                : null;
    }

    // Where its headings are matters to those alone who have it.
    private DocumentFacts? Read(string folder, string path, string text) =>
        Safely.Try(
            $"reading {path} of another branch",
            () => DocumentParser.Parse(path, new(text[..HeadOf(text)]), folder, basis).Facts with { Anchors = [] },
            null
        );

    // Up to the line that is the title; without one, and where fields stand below it, as many lines as are looked at. A `#` in the front
    // matter begins a comment.
    private int HeadOf(string text)
    {
        var isBelow =
            basis.FrontMatterForm is FrontMatterForm.Fenced or FrontMatterForm.List or FrontMatterForm.Table or FrontMatterForm.Sections;
        var start = text.TrimStart('\uFEFF').StartsWith("---", StringComparison.Ordinal)
            ? text.IndexOf("\n---", StringComparison.Ordinal)
            : 0;
        var title = start < 0 || isBelow ? -1 : text.IndexOf("\n# ", start, StringComparison.Ordinal);
        var end = title < 0 ? -1 : text.IndexOf('\n', title + 1);
        if (end >= 0 && end < HeadLength)
            return end;
        return text.Length <= HeadLength ? text.Length : text.LastIndexOf('\n', HeadLength) + 1;
    }
}
