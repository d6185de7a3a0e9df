using System.Collections.Immutable;
using System.Text;
using Bep.Analysis.Branches;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Notation;

/// <summary>
/// Reads a small series from one text: <c>-- path --</c> starts a file, <c>$0</c> is the cursor, a line of blanks and carets marks what is
/// found in the line above and is no part of the file. Written by <see cref="Annotated"/>. As in git, <c>branch:path</c> is a file of
/// another branch; <c>main</c> is the one that all lead to, <c>origin/…</c> one that others can have seen, a version (<c>25.12.0:src/lamp.py</c>) one
/// that was released, and these come last.
/// </summary>
/// <param name="Files">The files, in the order of the text.</param>
/// <param name="Cursor">Where <c>$0</c> stood; null where there was none.</param>
public sealed record Fixture(ImmutableArray<(string Path, string Content)> Files, (string Path, int Offset)? Cursor)
{
    private const string CursorMark = "$0";
    private const string Base = "main";

    /// <summary>The files of other branches.</summary>
    public ImmutableArray<(string Branch, string Path, string Content)> Branches { get; init; } = [];

    /// <summary>The files of releases.</summary>
    public ImmutableArray<(string Release, string Path, string Content)> Released { get; init; } = [];

    /// <summary>Examples are read on this day, by this author, in a clone of this repository, whose product has this release.</summary>
    public static ExternalFacts ExternalFacts { get; } =
        new(new(2026, 1, 15), "Ada Park (ada@example.com)") { Remotes = ["git@git.example.com:lamps/lamps.git"], Released = ["25.12.0"] };

    /// <summary>Reads <paramref name="notation"/>.</summary>
    public static Fixture Read(string notation)
    {
        var files = ImmutableArray.CreateBuilder<(string, string)>();
        var (branches, released) = (
            ImmutableArray.CreateBuilder<(string, string, string)>(),
            ImmutableArray.CreateBuilder<(string, string, string)>()
        );
        (string, int)? cursor = null;
        string? path = null;
        var content = new StringBuilder();
        foreach (var line in notation.Split('\n'))
        {
            if (line is ['-', '-', ' ', .. var name, ' ', '-', '-'])
            {
                Finish();
                path = name;
            }
            else if (path is not null && !Annotated.IsMark(line))
            {
                content.Append(line).Append('\n');
            }
        }

        Finish();
        return new(files.ToImmutable(), cursor) { Branches = branches.ToImmutable(), Released = released.ToImmutable() };

        void Finish()
        {
            if (path is null)
                return;
            var text = content.ToString();
            // The line end before the next header, or at the end of the notation, belongs to the notation.
            if (text.EndsWith("\n\n", StringComparison.Ordinal))
                text = text[..^1];
            if (text == "\n")
                text = "";
            if (text.IndexOf(CursorMark, StringComparison.Ordinal) is >= 0 and var offset)
            {
                cursor = (path, offset);
                text = text.Remove(offset, CursorMark.Length);
            }

            if (path.Split(':') is [var branch, var there])
                (ProductVersion.Read(branch) is null ? branches : released).Add((branch, there, text));
            else
                files.Add((path, text));
            content.Clear();
        }
    }

    /// <summary>
    /// The files as a series in the root, or where their configuration says. A path that is no Markdown file is only known to exist.
    /// </summary>
    public Series ToSeries()
    {
        var configuration = Parse(ConfigurationReader.FileName, "", Convention.Default).FirstOrDefault();
        var folder = (configuration is null ? null : ConfigurationReader.FolderOf(configuration)) ?? "";
        var basis = ConfigurationReader.BaseConvention(configuration, folder);
        var documents = Parse(".md", folder, basis)
            .Concat(Parse(ConfigurationReader.FileName, folder, basis))
            .Concat(Parse("MSG", folder, basis));
        var series = Series.Create(
            folder,
            basis,
            ExternalFacts,
            Files.SelectMany(file => Paths.WithFolders(file.Path)),
            documents,
            isComplete: true
        );
        if (!Released.IsEmpty)
            series = series.With(series.ExternalFacts with { Mentions = ReadReleases(series), Gone = ReadGone(series) });
        return Branches.IsEmpty ? series : series.With(series.ExternalFacts with { Branches = ReadBranches(series) });

        IEnumerable<Document> Parse(string ending, string folder, Convention convention) =>
            Files
                .Where(file => file.Path.EndsWith(ending, StringComparison.Ordinal))
                .Select(file => DocumentParser.Parse(file.Path, new(file.Content), folder, convention));
    }

    // The newest release comes first.
    private ReleasedMentions ReadReleases(Series series)
    {
        var releases = Released
            .GroupBy(file => file.Release)
            .Select(files =>
                (
                    files.Key,
                    Lines: files.SelectMany(file => file.Content.Split('\n').Select((text, i) => new ReleasedLine(file.Path, i + 1, text)))
                )
            )
            .ToList();
        return releases
            .Skip(1)
            .Aggregate(ReleaseReader.Read(series, releases[0].Key, releases[0].Lines), (mentions, release) =>
                ReleaseReader.WithOlder(series, mentions, release.Key, release.Lines)
            );
    }

    // What has the same name in another folder now was moved there.
    private GonePaths ReadGone(Series series) =>
        new(
            Released
                .DistinctBy(file => file.Path)
                .ToDictionary(
                    file => file.Path,
                    file => (string?)Files.FirstOrDefault(other => Paths.Name(other.Path) == Paths.Name(file.Path)).Path
                ),
            series.Exists
        );

    // Every branch but the base left it as it is.
    private BranchView ReadBranches(Series series)
    {
        var files = Branches
            .GroupBy(file => file.Branch)
            .ToDictionary(
                group => group.Key,
                group => new BranchFiles(
                    group.FirstOrDefault(file => file.Path == series.RegistryPath).Content,
                    [.. group.Select(file => file.Path)]
                )
            );
        var states = files.Select(branch => new BranchState(
            branch.Key,
            "Min Seo",
            new(2026, 1, 10),
            branch.Key == Base ? BranchRole.Base : BranchRole.Other,
            branch.Value,
            branch.Key == Base ? null : files.GetValueOrDefault(Base)
        )
        {
            IsPublished = branch.Key.StartsWith("origin/", StringComparison.Ordinal),
        });
        Document[] documents =
        [
            .. Branches
                .Where(file => file.Branch == Base)
                .Select(file => DocumentParser.Parse(file.Path, new(file.Content), series.Folder, series.BaseConvention)),
        ];
        var view = BranchReader.Read(series, [.. states], documents.Select(BaselineDocument.Of));
        return view with
        {
            Branches = view
                .Branches.Select(branch => branch with { Claims = branch.Claims.Select(claim => Read(branch, claim)).ToEquatableArray() })
                .ToEquatableArray(),
            Base = view.Base is { } known
                ? known with
                {
                    IsForkKnown = true,
                    Rows = documents.FirstOrDefault(document => document.Kind == DocumentKind.Registry)?.Facts.Rows ?? [],
                }
                : null,
        };

        NumberClaim Read(Branch branch, NumberClaim claim) =>
            Branches.FirstOrDefault(file => file.Branch == branch.Name && file.Path == claim.Path) is { Path: not null } file
                ? claim with
                {
                    Facts = DocumentParser.Parse(file.Path, new(file.Content), series.Folder, series.BaseConvention).Facts,
                }
                : claim;
    }
}
