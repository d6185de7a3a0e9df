using System.Collections.Immutable;
using Bep.Analysis.Model;

namespace Bep.Analysis.Snapshot;

/// <summary>Where the paths in a document's context block start.</summary>
internal static class ContextFolders
{
    /// <summary>
    /// The folders from which <paramref name="document"/> names files there, the likeliest first: a main document speaks of the files in
    /// its supporting directory, a sub-document of those beside it; both may say the way from themselves.
    /// </summary>
    public static ImmutableArray<string> BaseFolders(Document document, Series series, ProposalNumber? own)
    {
        var directories = own is { } number ? series.DirectoriesOf(number) : [];
        var folder = Paths.Folder(document.Path);
        if (document.Kind == DocumentKind.Supporting)
            return [folder, .. directories.Remove(folder)];
        return directories.IsEmpty && own is { } missing
            ? [Paths.Join(series.Folder, series.Convention.Format(missing)), folder]
            : [.. directories, folder];
    }
}
