using System.Globalization;
using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Tests.Git;

namespace Bep.Tests.Cli;

/// <summary>
/// Series of strangers, each in a form that is in use: `bep init` reads it without a finding, and every command writes as it writes.
/// </summary>
public sealed class StrangersSeriesTests
{
    private const int Count = 12;

    private sealed record Kind(string Path, string Text, string Configuration, string New)
    {
        public (string Path, string Text)[] Others { get; init; } = [];
    }

    // {0} is the number, {0:000} with zeros, {1} the one before it.
    private static readonly Dictionary<string, Kind> s_kinds = new()
    {
        ["table with a header of its own, numbers without zeros"] = new(
            "adr/ADR-{0}.md",
            "# Rope {0}\n\n|Metadata|Value|\n|--------|-----|\n|Date    |2024-01-{0:00}|\n|Author  |@adapark, @minseo|\n|Status  |Implemented|\n\n"
                + "| Revision | Date |\n|---|---|\n| 1 | 2024-01-02 |\n\n## Context\n\nAfter [ADR-{1}](ADR-{1}.md).\n",
            "prefix: ADR|digits: 1-5|file-names: \"ADR-{number}.md\"|front-matter: table|statuses: [Implemented]",
            "# Quiet Hours\n\n|Metadata|Value|\n|--------|-----|\n|Date    |2026-01-15|\n|Author  |Ada Park (ada@example.com)|\n|Status  |Implemented|\n\n"
        ),
        ["table whose names end with colons, accepted and rejected ones in folders"] = new(
            "DIPs/{2}DIP{0:0000}.md",
            "# Rope {0}\n\n| Field   | Value    |\n|---------|----------|\n| DIP:    | {0:0000} |\n| Count:  | {0}      |\n| Status: | {3} |\n\n## Why\n\nText.\n",
            "prefix: DIP|file-names: [\"DIP{number}.md\", \"accepted/DIP{number}.md\", \"other/DIP{number}.md\"]|field-names: { number: DIP, status: Status }|statuses: [Draft, Accepted, Rejected]|status-folders: { Draft: ., Accepted: accepted, Rejected: other }",
            "# Quiet Hours\n\n| Field   | Value    |\n|---------|----------|\n| DIP:    | 0013 |\n| Count:  |       |\n| Status: | Draft |\n\n"
        ),
        ["number twice in the path, no heading for the title, a number with its own zeros"] = new(
            "proposals/tip-{0}/tip-{0}.md",
            "---\ntip: {0:000}\ntitle: Rope {0}\nauthor: Ada Park (@adapark)\nstatus: Draft\n---\n\n## Summary\n\nTIP-{1} and [TIP-1](../tip-1/tip-1.md).\n",
            "prefix: TIP|file-names: \"tip-{number}/tip-{number}.md\"|field-names: { number: tip, title: title, author: author, status: status }",
            "---\ntip: 013\ntitle: Quiet Hours\nauthor: Ada Park (ada@example.com)\nstatus: Draft\n---\n\n"
        ),
        ["quoted numbers, a heading too"] = new(
            "FIPS/fip-{0:0000}.md",
            "---\nfip: \"{0:0000}\"\ntitle: \"Rope {0}\"\nauthor: \"Ada Park (@adapark)\"\nstatus: Final\n---\n\n# FIP-{0:0000}: Rope {0}\n\n## Summary\n\nFIP-{1:0000}.\n",
            "prefix: FIP|file-names: \"fip-{number}.md\"|title-form: \"FIP-{number}: {title}\"",
            "---\nfip: \"0013\"\ntitle: \"Quiet Hours\"\nauthor: \"Ada Park (ada@example.com)\"\nstatus: Final\n---\n\n# FIP-0013: Quiet Hours\n\n"
        ),
        ["chapters on the first level, mentions without zeros"] = new(
            "text/{0:0000}-rope-{0}.md",
            "- Feature Name: rope_{0}\n- Start Date: 2024-01-{0:00}\n- RFC PR: [x/y#{0}](https://example.com/{0})\n\n# Summary\n[summary]: #summary\n\nAs RFC #{1} and RFC {1} say.\n\n# Motivation\n\nText.\n",
            "prefix: RFC|file-names: \"{number}-{slug}.md\"|front-matter: list",
            "- Feature Name:\n- Start Date: 2026-01-15\n- RFC PR:\n\n"
        ),
        ["lines in bold between blank ones, in folders, with a template of its own number"] = new(
            "rfcs/{0:0000}-rope-{0}/README.md",
            "# RFC-{0:0000} Rope {0}\n\n**Status:** provisional\n\n**Creation date:** 2024-01-{0:00}\n\n## Summary\n\nOn [RFC-{1:0000}](../{1:0000}-rope-{1}/README.md).\n",
            "prefix: RFC|file-names: \"{number}-{slug}/README.md\"|template: RFC-0000/README.md|front-matter: sections|field-names: { status: Status, created: Creation date }",
            "# RFC-0013 Quiet Hours\n\n**Status:** provisional\n\n<!-- Say when. -->\n\n**Creation date:** 2026-01-15\n\n## Summary\n"
        )
        {
            Others =
            [
                (
                    "rfcs/RFC-0000/README.md",
                    "# RFC-NNNN Title\n\n**Status:** provisional\n\n<!-- Say when. -->\n\n**Creation date:** YYYY-MM-DD\n\n## Summary\n"
                ),
                ("rfcs/README.md", "# RFCs\n"),
                (
                    "rfcs/xxxx-new-rope/README.md",
                    "# RFC-xxxx New\n\n**Status:** provisional\n\n**Creation date:** 2024-02-01\n\n## Summary\n\nText.\n"
                ),
            ],
        },
        ["title in quotes with the number, without fields for status or date"] = new(
            "decisions/adr{0:000}-rope-{0}.md",
            "---\nid: adrs-adr{0:000}\ntitle: 'ADR{0:000}: Rope {0}'\n---\n\n## Context\n\n[The site](/docs/ropes/{0}), [ADR{1:000}](./adr{1:000}-rope-{1}.md).\n",
            "prefix: ADR|digits: 3|file-names: \"adr{number}-{slug}.md\"|field-names: { title: title }",
            "---\nid: adrs-adr013\ntitle: 'ADR013: Quiet Hours'\n---\n\n# ADR013: Quiet Hours\n\n## Context\n"
        )
        {
            Others =
            [
                (
                    "decisions/adr000-template.md",
                    "---\nid: adrs-adr000\ntitle: 'ADR000: [TITLE]'\n---\n\n# ADR000: [title]\n\n## Context\n"
                ),
            ],
        },
        ["several status tables of tags beside it, choices in the template"] = new(
            "notes/{0:0000}-rope-{0}.md",
            "# Rope {0}\n\n* **Status**: In progress\n* **Authors**: Ada Park @adapark\n\n## Summary\n\nNOTE-{1:0000}.\n",
            "prefix: NOTE|registry: none|template: template.md",
            "# Quiet Hours\n\n* **Status**: In progress\n* **Authors**: Ada Park (ada@example.com)\n\n## Summary\n"
        )
        {
            Others =
            [
                (
                    "notes/template.md",
                    "# Title\n\n* **Status**: In progress/Complete/Deprecated\n* **Authors**: \\<Name\\>\n\n## Summary\n"
                ),
                (
                    "notes/README.md",
                    "# Notes\n\n## Ropes\n\n|Index|Tags|\n|--|--|\n"
                        + string.Concat(Enumerable.Range(1, 9).Select(i => $"|[{i:0000}]({i:0000}-rope-{i}.md)|a, b|\n"))
                        + "\n## Knots\n\n|Index|Tags|\n|--|--|\n"
                        + string.Concat(Enumerable.Range(4, 9).Select(i => $"|[{i:0000}]({i:0000}-rope-{i}.md)|a, b|\n"))
                ),
                ("notes/rope_history.md", "# History\n\n* **Status**: In progress\n* **Authors**: Min Seo\n"),
            ],
        },
        ["records of adr-tools, one superseded as it spells it"] = new(
            "doc/adr/{0:0000}-rope-{0}.md",
            "# {0}. Rope {0}\n\nDate: 2024-01-{0:00}\n\n## Status\n\nAccepted\n\nAmends [{1}. Rope {1}]({1:0000}-rope-{1}.md)\n\n## Context\n\nText.\n",
            "prefix: ADR|front-matter: sections|title-form: \"{number}. {title}\"|statuses: [Accepted]",
            "# 13. Quiet Hours\n\nDate: 2026-01-15\n\n## Status\n\nAccepted\n\n"
        ),
        ["dates in words, fields that some have, authors by account"] = new(
            "proposals/{0:0000}-rope-{0}.md",
            "# Rope {0}\n\n- Author: [Ada Park](https://example.com/ada)\n- Date: {0:00} January 2024\n- Status: Open\n{4}\n## Why\n\nText.\n",
            "prefix: PROPOSAL|field-names: { author: Author, status: Status, created: Date }|field-formats: { Date: DD MMMM YYYY }|optional-fields: [Tracking]",
            "# Quiet Hours\n\n- Author: Ada Park (ada@example.com)\n- Date: 15 January 2026\n- Status: Open\n\n"
        ),
        ["titles with numbers without zeros, a block that is indented"] = new(
            "peps/{0:0000}-rope-{0}.md",
            "# PEP-{0}: Rope {0}\n\n    Kind: Rope\n    Status: Open\n    Note: [a](https://example.com)\n\n## Why\n\nPEP-{1}.\n",
            "prefix: PEP|title-form: \"PEP-{number}: {title}\"|front-matter: sections",
            "# PEP-13: Quiet Hours\n\n    Kind:\n    Status: Open\n    Note:\n\n"
        ),
        ["a template that links itself and another one"] = new(
            "proposals/{0:0000}-rope-{0}.md",
            "# Rope {0}\n\n* Proposal: [SF-{0:0000}]({0:0000}-rope-{0}.md)\n* Status: **Accepted**\n\n## Why\n\nSF-{1:0000}.\n",
            "prefix: SF|front-matter: list|file-names: \"{number}-{slug}.md\"",
            "# Quiet Hours\n\n* Proposal: [SF-0013](0013-quiet-hours.md)\n* Status: Awaiting review\n* Earlier: [SF-XXXX](XXXX-name.md)\n\n## Why\n"
        )
        {
            Others =
            [
                (
                    "proposals/0000-template.md",
                    "# Name\n\n* Proposal: [SF-NNNN](NNNN-name.md)\n* Status: **Awaiting review** or **Accepted**\n* Earlier: [SF-XXXX](XXXX-name.md)\n\n## Why\n"
                ),
            ],
        },
        ["line ends of Windows, underscores in the names, lines that end with blanks"] = new(
            "adr/{0:000}_rope_{0}_of_hemp.md",
            "# ADR {0}: Rope {0}\r\n\r\n**Status**: Open  \r\n**Date**: 2024-01-{0:00}  \r\n**Deciders**: Min Seo\r\n\r\n## Why\r\n\r\nADR {1}.\r\n",
            "prefix: ADR|digits: 3|file-names: \"{number}_{slug}.md\"|front-matter: sections",
            "# ADR 13: Quiet Hours\r\n\r\n**Status**: Open  \r\n**Date**: 2026-01-15  \r\n**Deciders**: Ada Park (ada@example.com)\r\n\r\n"
        ),
        ["a template that gives another proposal as an example"] = new(
            "adr/{0:0000}-rope-{0}.md",
            "# Rope {0}\n\n- Status: accepted\n\n## Why\n\nAfter [ADR-{1:0000}]({1:0000}-rope-{1}.md).\n",
            "prefix: ADR|template: template.md|front-matter: list",
            "# Quiet Hours\n\n- Status: proposed\n\n## Why\n"
        )
        {
            Others =
            [
                (
                    "adr/template.md",
                    "# [short title]\n\n- Status: [proposed | accepted | superseded by [ADR-0007](0007-example.md)]\n\n## Why\n"
                ),
            ],
        },
        ["a section for the deciders that is empty"] = new(
            "adr/{0:0000}-rope-{0}.md",
            "# Rope {0}\n\n## Status\n\nAccepted\n\n## Deciders\n\n",
            "prefix: ADR|front-matter: sections|statuses: [Accepted]",
            "# Quiet Hours\n\n## Status\n\nAccepted\n\n## Deciders\n\nAda Park (ada@example.com)\n"
        ),
        ["below badges, labels and directives"] = new(
            "design/{0:00}-rope-{0}.md",
            "```{{eval-rst}}\n.. module:: rope\n```\n\n(rope{0})=\n\n# Rope {0}\n\n[![build](https://example.com/b.svg)](https://example.com)\n\n> A note.\n\n- Status: Open\n- Owner: Ada Park\n\n## Why\n\nText.\n",
            "prefix: DESIGN|digits: 2|front-matter: list|field-names: { author: Owner, status: Status }|statuses: [Open]",
            "# Quiet Hours\n\n- Status: Open\n- Owner: Ada Park (ada@example.com)\n\n"
        ),
    };

    public static TheoryData<string> Kinds => new(s_kinds.Keys);

    private static TempRepository Make(Kind kind, out string folder)
    {
        var repository = new TempRepository();
        for (var i = 1; i <= Count; i++)
            repository.Write(Fill(kind.Path, i), Fill(kind.Text, i));
        foreach (var (path, text) in kind.Others)
            repository.Write(path, text);
        repository.Commit("Begin");
        folder = repository.PathOf(kind.Path[..kind.Path.IndexOf('/', StringComparison.Ordinal)]);
        folder = kind.Path.StartsWith("doc/", StringComparison.Ordinal) ? repository.PathOf("doc/adr") : folder;
        return repository;
    }

    private static string Fill(string form, int number) =>
        string.Format(
            form,
            number,
            Math.Max(1, number - 1),
            number % 4 == 0 ? "accepted/"
                : number % 5 == 0 ? "other/"
                : "",
            number % 4 == 0 ? "Accepted"
                : number % 5 == 0 ? "Rejected"
                : "Draft",
            number % 3 == 0 ? "- Tracking: x\n" : ""
        );

    private static string[] Worth(string folder) =>
        [
            .. RuleBook
                .Default.CheckAll(InitTests.Read(folder))
                .Where(finding => finding.Severity <= Severity.Warning)
                .Select(finding => $"{finding.Path}: {finding.Rule.Name} {finding.Message}"),
        ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_is_read_without_a_finding(string name)
    {
        var kind = s_kinds[name];
        using var repository = Make(kind, out var folder);
        var run = Command.Run("init", folder);
        Assert.Equal(("", 0), (run.Error, run.Status));
        var configuration = File.ReadAllText(Path.Combine(folder, ConfigurationReader.FileName));
        foreach (var line in kind.Configuration.Split('|'))
            Assert.Contains($"\n{line} # ", "\n" + configuration, StringComparison.Ordinal);
        Assert.Empty(Worth(folder));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_new_one_is_written_as_the_others_are(string name)
    {
        var kind = s_kinds[name];
        using var repository = Make(kind, out var folder);
        Command.Run("init", folder);
        var run = Command.Run("new", "Quiet Hours", "--series", folder);
        Assert.Equal(0, run.Status);
        var made = run.Output.Trim().Split('\n')[0];
        var text = File.ReadAllText(made)
            .Replace($"{DateTime.Now:yyyy-MM-dd}", "2026-01-15", StringComparison.Ordinal)
            .Replace(DateTime.Now.ToString("dd MMMM yyyy", CultureInfo.InvariantCulture), "15 January 2026", StringComparison.Ordinal);
        Assert.Equal(kind.New, text);
        Assert.Equal(kind.Path.Contains('_'), Path.GetFileName(made).Contains("quiet_hours"));
        Assert.Equal(
            Count + 1,
            InitTests.Read(folder).Documents.Values.Count(document => document is { Kind: DocumentKind.Proposal, Number: not null })
        );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void With_another_number_nothing_leads_to_the_old_one(string name)
    {
        var kind = s_kinds[name];
        using var repository = Make(kind, out var folder);
        Command.Run("init", folder);
        var run = Command.Run("renumber", "7", "77", "--series", folder);
        Assert.Equal(("", 0), (run.Error, run.Status));
        Assert.Empty(Worth(folder));
        var series = InitTests.Read(folder);
        Assert.DoesNotContain(series.ReferrersOf(new ProposalNumber(7)), path => series.Find(path)!.Kind != DocumentKind.Template);
        if (series.Template is { } template)
            Assert.Contains(kind.Others, other => other.Text == template.Text.Content);
        var path = Assert.Single(series.PathsOf(new(77)));
        Assert.EndsWith(
            kind.Path.StartsWith("text/", StringComparison.Ordinal) ? "rope-7.md" : "Rope 7",
            path + series.Convention.WithoutNumber(series.Find(path)!.Facts.Title ?? ""),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_neighbour_in_another_markup_has_its_number()
    {
        using var repository = new TempRepository();
        for (var i = 1; i <= 3; i++)
            repository.Write(
                $"adr/000{i}-rope-{i}.md",
                $"# Rope {i}\n\n- Status: Open\n\n{(i == 2 ? "ADR-0007 and ADR-0006." : "Text.")}\n"
            );
        repository.Write("adr/0007-knots.rst", "Knots\n=====\n");
        repository.Commit("Begin");
        Command.Run("init", repository.PathOf("adr"));
        Assert.Equal("ADR-0008\n", Command.Run("next", repository.Root).Output);
        Assert.StartsWith(
            "adr/0002-rope-2.md: unknown-reference No proposal has the number ADR-0006",
            Assert.Single(Worth(repository.Root)),
            StringComparison.Ordinal
        );
        var run = Command.Run("renumber", "1", "7", "--series", repository.Root);
        Assert.Contains("ADR-0007 is taken; the next one is ADR-0008", run.Error, StringComparison.Ordinal);
    }
}
