using System.Text;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;

namespace Bep.Server.Git;

/// <summary>Reads what the documents of a series said at a commit.</summary>
static class BaselineReader
{
    /// <summary>
    /// The proposals and supporting documents of <paramref name="series"/> at <paramref name="commit"/>. Most of them are what they are
    /// now, and need not be read.
    /// </summary>
    /// <exception cref="GitException">git does not tell it.</exception>
    public static async Task<IEnumerable<BaselineDocument>> ReadAsync(
        string root,
        GitObjects objects,
        Series series,
        string commit,
        CancellationToken cancel
    )
    {
        string[] arguments =
        [
            "ls-tree",
            "-r",
            "-z",
            "--full-tree",
            commit,
            "--",
            .. series.Folder.Length > 0 ? [series.Folder + "/"] : (string[])[],
        ];
        var listing = await GitProcess.RunAsync(root, arguments, [], cancel).ConfigureAwait(false);
        var documents = new List<BaselineDocument>();
        var changed = new List<TreeEntry>();
        foreach (
            var entry in TreeEntry
                .InListing(listing)
                .Where(entry => entry is { IsFolder: false, IsLink: false } && IsDocument(series, entry.Path))
        )
        {
            if (series.Find(entry.Path) is { } now && NameOf(now.Text) == entry.Name)
                documents.Add(BaselineDocument.Of(now));
            else
                changed.Add(entry);
        }
        var texts = (await objects.ReadTextsAsync(changed.Select(entry => entry.Name)).ConfigureAwait(false)).ToDictionary();
        foreach (var entry in changed)
        {
            if (
                texts.TryGetValue(entry.Name, out var text)
                && SeriesReader.Parse(entry.Path, text, series.Folder, series.BaseConvention).Document is { } then
            )
                documents.Add(BaselineDocument.Of(then));
        }
        return documents;
    }

    private static bool IsDocument(Series series, string path) =>
        path.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
        && DocumentParser.Classify(path, series.Folder, series.BaseConvention).Kind is DocumentKind.Proposal or DocumentKind.Supporting;

    // What git calls the text as a file, where its names are made by SHA-1; no name is made otherwise that is equal to it.
    private static string NameOf(SourceText text)
    {
        var content = Encoding.UTF8.GetBytes(text.Content);
        return Sha1.Of([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]);
    }
}
