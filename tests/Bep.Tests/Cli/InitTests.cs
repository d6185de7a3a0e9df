using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Server.Files;
using Bep.Tests.Git;
using Bep.Tests.Server;

namespace Bep.Tests.Cli;

/// <summary>`bep init`: the configuration that a folder's documents show, and series that are started from a preset.</summary>
public sealed class InitTests
{
    public static TheoryData<string> Presets => new(Preset.All.Select(preset => preset.Name));

    /// <summary>A series of our own for each preset, that has no fault.</summary>
    public static TheoryData<string> Clean => ["records", "requests", "choices", "signals"];

    internal static Series Read(string folder)
    {
        var place = Assert.Single(SeriesFinder.Below(new Disk(), folder));
        var facts = new ExternalFacts(DateOnly.FromDateTime(DateTime.Now), "Ada Park (ada@example.com)");
        return SeriesReader.ReadAll(new Disk(), place, Listing.Of(new Disk(), place), facts).Series;
    }

    private static string[] Worth(Series series) =>
        [
            .. RuleBook
                .Default.CheckAll(series)
                .Where(finding => finding.Severity <= Severity.Warning)
                .Select(finding => $"{finding.Path}: {finding.Rule.Name}")
                .Order(StringComparer.Ordinal),
        ];

    [Fact]
    public void There_is_a_preset_for_each_usual_kind_of_series() =>
        Assert.Equal(["bep", "eip", "madr", "nygard", "rfc"], Preset.All.Select(preset => preset.Name));

    [Theory]
    [MemberData(nameof(Clean))]
    public void A_clean_sample_has_no_finding(string name) =>
        Assert.Empty(Worth(Read(Path.Combine(Repository.Root, "samples", "other-series", name))));

    [Theory]
    [InlineData("records", "0003-let-the-tide-ring-the-bell.md", "Accepted\n", "Acepted\n", "unknown-status")]
    [InlineData("records", "0003-let-the-tide-ring-the-bell.md", "Date: 2025-09-30\n\n", "", "missing-field")]
    [InlineData("records", "0002-paint-the-pier-white.md", "[ADR-0001](0001-ring-the-bell-by-hand.md)", "ADR-0007", "unknown-reference")]
    [InlineData("records", "0002-paint-the-pier-white.md", "(0001-ring-the-bell-by-hand.md)", "(0001-ring.md)", "broken-link")]
    [InlineData("requests", "0002-flags-at-night.md", "Accepted\n", "Acepted\n", "unknown-status")]
    [InlineData("requests", "0002-flags-at-night.md", "- Start Date: 2024-11-20\n", "", "missing-field")]
    [InlineData("requests", "0002-flags-at-night.md", "[RFC-0001](0001-one-flag-for-each-berth.md)", "RFC-0007", "unknown-reference")]
    [InlineData("requests", "0002-flags-at-night.md", "(0001-one-flag-for-each-berth.md)", "(0001-one.md)", "broken-link")]
    [InlineData("choices", "0002-buy-a-scale.md", "accepted\n", "acepted\n", "unknown-status")]
    [InlineData("choices", "0002-buy-a-scale.md", "date: 2024-08-19\n", "", "missing-field")]
    [InlineData("choices", "0002-buy-a-scale.md", "[ADR-0001](0001-weigh-with-the-old-crane.md)", "ADR-0007", "unknown-reference")]
    [InlineData("choices", "0002-buy-a-scale.md", "(0001-weigh-with-the-old-crane.md)", "(0001-weigh.md)", "broken-link")]
    [InlineData("signals", "hip-7.md", "Final\n", "Finel\n", "unknown-status")]
    [InlineData("signals", "hip-12.md", "created: 2025-02-03\n", "", "missing-field")]
    [InlineData("signals", "hip-7.md", "[HIP-1](hip-1.md)", "HIP-99", "unknown-reference")]
    [InlineData("signals", "hip-7.md", "(hip-1.md)", "(hip-one.md)", "broken-link")]
    public void A_fault_is_found_and_nothing_else(string name, string file, string from, string to, string rule)
    {
        using var copy = Samples.Copy($"samples/other-series/{name}");
        var text = File.ReadAllText(copy.PathOf(file)).ReplaceLineEndings("\n");
        Assert.Contains(from, text, StringComparison.Ordinal);
        copy.Write(file, text.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal([$"{file}: {rule}"], Worth(Read(copy.Root)));
    }

    [Theory]
    [InlineData("records")]
    [InlineData("requests")]
    [InlineData("choices")]
    [InlineData("signals")]
    [InlineData("decisions")]
    [InlineData("improvements")]
    [InlineData("house")]
    public void The_documents_of_a_sample_say_what_its_configuration_said(string name)
    {
        using var copy = Samples.Copy($"samples/other-series/{name}");
        copy.Write(".git/HEAD", "ref: refs/heads/main");
        var folder = Directory.EnumerateFiles(copy.Root, ConfigurationReader.FileName, SearchOption.AllDirectories).Single();
        var (before, worthBefore) = (Read(copy.Root), Worth(Read(copy.Root)));
        File.Delete(folder);
        var run = Command.Run("init", Path.GetDirectoryName(folder)!);
        Assert.Equal(("", 0), (run.Error, run.Status));
        var after = Read(Path.GetDirectoryName(folder)!);
        var (was, now) = (before.Convention, after.Convention);
        Assert.Equal(was.Prefix, now.Prefix);
        Assert.Equal(was.Digits, now.Digits);
        Assert.Equal(was.FileNames, now.FileNames);
        Assert.Equal(was.FrontMatterForm, now.FrontMatterForm);
        Assert.Equal(was.RegistryFile, now.RegistryFile);
        Assert.Equal(ConventionKeys.Find("template")!.Show(was), ConventionKeys.Find("template")!.Show(now));
        foreach (var role in (FieldRole[])[FieldRole.Status, FieldRole.Created, FieldRole.Number])
            Assert.Equal(was.NameOf(role), now.NameOf(role));
        var inUse = before.Documents.Values.Select(document => document.Facts[FieldRole.Status]).OfType<string>().Where(was.Knows);
        Assert.All(inUse, status => Assert.True(now.Knows(status), status));
        Assert.All(now.Statuses, status => Assert.True(was.Knows(status.Name), status.Name));
        Assert.Equal(worthBefore, Worth(after));
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Every_command_works_in_a_series_that_a_preset_has_started(string preset)
    {
        using var root = new TempRepository();
        root.Write("README.md", "# Harbour\n");
        root.Commit("Begin");
        var folder = Path.Combine(root.Root, "new", "series");
        var shown = Command.Run("init", "--preset", preset, "--dry-run", folder);
        Assert.Contains("+++ b/new/series/.bep.yaml", shown.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(root.Root, "new")));
        var run = Command.Run("init", "--preset", preset, folder);
        Assert.Equal(("", 0), (run.Error, run.Status));
        foreach (var (name, text) in Preset.All.Single(one => one.Name == preset).Files)
            Assert.Equal(text, File.ReadAllText(Path.Combine(folder, name)));
        Assert.Empty(Worth(Read(folder)));

        var convention = Read(folder).Convention;
        var (first, second) = (convention.FirstNumber, convention.FirstNumber.Next);
        Assert.Equal(0, Command.Run("new", "Tide Tables", "--series", folder).Status);
        Assert.Equal(0, Command.Run("new", "Quiet Hours", "--series", folder).Status);
        var made = Path.Combine(folder, convention.FileName(second, "quiet-hours"));
        Assert.True(File.Exists(made), made);
        Assert.Equal(convention.Format(second.Next), Command.Run("next", folder).Output.Trim());
        var status = convention.Statuses[1].Name;
        var changed = Command.Run("status", convention.Digitize(second), status, "--series", folder);
        Assert.Equal(("", 0), (changed.Error, changed.Status));
        Assert.Equal(status, Read(folder).Find($"new/series/{Path.GetFileName(made)}")!.Facts[FieldRole.Status]);
        var list = Command.Run("list", folder).Output;
        Assert.Contains("Tide Tables", list, StringComparison.Ordinal);
        Assert.Contains(status, list, StringComparison.Ordinal);
        var third = new ProposalNumber(second.Value + 5);
        var renumbered = Command.Run("renumber", convention.Digitize(second), convention.Digitize(third), "--series", folder);
        Assert.Equal(("", 0), (renumbered.Error, renumbered.Status));
        Assert.True(File.Exists(Path.Combine(folder, convention.FileName(third, "quiet-hours"))));
        Assert.DoesNotContain(Worth(Read(folder)), finding => !finding.EndsWith("template-text", StringComparison.Ordinal));
    }

    [Fact]
    public void Most_documents_decide_and_the_others_are_found()
    {
        using var root = new TempFolder();
        root.Write(".git/HEAD", "ref: refs/heads/main");
        for (var i = 1; i <= 12; i++)
        {
            var (status, date) = (
                i == 5 ? "Acepted"
                : i % 3 == 0 ? "Rejected"
                : "Accepted",
                i == 7 ? "" : $"* Date: 2024-01-{i:00}\n"
            );
            root.Write(
                $"adr/{i:0000}-rope-{i}.md",
                $"# Rope {i}\n\n* Status: {status}\n{date}* Tags: a\n\nSee [the other](0001-rope-{(i == 9 ? 2 : 1)}.md), [a page](/page-{i}/x.md).\n"
            );
        }
        var run = Command.Run("init", root.PathOf("adr"));
        Assert.Equal(("", 0), (run.Error, run.Status));
        Assert.Equal(
            """
            prefix: ADR # the folder's name: no document names another one
            file-names: "{number}-{slug}.md" # 12 of 12 names of files
            registry: none # no file has a table of the numbers
            template: none # no file is called one
            front-matter: list # 12 of 12 documents
            field-names: { status: Status, created: Date } # in 12, 11 of 12 documents
            fields: [Status, Date, Tags] # each in at least 11 of 12 documents
            field-formats: { Date: date } # in 11 of 12 documents
            statuses: [Accepted, Rejected] # 7, 4 of 12 documents
            rules:
              broken-link: off # it would say something of 12 of 12 documents

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(root.PathOf("adr/.bep.yaml"))
        );
        Assert.Equal(["adr/0005-rope-5.md: unknown-status", "adr/0007-rope-7.md: missing-field"], Worth(Read(root.Root)));
    }

    [Fact]
    public void What_is_stated_already_is_not_said_again()
    {
        using var root = new TempFolder();
        root.Write(".git/HEAD", "ref: refs/heads/main");
        foreach (var (name, text) in Preset.All.Single(preset => preset.Name == "bep").Files)
            root.Write($"proposals/{name}", text);
        File.Delete(root.PathOf("proposals/.bep.yaml"));
        root.Write("proposals/BEP-1000-ropes.md", TempFolder.Proposal("Ropes"));
        root.Write("proposals/README.md", TempFolder.Registry() + "\n| Status | Description |\n|--|--|\n| Draft | a |\n| Accepted | b |\n");
        var run = Command.Run("init", root.PathOf("proposals"));
        Assert.Equal(2, run.Status);
        Assert.Contains("needs no configuration", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_the_numbers_is_the_registry()
    {
        using var root = new TempFolder();
        root.Write(".git/HEAD", "ref: refs/heads/main");
        root.Write(
            "README.md",
            "| ADR | Decision | Status |\n|--|--|--|\n| [1](adr/adr-1.md) | Ropes | Open |\n| [2](adr/adr-2.md) | Knots | Open |\n"
        );
        root.Write("adr/adr-1.md", "---\nStatus: Open\n---\n\n# Ropes\n");
        root.Write("adr/adr-2.md", "---\nStatus: Open\n---\n\n# Knots\n");
        Assert.Equal(0, Command.Run("init", root.PathOf("adr")).Status);
        var text = File.ReadAllText(root.PathOf("adr/.bep.yaml"));
        Assert.Contains("registry: \"../README.md\" # its table has 2 rows\n", text, StringComparison.Ordinal);
        Assert.Contains("column-names: { number: ADR, title: Decision, status: Status }", text, StringComparison.Ordinal);
        Assert.Contains("next-row: none", text, StringComparison.Ordinal);
        Assert.NotNull(Read(root.PathOf("adr")).Registry);
        Assert.Empty(Worth(Read(root.PathOf("adr"))));
    }

    [Fact]
    public void Nothing_is_overwritten_and_nothing_is_set_up_twice()
    {
        using var root = new TempFolder();
        root.Write("README.md", "# Mine\n");
        var run = Command.Run("init", root.Root);
        Assert.Equal(2, run.Status);
        Assert.Contains("README.md is there already; nothing was written", run.Error, StringComparison.Ordinal);
        Assert.Equal(["README.md"], Directory.EnumerateFiles(root.Root).Select(Path.GetFileName));
        Assert.Equal(0, Command.Run("init", "--preset", "nygard", root.Root).Status);
        Assert.Equal(0, Command.Run("new", "Quiet Hours", "--series", root.Root).Status);
        Assert.Contains("says already how the series is written", Command.Run("init", root.Root).Error, StringComparison.Ordinal);
        Assert.Equal("# Mine\n", File.ReadAllText(root.PathOf("README.md")));
    }

    [Theory]
    [InlineData("2024-01-05-ropes.md", "begin with dates")]
    [InlineData("0001-ropes.rst", "not Markdown")]
    [InlineData("3f2a-ropes.md", "hexadecimal")]
    public void What_cannot_be_read_is_said(string file, string reason)
    {
        using var root = new TempFolder();
        root.Write(file, "# Ropes\n");
        var run = Command.Run("init", root.Root);
        Assert.Equal(2, run.Status);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(root.PathOf(ConfigurationReader.FileName)));
    }

    [Theory]
    [InlineData(
        "adr/{0:0000}-record-{0}.md",
        "# {0}. Ropes\n\n* Status: accepted\n* Deciders: Ada Park\n\n## Context\n\nAs ADR-0001 says.\n",
        "prefix: ADR|file-names: \"{number}-{slug}.md\"|front-matter: list|field-names: { author: Deciders, status: Status }|statuses: [accepted]"
    )]
    [InlineData(
        "text/{0:0000}-foo.md",
        "- Feature Name: `foo_{0}`\n- Start Date: 2024-01-0{0}\n- RFC PR: [x/y#{0}](https://example.com/{0})\n\n# Summary\n\nText.\n\n# Motivation\n\nSee RFC 0001.\n",
        "prefix: RFC|front-matter: list|field-names: { created: Start Date }|fields: [Feature Name, Start Date, RFC PR]"
    )]
    [InlineData(
        "cips/CIP-{0:0000}/README.md",
        "---\nStatus: Active\nCreated: 2024-01-0{0}\n---\n\n# Ropes\n\nAfter [the other](../CIP-0001/README.md).\n",
        "prefix: CIP|file-names: \"CIP-{number}/README.md\"|statuses: [Active]"
    )]
    [InlineData(
        "doc/adr/{0:0000}-ropes-{0}.md",
        "# {0}. Ropes\n\nDate: 2024-01-0{0}\n\n## Status\n\nAccepted\n\n## Context\n\nText.\n",
        "title-form: \"{number}. {title}\"|front-matter: sections|field-names: { status: Status, created: Date }"
    )]
    [InlineData(
        "docs/decisions/ADR-{0:000}-x.md",
        "# ADR-{0:000}: Ropes\n\n**Status:** Accepted\n**Date:** 2024-01-0{0}\n\n## Context\n\nText.\n",
        "prefix: ADR|digits: 3|front-matter: sections|field-names: { status: Status, created: Date }|statuses: [Accepted]"
    )]
    [InlineData(
        "rfcs/{0:0000}-x.md",
        "# Ropes\n\n| Field | Value |\n|---|---|\n| Status | Draft |\n| Owner | Ada Park |\n\n## Summary\n\nText.\n",
        "prefix: RFC|front-matter: table|field-names: { author: Owner, status: Status }|statuses: [Draft]"
    )]
    [InlineData("design/{0:00}-x.md", "# Ropes\n\nProse alone.\n", "prefix: DESIGN|digits: 2|front-matter: none")]
    public void A_strangers_folder_is_read_as_its_documents_are_written(string path, string text, string expected)
    {
        using var root = new TempFolder();
        root.Write(".git/HEAD", "ref: refs/heads/main");
        for (var i = 1; i <= 5; i++)
            root.Write(
                path.Replace("{0:0000}", $"{i:0000}").Replace("{0:000}", $"{i:000}").Replace("{0:00}", $"{i:00}").Replace("{0}", $"{i}"),
                text.Replace("{0:000}", $"{i:000}").Replace("{0}", $"{i}")
            );
        var folder = root.PathOf(Paths.Folder(path[..path.IndexOf('{')]));
        var run = Command.Run("init", folder);
        Assert.Equal(("", 0), (run.Error, run.Status));
        var configuration = File.ReadAllText(Path.Combine(folder, ConfigurationReader.FileName));
        foreach (var line in expected.Split('|'))
            Assert.Contains($"\n{line} # ", "\n" + configuration, StringComparison.Ordinal);
        Assert.All(configuration.Split('\n').SkipLast(1), line => Assert.True(line.Contains(" # ") || line == "rules:", line));
        Assert.Empty(Worth(Read(folder)));
        // Said once more, it would be the same.
        var written = Read(folder);
        File.Delete(Path.Combine(folder, ConfigurationReader.FileName));
        Command.Run("init", folder);
        Assert.Equal(written.Convention, Read(folder).Convention);
    }
}
