using Bep.Tests.Git;
using Xunit.Abstractions;

namespace Bep.Tests.Cli;

/// <summary>
/// The life of a series, commit by commit, each on a branch that then becomes the base: <c>bep check --since</c> its parent reports what
/// that commit's author did wrong, and nothing else. Hints are no faults and are left aside.
/// </summary>
public sealed class ReplayTests(ITestOutputHelper log) : IDisposable
{
    private const string Registry = "proposals/README.md",
        Template = "proposals/BEP-0000-template.md";

    private const string Lamps = "BEP-1000-lamps.md",
        Hours = "BEP-1001-quiet-hours.md",
        Night = "BEP-1002-night-shift.md",
        Tides = "BEP-1003-tide-tables.md",
        Fog = "BEP-1004-fog-horn.md",
        Bells = "BEP-1005-bells.md";

    private const string FirstTemplate = """
        ---
        Author: Your Full Name (email@example.com)
        Status: Draft
        Created: 2026-01-01
        ---

        # Title

        - JIRA: AB-XXXX

        ## Motivation

        Say which problem this solves, and for whom.

        ## Design

        Say how it is solved, step by step.

        """;

    private const string FirstRegistry = """
        # Proposals

        ## Registry

        | Number | Title | Author | Status |
        |--------|-------|--------|--------|
        | _next_ | _(reserve your number here)_ | | |

        ## Steps

        | From | To |
        |------|----|
        | Draft | Accepted or Rejected |
        | Accepted | Implemented or Rejected |
        | Implemented | Superseded |

        """;

    private readonly List<string> _wrong = [];
    private readonly TempRepository _repository = new();
    private int _commits;

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Each_commit_is_told_what_it_did_wrong_and_nothing_else()
    {
        _repository.Write(Registry, FirstRegistry);
        _repository.Write(Template, FirstTemplate);
        _repository.Commit("Begin");
        ProposalsAreWritten();
        ProposalsAreUpdated();
        ProposalsGoThroughTheirLife();
        TheTemplateGoesOn();
        FilesAndFoldersMove();
        BranchesAreSquashed();
        Assert.True(_commits >= 40, $"{_commits} commits");
        Assert.True(_wrong.Count == 0, string.Join("\n", _wrong));
    }

    private void ProposalsAreWritten()
    {
        Step("Reserve 1000 and write it", () =>
        {
            Row(1000, Lamps, "Lamps");
            Document(Lamps, "BEP-1000: Lamps", "It is dark at night.");
        });
        Step("Reserve 1001 alone", () => Row(1001, Hours, "Quiet Hours"), "README.md broken-registry-link information");
        Step(
            "Write 1001 as the template is",
            () =>
                _repository.Write(
                    $"proposals/{Hours}",
                    FirstTemplate.Replace("# Title", "# BEP-1001: Quiet Hours", StringComparison.Ordinal)
                ),
            $"{Hours} template-text information"
        );
        Step("Begin 1001", () => Document(Hours, "BEP-1001: Quiet Hours", "Builds on [BEP-1000](BEP-1000-lamps.md). Nobody can sleep."));
        Step(
            "Write 1002 without a row",
            () => Document(Night, "BEP-1002: Night Shift", "Somebody has to be awake."),
            $"{Night} unregistered-document error"
        );
        Step("Register 1002", () => Row(1002, Night, "Night Shift"));
        Step(
            "Write 1003 with a broken link",
            () =>
            {
                Row(1003, Tides, "Tide Tables");
                Document(Tides, "BEP-1003: Tide Tables", "See [the clock](BEP-1003/clock.png) and BEP-1000.");
            },
            $"{Tides} broken-link error"
        );
        Step("Reword above the broken link", () =>
            _repository.Replace($"proposals/{Tides}", "## Motivation\n\nSee", "## Motivation\n\nHigh water comes twice a day.\n\nSee")
        );
        Step("Bring another clock, which the link may mean", () =>
        {
            _repository.Write("proposals/BEP-1002/clock.png", "x");
            _repository.Replace($"proposals/{Night}", "Somebody", "![Clock](BEP-1002/clock.png) Somebody");
        });
        Step("Bring the clock", () => _repository.Write("proposals/BEP-1003/clock.png", "x"));
        Step(
            "Write 1004 with last year's date and an unknown number",
            () =>
            {
                Row(1004, Fog, "Fog Horn");
                Document(Fog, "BEP-1004: Fog Horn", "After BEP-1040, ships need to hear.");
            },
            $"{Fog} unknown-reference error"
        );
        Step("Correct the number", () => _repository.Replace($"proposals/{Fog}", "BEP-1040", "BEP-1001"));
        Step(
            "Two rows for one number",
            () =>
            {
                Row(1005, Bells, "Bells");
                Row(1005, Bells, "Bells again");
                Document(Bells, "BEP-1005: Bells", "They ring.");
            },
            "README.md duplicate-number error"
        );
        Step("Remove the second row", () => _repository.Replace(Registry, $"| [1005]({Bells}) | Bells again | Ada Park | Draft |\n", ""));
    }

    private void ProposalsAreUpdated()
    {
        Step("Add words", () => _repository.Replace($"proposals/{Lamps}", "It is dark", "In winter it is dark"));
        Step("Add a section", () => _repository.Replace($"proposals/{Lamps}", "## Design", "## Alternatives\n\nCandles.\n\n## Design"));
        Step(
            "Link an anchor that is not there",
            () => _repository.Replace($"proposals/{Night}", "awake.", "awake, see [why](BEP-1000-lamps.md#alternative)."),
            $"{Night} broken-anchor warning"
        );
        Step("Correct the anchor", () => _repository.Replace($"proposals/{Night}", "#alternative)", "#alternatives)"));
        Step(
            "Rename the section that is linked",
            () => _repository.Replace($"proposals/{Lamps}", "## Alternatives", "## Other Ways"),
            $"{Night} broken-anchor warning"
        );
        Step("Follow the section", () => _repository.Replace($"proposals/{Night}", "#alternatives)", "#other-ways)"));
        Step("Use a definition and leave another", () =>
            _repository.Replace(
                $"proposals/{Night}",
                "## Design",
                "See [lamps].\n\n[lamps]: BEP-1000-lamps.md\n[unused]: gone.md\n\n## Design"
            )
        );
        Step("Write front matter over several lines", () =>
            _repository.Replace(
                $"proposals/{Night}",
                "Author: Ada Park (ada@example.com)\n",
                "Author: >-\n  Ada Park\n  (ada@example.com)\n"
            )
        );
        Step("Write HTML", () =>
            _repository.Replace(
                $"proposals/{Tides}",
                "## Design",
                "<img alt=\"a > b\" src=\"BEP-1003/clock.png\">\n\n$$ x = BEP-4711 $$\n\n## Design"
            )
        );
    }

    private void ProposalsGoThroughTheirLife()
    {
        Step("Accept 1000", () => Status(Lamps, "Draft", "Accepted", 1000));
        Step(
            "Accept 1001 in its document only",
            () => _repository.Replace($"proposals/{Hours}", "Status: Draft", "Status: Accepted"),
            "README.md registry-status-mismatch error"
        );
        Step("Accept 1001 in its row too", () =>
            _repository.Replace(Registry, "| Quiet Hours | Ada Park | Draft |", "| Quiet Hours | Ada Park | Accepted |")
        );
        Step("Implement 1000", () => Status(Lamps, "Accepted", "Implemented", 1000));
        Step(
            "Implement 1003, which nobody accepted",
            () => Status(Tides, "Draft", "Implemented", 1003),
            $"{Tides} status-transition warning"
        );
        Step("Implement 1004 likewise", () => Status(Fog, "Draft", "Implemented", 1004), $"{Fog} status-transition warning");
        Step(
            "Implement 1005, as is usual by now",
            () => Status(Bells, "Draft", "Implemented", 1005),
            $"{Bells} status-transition information"
        );
        Step(
            "Give 1002 a status that there is not",
            () => _repository.Replace($"proposals/{Night}", "Status: Draft", "Status: Parked"),
            $"{Night} unknown-status error"
        );
        Step("Reject 1002", () =>
        {
            _repository.Replace($"proposals/{Night}", "Status: Parked", "Status: Rejected");
            _repository.Replace(Registry, "| Night Shift | Ada Park | Draft |", "| Night Shift | Ada Park | Rejected |");
        });
    }

    private void TheTemplateGoesOn()
    {
        Step("The template gains a field", () => _repository.Replace(Template, "Created: 2026-01-01\n", "Created: 2026-01-01\nTeam:\n"));
        Step(
            "Write 1006 without it",
            () =>
            {
                Row(1006, "BEP-1006-oil.md", "Oil");
                Document("BEP-1006-oil.md", "BEP-1006: Oil", "It burns.");
            },
            "BEP-1006-oil.md missing-field warning"
        );
        Step("Add it", () => _repository.Replace("proposals/BEP-1006-oil.md", "Status: Draft\n", "Status: Draft\nTeam: Keepers\n"));
        Step("The template gains an optional field and a section", () =>
            _repository.Replace(Template, "Team:\n", "Team:\nWatch: # optional\n")
        );
        Step("Write 1007 without it", () =>
        {
            Row(1007, "BEP-1007-wicks.md", "Wicks");
            Document("BEP-1007-wicks.md", "BEP-1007: Wicks", "They burn too.", more: "Team: Keepers\n");
        });
    }

    private void FilesAndFoldersMove()
    {
        Step("Rename 1006 and follow it", () =>
        {
            _repository.Git("mv", "proposals/BEP-1006-oil.md", "proposals/BEP-1006-lamp-oil.md");
            _repository.Replace(Registry, "BEP-1006-oil.md", "BEP-1006-lamp-oil.md");
        });
        Step(
            "Rename 1007 and forget its row",
            () => _repository.Git("mv", "proposals/BEP-1007-wicks.md", "proposals/BEP-1007-long-wicks.md"),
            "README.md broken-registry-link warning"
        );
        Step("Follow it", () => _repository.Replace(Registry, "BEP-1007-wicks.md", "BEP-1007-long-wicks.md"));
        Step(
            "Move a folder and forget the links",
            () => _repository.Git("mv", "proposals/BEP-1003", "proposals/BEP-1003-tide-tables"),
            $"{Tides} broken-link error",
            $"{Tides} broken-link error"
        );
        Step("Follow the folder", () =>
            _repository.Write(
                $"proposals/{Tides}",
                _repository.Read($"proposals/{Tides}").Replace("BEP-1003/", "BEP-1003-tide-tables/", StringComparison.Ordinal)
            )
        );
        Step("Renumber 1007 to 1008 everywhere", () =>
        {
            _repository.Git("mv", "proposals/BEP-1007-long-wicks.md", "proposals/BEP-1008-long-wicks.md");
            _repository.Replace("proposals/BEP-1008-long-wicks.md", "BEP-1007", "BEP-1008");
            _repository.Replace(Registry, "[1007](BEP-1007-long-wicks.md)", "[1008](BEP-1008-long-wicks.md)");
        });
        Step(
            "Sort the rows the other way round",
            () =>
                _repository.Replace(
                    Registry,
                    "| [1000](BEP-1000-lamps.md) | Lamps | Ada Park | Implemented |\n| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Accepted |",
                    "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Accepted |\n| [1000](BEP-1000-lamps.md) | Lamps | Ada Park | Implemented |"
                ),
            "README.md registry-order warning"
        );
        Step("Sort them again", () =>
            _repository.Replace(
                Registry,
                "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Accepted |\n| [1000](BEP-1000-lamps.md) | Lamps | Ada Park | Implemented |",
                "| [1000](BEP-1000-lamps.md) | Lamps | Ada Park | Implemented |\n| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Accepted |"
            )
        );
    }

    private void BranchesAreSquashed()
    {
        Squash("buoys", "BEP-1009 (new): Buoys", 1009, "BEP-1009-buoys.md", "Buoys", null);
        Squash("anchors", "BEP-1010 (new): Anchors", 1010, "BEP-1010-anchors.md", "Anchors", () =>
        {
            _repository.Git("mv", "--force", "proposals/BEP-1010-anchors.md", "proposals/BEP-1010-moorings.md");
            _repository.Replace(Registry, "BEP-1010-anchors.md", "BEP-1010-moorings.md");
        });
        Step("Go on after both", () => _repository.Replace("proposals/BEP-1009-buoys.md", "It is needed.", "It is needed at sea."));
        Step(
            "Take a number that a branch has",
            () =>
            {
                _repository.Git("checkout", "--quiet", "-b", "rival", "main");
                Row(1011, "BEP-1011-nets.md", "Nets and Lines", "Min Seo");
                _repository.Commit("Reserve 1011");
                _repository.Git("checkout", "--quiet", "topic");
                Row(1011, "BEP-1011-signals.md", "Light Signals");
                Document("BEP-1011-signals.md", "BEP-1011: Light Signals", "Ships see.", more: "Team: Keepers\n");
            },
            "README.md number-taken-on-branch warning"
        );
    }

    // A commit on a branch that then becomes the base, and what is to be found in it.
    private void Step(string message, Action change, params string[] expected)
    {
        _repository.Today = _repository.Today.AddDays(1);
        _repository.Git("checkout", "--quiet", "-B", "topic");
        change();
        _repository.Commit(message);
        Judge(message, expected);
        _repository.Git("branch", "--quiet", "--force", "main", "topic");
        _repository.Git("checkout", "--quiet", "main");
    }

    private void Judge(string message, string[] expected)
    {
        _commits++;
        var run = Command.Run("check", _repository.Root, "--since", "main", "--format", "json");
        Assert.True(run.Status < 2, $"{message}: {run.Error}");
        var found = run.Json["findings"]!
            .AsArray()
            .Where(finding => finding!["severity"]!.GetValue<string>() != "hint")
            .Select(finding =>
                (
                    What: $"{finding!["path"]!.GetValue<string>().Replace("proposals/", "", StringComparison.Ordinal)} {finding["rule"]!.GetValue<string>()} {finding["severity"]!.GetValue<string>()}",
                    Message: finding["message"]!.GetValue<string>()
                )
            )
            .ToList();
        log.WriteLine($"{_commits} {message}: {string.Join(" | ", found)}");
        if (!found.Select(one => one.What).Order().SequenceEqual(expected.Order()))
            _wrong.Add(
                $"{_commits} {message}\n  found    {string.Join("; ", found.Select(one => $"{one.What} ({one.Message})"))}\n  expected {string.Join("; ", expected)}"
            );
    }

    private void Row(int number, string file, string title, string author = "Ada Park", string status = "Draft") =>
        _repository.Replace(Registry, "| _next_ |", $"| [{number}]({file}) | {title} | {author} | {status} |\n| _next_ |");

    private void Document(
        string file,
        string title,
        string body,
        string status = "Draft",
        string more = "",
        string author = "Ada Park (ada@example.com)"
    ) =>
        _repository.Write(
            $"proposals/{file}",
            $"---\nAuthor: {author}\nStatus: {status}\nCreated: {_repository.Today:yyyy-MM-dd}\n{more}---\n\n# {title}\n\n## Motivation\n\n{body}\n\n## Design\n\nThe keeper turns a switch.\n"
        );

    private void Status(string file, string from, string to, int number, string more = "")
    {
        _repository.Replace($"proposals/{file}", $"Status: {from}\n", $"Status: {to}\n{more}");
        var row = _repository.Read(Registry).Split('\n').Single(line => line.StartsWith($"| [{number}]", StringComparison.Ordinal));
        _repository.Replace(Registry, row, row.Replace($"| {from} |", $"| {to} |", StringComparison.Ordinal));
    }

    // A proposal that was written on a branch of its own, which stays where it was when its work comes into the base as one commit.
    private void Squash(string branch, string message, int number, string file, string title, Action? last, params string[] expected)
    {
        _repository.Today = _repository.Today.AddDays(1);
        _repository.Git("checkout", "--quiet", "-b", branch);
        Row(number, file, title);
        _repository.Commit($"Reserve {number}");
        Document(file, $"BEP-{number}: {title}", "It is needed.", more: "Team: Keepers\n");
        _repository.Commit($"Write {number}");
        _repository.Git("checkout", "--quiet", "main");
        Step(
            message,
            () =>
            {
                _repository.Git("merge", "--quiet", "--squash", branch);
                last?.Invoke();
            },
            expected
        );
    }
}
