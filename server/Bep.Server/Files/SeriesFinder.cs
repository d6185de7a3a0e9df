using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Server.Files;

/// <summary>Finds the folders that hold a series of proposals.</summary>
public static partial class SeriesFinder
{
    /// <summary>How far below an opened folder a series is looked for: <c>docs/design/proposals</c>.</summary>
    private const int Depth = 3;

    // Two documents with numbers may have them for any reason.
    private const int FewestNumbered = 3;

    /// <summary>Folders with what programs put there; whatever begins with a dot is left out as well.</summary>
    private static readonly HashSet<string> s_uncrawled = new(StringComparer.OrdinalIgnoreCase)
    {
        "node_modules",
        "bin",
        "obj",
        "dist",
        "build",
        "out",
        "target",
        "artifacts",
        "vendor",
        "venv",
        "__pycache__",
        "site-packages",
    };

    /// <summary>
    /// The series of an opened folder: the folder itself, or those below it, the nearest first; and the one that the repository's
    /// configuration names. Links are not followed.
    /// </summary>
    public static IEnumerable<SeriesLocation> Below(IFiles files, string opened)
    {
        var root = RootAround(files, opened);
        files = Contained.In(files, root);
        if (
            Read(files, root, "") is { } configuration
            && ConfigurationReader.FolderOf(configuration) is { } named
            && At(files, root, named) is { } place
            && (place.Absolute == opened || place.Absolute.StartsWith(Path.Join(opened, "/"), StringComparison.Ordinal))
            && files.IsFolder(place.Absolute)
        )
            yield return place;
        else
            named = null;

        List<string> level = [opened];
        var most = DepthBelow(opened);
        for (var depth = 0; depth <= most; depth++)
        {
            List<string> next = [];
            foreach (var folder in level)
            {
                var entries = Entries(files, folder);
                // A submodule's root is its own.
                var rootHere = files.Exists(Path.Join(folder, ".git")) ? folder : root;
                var relative = RelativeTo(rootHere, folder);
                if (relative == named && rootHere == root)
                    continue;
                if (IsSeries(files, rootHere, relative, entries))
                {
                    yield return At(files, rootHere, relative);
                    continue;
                }
                next.AddRange(FoldersIn(files, folder, entries));
            }
            level = next;
        }
    }

    /// <summary>
    /// The folders in and below an opened one that look like a series of which nobody says how it is written, those with most documents first.
    /// Chapters have numbers as well, but hardly of three digits.
    /// </summary>
    public static IEnumerable<string> Unconfigured(IFiles files, string opened)
    {
        files = Contained.In(files, RootAround(files, opened));
        return Numbered(files, opened, DepthBelow(opened))
            .OrderByDescending(found => found.Documents)
            .Select(found => found.Folder)
            .Where(folder => RootAround(files, folder) is var root && ConfigurationOf(files, root, RelativeTo(root, folder)) is null);
    }

    private static IEnumerable<(string Folder, int Documents)> Numbered(IFiles files, string folder, int depth)
    {
        var entries = Entries(files, folder);
        var alike = entries
            .Where(entry => !entry.IsLink && (!entry.IsFolder || files.Exists(Path.Join(folder, entry.Name, "README.md"))))
            .Select(entry => NumberedName().Match(entry.Name))
            .Where(match => match.Success)
            .CountBy(match => match.Groups["lead"].Value)
            .Select(form => form.Value)
            .DefaultIfEmpty()
            .Max();
        // What lies below numbered documents are parts of them.
        if (alike >= FewestNumbered)
            return [(folder, alike)];
        return depth == 0 ? [] : FoldersIn(files, folder, entries).SelectMany(below => Numbered(files, below, depth - 1));
    }

    // Those in which people write, and the checkout of no other repository or branch.
    private static IEnumerable<string> FoldersIn(IFiles files, string folder, IReadOnlyList<FileEntry> entries) =>
        from entry in entries
        where entry is { IsFolder: true, IsLink: false } && IsCrawled(entry.Name)
        let below = Path.Join(folder, entry.Name)
        where !IsWorktree(files, below)
        orderby entry.Name
        select below;

    // Everything on a machine is below its root, and nobody is to wait until all of it has been searched.
    private static int DepthBelow(string opened) => Path.GetPathRoot(opened) == opened ? 1 : Depth;

    /// <summary>
    /// The series that <paramref name="file"/> belongs to, for a file opened without its folder; null where there is none.
    /// </summary>
    public static SeriesLocation? Around(IFiles files, string file)
    {
        var folder = Path.GetDirectoryName(file);
        for (var depth = 0; folder is not null && depth <= Depth; depth++)
        {
            if (IsSeries(files, folder) && RootAround(files, folder) is var root)
                return At(Contained.In(files, root), root, RelativeTo(root, folder));
            folder = Path.GetDirectoryName(folder);
        }
        return null;
    }

    /// <summary>
    /// Where <paramref name="opened"/>, in which there is no series, or the repository around it has a configuration that is at fault: what
    /// it was to say of a series is not known. Null where there is none.
    /// </summary>
    public static SeriesLocation? OfFaultyConfiguration(IFiles files, string opened)
    {
        var root = RootAround(files, opened);
        files = Contained.In(files, root);
        return new[] { RelativeTo(root, opened), "" }
            .Distinct()
            .Where(folder =>
                Read(files, root, folder) is { } configuration && ConfigurationReader.Check(configuration, RuleBook.Names).Any()
            )
            .Select(folder => new SeriesLocation(root, folder) { IsConfigurationOnly = true })
            .FirstOrDefault();
    }

    /// <summary>
    /// Where a series in <paramref name="folder"/>, an absolute path, would lie, with what in the folder around it may be its registry or
    /// template; and the nearest folder that is there.
    /// </summary>
    public static (SeriesLocation Place, SeriesLocation Existing) Start(IFiles files, string folder)
    {
        var existing = folder;
        while (!files.IsFolder(existing) && Path.GetDirectoryName(existing) is { } above)
            existing = above;
        var root = RootAround(files, existing);
        files = Contained.In(files, root);
        var place = new SeriesLocation(root, RelativeTo(root, folder)) { GitFolder = GitFolder.Elsewhere(files, root) };
        return (
            place with
            {
                Beyond =
                    place.Folder.Length == 0
                        ? []
                        : Entries(files, Path.GetDirectoryName(folder)!)
                            .Where(entry => entry is { IsFolder: false, IsLink: false } && MayBeAround(entry.Name))
                            .Select(entry => Paths.Join(Paths.Folder(place.Folder), entry.Name))
                            .ToEquatableArray(),
            },
            place with
            {
                Folder = RelativeTo(root, existing),
            }
        );
    }

    /// <summary>The series of the repository that <paramref name="file"/>, the message of a commit, is written for.</summary>
    public static IEnumerable<SeriesLocation> OfMessage(IFiles files, string file) =>
        Path.GetDirectoryName(file) is { } git && GitFolder.RootOf(files, git) is { } root && files.IsFolder(root)
            ? Below(files, root)
            : [];

    /// <summary>
    /// True where <paramref name="folder"/> holds documents of proposals or a registry of them, or is said to be the place for them. Tables
    /// with a number and a title are everywhere: one that nobody configured is a registry if it says where the next number goes, or if its
    /// file speaks of proposals.
    /// </summary>
    public static bool IsSeries(IFiles files, string folder)
    {
        var root = RootAround(files, folder);
        files = Contained.In(files, root);
        return IsSeries(files, root, RelativeTo(root, folder), Entries(files, folder));
    }

    /// <summary>True where a series that was found at <paramref name="place"/> would be found there again.</summary>
    public static bool IsStill(IFiles files, SeriesLocation place) =>
        !place.IsConfigurationOnly
        && (
            IsSeries(files, place.Root, place.Folder, Entries(files, place.Absolute))
            || (
                Read(files, place.Root, "") is { } configuration
                && ConfigurationReader.FolderOf(configuration) == place.Folder
                && files.IsFolder(place.Absolute)
            )
        );

    /// <summary>
    /// The configuration of the series in <paramref name="folder"/>, relative to <paramref name="root"/>; null where it has none.
    /// </summary>
    public static Document? ConfigurationOf(IFiles files, string root, string folder) =>
        new[] { folder, "" }
            .Select(place => Read(Contained.In(files, root), root, place))
            .FirstOrDefault(document => document is not null && ConfigurationReader.IsFor(document, folder));

    /// <summary>True for folders whose files people wrote.</summary>
    public static bool IsCrawled(string name) => !name.StartsWith('.') && !s_uncrawled.Contains(name);

    /// <summary>True for the checkout of another branch or of a submodule: its proposals are those of another repository.</summary>
    public static bool IsWorktree(IFiles files, string folder)
    {
        var git = Path.Join(folder, ".git");
        return files.Exists(git) && !files.IsFolder(git);
    }

    private static bool IsSeries(IFiles files, string root, string folder, IReadOnlyList<FileEntry> entries)
    {
        var configuration = ConfigurationOf(files, root, folder);
        if (
            configuration is not null
            && (ConfigurationReader.FolderOf(configuration) ?? Paths.Folder(configuration.Path)) == folder
            && folder.Length > 0
        )
            return true;
        var convention = ConfigurationReader.BaseConvention(configuration, folder);
        if (IsSupporting(files, Path.Join(root, folder), convention))
            return false;
        if (HasProposals(entries, convention))
            return true;
        // A registry may be that of a folder below, which says so, or of the one that the root's configuration names.
        if (
            entries.Any(entry =>
                entry is { IsFolder: true, IsLink: false }
                && files.Exists(Path.Join(root, folder, entry.Name, ConfigurationReader.FileName))
            )
        )
            return false;
        if (convention.RegistryFile is not { } name || !entries.Any(entry => !entry.IsFolder && entry.Name == name))
            return false;
        if (Named(files, root) is { } named && named.Folder != folder && named.Registry == Paths.Join(folder, name))
            return false;
        var text = TextFile.Read(files, Path.Join(root, folder, name)).Text;
        // Most folders have such a file; only one that speaks of numbers is worth parsing.
        return text?.Content.Contains(convention.NameOf(ColumnRole.Number), StringComparison.OrdinalIgnoreCase) == true
            && SeriesReader.Parse(name, text, "", convention).Document?.Registry is { } registry
            && (
                (configuration is not null && Paths.Folder(configuration.Path) == folder)
                || registry.Rows.Any(row => row.Kind == RowKind.Next)
                || text.Content.Contains($"{convention.Prefix}-", StringComparison.Ordinal)
            );
    }

    // The folder that the root's configuration names, and the registry of the series there.
    private static (string Folder, string? Registry)? Named(IFiles files, string root)
    {
        if (Read(files, root, "") is not { } configuration || ConfigurationReader.FolderOf(configuration) is not { } folder)
            return null;
        return (
            folder,
            ConfigurationReader.BaseConvention(configuration, folder).RegistryFile is { } file ? Paths.Resolve(folder, file) : null
        );
    }

    // Sub-documents are often called like their proposal, and are no series of their own.
    private static bool IsSupporting(IFiles files, string folder, Convention convention)
    {
        for (var depth = 0; depth <= Depth && Path.GetDirectoryName(folder) is { } above; depth++)
        {
            if (convention.NumberOfDirectory(Path.GetFileName(folder)) is not null && HasProposals(Entries(files, above), convention))
                return true;
            folder = above;
        }
        return false;
    }

    private static bool HasProposals(IReadOnlyList<FileEntry> entries, Convention convention) =>
        entries.Any(entry =>
            entry.IsFolder
                ? !entry.IsLink && convention.IsFolderOfProposals(entry.Name)
                : convention.TryReadPath("", entry.Name, out var number, out _) && number is not null
        );

    private static Document? Read(IFiles files, string root, string folder)
    {
        var path = Paths.Join(folder, ConfigurationReader.FileName);
        var absolute = Path.Join(root, path);
        return files.Exists(absolute) && TextFile.Read(files, absolute).Text is { } text
            ? SeriesReader.Parse(path, text, folder, Convention.Default).Document
            : null;
    }

    // What nothing outside of is read: the repository that the folder lies in, and not only a link to it; else the folder itself.
    private static string RootAround(IFiles files, string folder) =>
        RootOf(files, folder) is { } root && Contained.In(files, root).Resolve(folder) is not null ? root : folder;

    /// <summary>The repository around <paramref name="folder"/>; null where there is none.</summary>
    private static string? RootOf(IFiles files, string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (files.Exists(Path.Join(at, ".git")))
                return at;
        }
        return null;
    }

    private static SeriesLocation At(IFiles files, string root, string folder)
    {
        var configuration = ConfigurationOf(files, root, folder);
        var basis = ConfigurationReader.BaseConvention(configuration, folder);
        var others = new[] { basis.RegistryFile, basis.TemplateFile, basis.IndexFile }
            .OfType<string>()
            .Select(file => Paths.Resolve(folder, file));
        return new(root, folder)
        {
            GitFolder = GitFolder.Elsewhere(files, root),
            Beyond = others
                .Prepend(configuration?.Path)
                .OfType<string>()
                .Concat(Instructions(files, root, folder))
                .Where(path => !Paths.IsBelow(folder, path) && !path.Split('/').Contains(".git", StringComparer.OrdinalIgnoreCase))
                .ToEquatableArray(),
        };
    }

    // The files for agents that speak of the series: its mark says so, and what is a link is read where it leads.
    private static IEnumerable<string> Instructions(IFiles files, string root, string folder) =>
        from path in InstructionFiles
            .SkillFolders.SelectMany(skills =>
                Entries(files, Path.Join(root, skills))
                    .Where(entry => entry.IsFolder)
                    .Select(entry => $"{skills}/{entry.Name}/{InstructionFiles.Skill}")
            )
            .Concat(InstructionFiles.Known)
        let absolute = Path.Join(root, path)
        where files.Exists(absolute) && files.Link(absolute) is null
        where TextFile.Read(files, absolute).Text?.Content.Contains(AgentInstructions.BeginOf(folder), StringComparison.Ordinal) == true
        select path;

    private static string RelativeTo(string root, string folder) =>
        Path.GetRelativePath(root, folder) is var path and not "." ? path.Replace(Path.DirectorySeparatorChar, '/') : "";

    private static bool MayBeAround(string name) =>
        name.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
        && (
            name == Convention.Default.RegistryFile
            || name.StartsWith("index.", StringComparison.OrdinalIgnoreCase)
            || name.Contains("template", StringComparison.OrdinalIgnoreCase)
        );

    private static IReadOnlyList<FileEntry> Entries(IFiles files, string folder)
    {
        try
        {
            return [.. files.List(folder)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // A document, or the folder of one; a date is no number.
    [GeneratedRegex(
        @"^(?<lead>(?:\p{L}{1,20}[-_. ]?)?)(?![0-9]{4}[-_.]?[01][0-9][-_.]?[0-3][0-9](?![0-9]))[0-9]{3,8}(?:[-_. ].*\.md|\.md|[-_. ][^.]*)?$"
    )]
    private static partial Regex NumberedName();
}
