using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Server.Files;

namespace Bep.Tests.Files;

/// <summary>Series of other houses, as their `.bep.yaml` tells them: found on the disk, and checked like our own.</summary>
public sealed class OtherSeriesTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "samples", "other-series");

    [Theory]
    [InlineData("decisions", "decisions", "0003-store-logs-twice.md:2 unknown-status", "0003-store-logs-twice.md:19 unknown-reference")]
    [InlineData("improvements", "improvements", "lip-20.md:6 date-format", "lip-20.md:16 broken-anchor")]
    [InlineData("docks", "docks")]
    [InlineData("tides", "tides")]
    [InlineData("house", "house/BEPs", "BEPs/BEP-225.md:4 registry-status-mismatch", "README.md:8 registry-status-mismatch")]
    public void A_few_lines_make_another_series(string name, string folder, params string[] expected)
    {
        var place = Assert.Single(SeriesFinder.Below(new Disk(), Path.Combine(s_folder, name)));
        Assert.EndsWith(folder, place.Folder, StringComparison.Ordinal);
        var read = SeriesReader.ReadAll(new Disk(), place, Listing.Of(new Disk(), place), Fixture.ExternalFacts);
        Assert.Empty(read.Skipped);
        var found = RuleBook
            .Default.CheckAll(read.Series)
            .Where(finding => finding.Severity <= Severity.Warning)
            .Select(finding =>
                $"{finding.Path[(finding.Path.IndexOf(name, StringComparison.Ordinal) + name.Length + 1)..]}:{read.Series.Find(finding.Path)!.Text.LineAt(finding.Span.Start) + 1} {finding.Rule.Name}"
            );
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Rules.Invariants.FixesMend(read.Series);
    }

    [Theory]
    [InlineData("decisions", "ADR-0004", "0004-a-new-one.md")]
    [InlineData("improvements", "LIP-21", "lip-21.md")]
    [InlineData("house", "BEP-227", "BEP-227.md")]
    [InlineData("docks", "DOCK-0004", "0004-a-new-one.md")]
    [InlineData("tides", "TIDE-0004", "0004-a-new-one.md")]
    public void A_new_proposal_has_the_number_and_name_of_its_series(string name, string number, string file)
    {
        var place = SeriesFinder.Below(new Disk(), Path.Combine(s_folder, name)).Single();
        var series = SeriesReader.ReadAll(new Disk(), place, Listing.Of(new Disk(), place), Fixture.ExternalFacts).Series;
        var (made, refusal) = Bep.Analysis.Edits.NewProposal.Create(series, "A new one");
        Assert.Null(refusal);
        Assert.Equal((number, file), (series.Convention.Format(made!.Number), Paths.Name(made.Path)));
        var after = series.Apply(made.Change);
        Assert.DoesNotContain(RuleBook.Default.CheckAll(after), finding => finding.Severity == Severity.Error && finding.Path == made.Path);
    }

    [Fact]
    public void The_configuration_in_the_root_may_name_the_folder()
    {
        using var root = new Server.TempFolder();
        root.Write(".git/HEAD", "ref: refs/heads/main");
        root.Write(ConfigurationReader.FileName, "folder: docs/adr\nprefix: ADR\nfile-names: \"{number}-{slug}.md\"\nregistry: none\n");
        root.Write("docs/adr/0001-a.md", "# A");
        root.Write("proposals/BEP-1001-a.md", "# A");
        var found = SeriesFinder.Below(new Disk(), root.Root).ToList();
        Assert.Equal(["docs/adr", "proposals"], found.Select(place => place.Folder));
        Assert.Equal([ConfigurationReader.FileName], found[0].Beyond);
        Assert.Empty(found[1].Beyond);
        Assert.Equal("docs/adr", SeriesFinder.Around(new Disk(), Path.Combine(root.Root, "docs", "adr", "0001-a.md"))!.Folder);
    }

    [Fact]
    public void The_configuration_in_the_root_is_for_every_series_where_it_names_none()
    {
        using var root = new Server.TempFolder();
        root.Write(".git/HEAD", "ref: refs/heads/main");
        root.Write(ConfigurationReader.FileName, "rules: { missing-title: off }\n");
        root.Write("proposals/BEP-1001-a.md", "---\nStatus: Draft\n---\nText");
        var place = Assert.Single(SeriesFinder.Below(new Disk(), root.Root));
        Assert.Equal("proposals", place.Folder);
        var series = SeriesReader.ReadAll(new Disk(), place, Listing.Of(new Disk(), place), Fixture.ExternalFacts).Series;
        Assert.Equal(ConfigurationReader.FileName, series.Configuration!.Path);
        Assert.DoesNotContain(RuleBook.Default.CheckAll(series), finding => finding.Rule.Name == "missing-title");
    }

    [Theory]
    [InlineData("docs/README.md", "| Number | Title |\n|--|--|\n| 1 | The beginning |")]
    [InlineData("proposals/README.md", "| Number | Title | Author | Status |\n|--|--|--|--|\n| 12 | An offer | Jo | sent |")]
    [InlineData("docs/adr/0001-log.md", "# 1. Log\n\nSee [this](nowhere.md).")]
    [InlineData("proposals/BEP-12.md", "# A house that says nothing of itself")]
    public void Nobody_elses_prose_is_taken_for_a_series(string path, string content)
    {
        using var root = new Server.TempFolder();
        root.Write(".git/HEAD", "ref: refs/heads/main");
        root.Write(path, content);
        Assert.Empty(SeriesFinder.Below(new Disk(), root.Root));
        Assert.Null(SeriesFinder.Around(new Disk(), root.PathOf(path)));
    }

    [Theory]
    [InlineData("| Number | Title |\n|--|--|\n| _next_ | |")]
    [InlineData("Copy BEP-0000-template.md.\n\n| Number | Title |\n|--|--|\n| 1000 | Quiet Hours |")]
    public void A_registry_says_what_it_is_for(string content)
    {
        using var root = new Server.TempFolder();
        root.Write("docs/README.md", content);
        Assert.Equal("docs", Assert.Single(SeriesFinder.Below(new Disk(), root.Root)).Folder);
    }

    [Fact]
    public void The_files_of_a_series_may_lie_in_the_root_and_make_no_second_series_there()
    {
        using var root = new Server.TempFolder();
        root.Write(".git/HEAD", "ref: refs/heads/main");
        root.Write(
            ConfigurationReader.FileName,
            "folder: BEPs\ndigits: 1-3\nfile-names: \"BEP{number}.md\"\nregistry: README.md\ntemplate: template.md\nnext-row: none\n"
        );
        root.Write(
            "README.md",
            "| Number | Title | Type | Status |\n|--|--|--|--|\n| [BEP-20](./BEPs/BEP20.md) | Moorings | Core | Draft |\n"
        );
        root.Write("template.md", "---\nTeam:\n---\n");
        root.Write("BEPs/BEP20.md", "---\nTeam: Tugs\n---\n# Moorings\n");
        var place = Assert.Single(SeriesFinder.Below(new Disk(), root.Root));
        Assert.Equal("BEPs", place.Folder);
        var series = SeriesReader.ReadAll(new Disk(), place, Listing.Of(new Disk(), place), Fixture.ExternalFacts).Series;
        Assert.Equal(["Team"], series.Convention.Fields.Select(field => field.Name));
        Assert.NotNull(series.Registry);
    }
}
