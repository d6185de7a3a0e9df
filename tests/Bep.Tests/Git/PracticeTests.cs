using Bep.Server.Files;
using Bep.Server.Git;
using Bep.Tests.Cli;
using Bep.Tests.Server;

namespace Bep.Tests.Git;

/// <summary>What a repository shows of how a series is kept, and what of other branches is the same proposal.</summary>
public sealed class PracticeTests
{
    private const string Registry = "proposals/README.md",
        Template = "proposals/BEP-0000-template.md";

    [Fact]
    public async Task Steps_are_counted_and_a_field_is_known_since_it_came()
    {
        using var repository = TempRepository.WithSeries();
        repository.Write(Template, "---\nAuthor:\nStatus: Draft\nCreated:\n---\n\n# Title\n");
        repository.Commit("Write a template");
        repository.Today = new(2026, 1, 12);
        repository.Replace(Template, "Created:\n", "Created:\nTeam:\n");
        repository.Commit("Ask for a team");
        foreach (var file in new[] { "proposals/BEP-1000-quiet-hours.md", "proposals/BEP-1001-tide-tables.md" })
        {
            repository.Replace(file, "Status: Draft", "Status: Implemented");
            repository.Commit("Implement it");
        }
        repository.Git("checkout", "--quiet", "-b", "topic");
        repository.Replace("proposals/BEP-1000-quiet-hours.md", "Status: Implemented", "Status: Superseded");
        repository.Commit("What the branch itself does is no practice");

        var place = SeriesFinder.Below(new Disk(), repository.Root).Single();
        var series = SeriesReader.ReadAll(new Disk(), place, Listing.Of(new Disk(), place), new(new(2026, 1, 20), null)).Series;
        var practice = (
            await RepositoryReader.ReadAsync(new Disk(), new GitCommand(new Disk()), place, series, CancellationToken.None)
        ).Practice;
        Assert.Equal([new("Draft", "Implemented", 2)], practice.Steps);
        Assert.Equal(
            [null, null, new DateOnly(2026, 1, 12), new DateOnly(2026, 1, 20)],
            new[] { "Author", "Created", "Team", "Watch" }.Select(name => practice.SinceOf(name, new(2026, 1, 20)))
        );
    }

    [Theory]
    [InlineData("Tide Tables", "", false)]
    [InlineData("Tables of the Tide", "", false)]
    [InlineData("Fog Horn", "BEP-1002", true)]
    public void A_document_with_the_same_title_is_the_same_proposal(string title, string number, bool isRival)
    {
        using var repository = new TempRepository();
        repository.Write("proposals/.bep.yaml", "registry: none\n");
        repository.Write("proposals/BEP-1000-quiet-hours.md", TempFolder.Proposal("Quiet Hours"));
        repository.Commit("Begin");
        repository.Git("checkout", "--quiet", "-b", "branch");
        repository.Write("proposals/BEP-1002-first-name.md", TempFolder.Proposal("Tide Tables"));
        repository.Commit("Write it");
        repository.Git("checkout", "--quiet", "main");
        repository.Write("proposals/BEP-1002-other.md", TempFolder.Proposal(title));
        repository.Commit("Squash it");
        var rules = Command.Run("check", repository.Root, "--format", "json").Rules;
        Assert.Equal(isRival, rules.Contains("number-taken-on-branch"));
        Assert.Equal(isRival, number.Length > 0);
    }

    [Theory]
    [InlineData("blob:none")]
    [InlineData("tree:0")]
    public void In_a_partial_clone_a_branch_older_than_the_folder_lacks_nothing(string filter)
    {
        using var origin = new TempRepository();
        origin.Write("README.md", "# Lamps\n");
        origin.Commit("Begin");
        origin.Git("config", "uploadpack.allowFilter", "true");
        origin.Git("config", "uploadpack.allowAnySHA1InWant", "true");
        origin.Git("branch", "old");
        origin.Write(Registry, TempFolder.Registry());
        origin.Write("proposals/BEP-1000-quiet-hours.md", TempFolder.Proposal("Quiet Hours"));
        origin.Write("proposals/BEP-1001-tide-tables.md", TempFolder.Proposal("Tide Tables"));
        origin.Commit("Write proposals");
        using var folder = new TempFolder();
        using var partial = TempRepository.CloneOf(new Uri(origin.Root).AbsoluteUri, $"--filter={filter}");
        // The tree of the old commit is there where it was looked at, or came with the commits.
        partial.Git("ls-tree", "origin/old");
        Assert.Equal("", Command.Run("check", partial.Root).Error);
    }

    [Theory]
    [InlineData("Implemented", "26.1.0", 0)]
    [InlineData("Superseded", "26.1.0", 2)]
    [InlineData("Implemented", null, 2)]
    public void A_status_is_reached_in_several_steps_with_what_each_asks(string status, string? version, int exit)
    {
        using var repository = TempRepository.WithSeries();
        repository.Write(Template, "---\nAuthor:\nStatus: Draft\nCreated:\nTarget-Version:\nImplemented-Version:\n---\n\n# Title\n");
        string[] more = version is null ? [] : ["--version", version];
        var run = Command.Run(["status", "1001", status, "--series", repository.PathOf("proposals"), .. more]);
        Assert.Equal(exit, run.Status);
        var text = repository.Read("proposals/BEP-1001-tide-tables.md");
        Assert.Equal(
            exit == 0,
            text.Contains(
                "Status: Implemented\nCreated: 2026-01-05\nTarget-Version: 26.1.0\nImplemented-Version: 26.1.0\n",
                StringComparison.Ordinal
            )
        );
        Assert.Equal(exit == 0, repository.Read(Registry).Contains("| Tide Tables | Ada Park | Implemented |", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_outside_the_folder_is_there_under_exactly_its_name()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write("docs/Guide.md", "# Guide\n");
        folder.Write(
            "proposals/BEP-1000-quiet-hours.md",
            TempFolder.Proposal("Quiet Hours", body: "[a](../docs/Guide.md) [b](../docs/guide.md) [c](../Docs/Guide.md)\n")
        );
        var disk = new ForgivingDisk();
        var place = SeriesFinder.Below(disk, folder.Root).Single();
        var series = SeriesReader.ReadAll(disk, place, Listing.Of(disk, place), new(new(2026, 1, 20), null)).Series;
        Assert.Equal(
            (true, false, false),
            (series.Exists("docs/Guide.md"), series.Exists("docs/guide.md"), series.Exists("Docs/Guide.md"))
        );
    }

    /// <summary>A disk that does not tell capitals from small letters, as macOS and Windows have them.</summary>
    private sealed class ForgivingDisk : IFiles
    {
        private readonly Disk _disk = new();

        public IEnumerable<FileEntry> List(string folder) => _disk.List(Real(folder));

        public bool Exists(string path) => _disk.Exists(Real(path));

        public bool IsFolder(string path) => _disk.IsFolder(Real(path));

        public byte[] Read(string path, int most) => _disk.Read(Real(path), most);

        public DateTimeOffset? LastWrite(string path) => _disk.LastWrite(Real(path));

        public string? Link(string path) => _disk.Link(Real(path));

        private static string Real(string path)
        {
            if (Path.Exists(path) || Path.GetDirectoryName(path) is not { Length: > 0 } parent)
                return path;
            var real = Real(parent);
            return
                Directory.Exists(real)
                && Directory
                    .EnumerateFileSystemEntries(real)
                    .FirstOrDefault(entry => Path.GetFileName(entry).Equals(Path.GetFileName(path), StringComparison.OrdinalIgnoreCase))
                    is { } entry
                ? entry
                : Path.Join(real, Path.GetFileName(path));
        }
    }
}
