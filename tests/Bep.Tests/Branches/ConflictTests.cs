using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Branches;

/// <summary>Conflicts that git has left in the registry: what is said, what is offered, and what each way out leaves of the rows.</summary>
public sealed class ConflictTests
{
    private const string Header = "| Number | Title | Author | Status |\n|--------|-------|--------|--------|\n";

    [Theory]
    // As git writes them, and as some tools do: without a name on either side, or with one alone.
    [InlineData("<<<<<<< HEAD", ">>>>>>> fog-horn", "HEAD", "fog-horn")]
    [InlineData("<<<<<<<", ">>>>>>>", "ours", "theirs")]
    [InlineData("<<<<<<< ", ">>>>>>> ", "ours", "theirs")]
    [InlineData("<<<<<<<", ">>>>>>> 1f2e3d4 (Reserve a number)", "ours", "1f2e3d4 (Reserve a number)")]
    [InlineData("<<<<<<< Updated upstream", ">>>>>>>", "Updated upstream", "theirs")]
    public void The_sides_are_called_what_git_calls_them(string first, string last, string ours, string theirs)
    {
        var finding = Find(
            $"{first}\n| 1001 | Night Shift | Min Seo | Draft |\n=======\n| 1001 | Fog Horn | Ada Park | Draft |\n{last}\n"
        ).Finding;
        Assert.Equal(
            $"The registry has an unresolved merge conflict: {ours} and {theirs} have rows in the same place.",
            finding.Message.ToString()
        );
        // Nobody else knows either, so that either can move.
        Assert.Equal(
            ["Keep both; Fog Horn becomes BEP-1002", "Keep both; Night Shift becomes BEP-1002", $"Keep only {ours}", $"Keep only {theirs}"],
            Titles(finding)
        );
        Assert.DoesNotContain(finding.Fixes, fix => fix.IsSafe);
    }

    [Fact]
    public void Of_several_conflicts_the_first_one_gives_the_names()
    {
        var finding = Find(
            "<<<<<<< a\n=======\n| 1001 | X | Y | Draft |\n>>>>>>> b\n| 1002 | X | Y | Draft |\n<<<<<<< c\n=======\n| 1003 | X | Y | Draft |\n>>>>>>> d\n"
        ).Finding;
        Assert.Equal("The registry has 2 unresolved merge conflicts: a and b have rows in the same places.", finding.Message.ToString());
    }

    [Theory]
    [InlineData("<<<<<<< a\n| 1001 | X | Y | Draft |\n")]
    [InlineData("<<<<<<< a\n| 1001 | X | Y | Draft |\n=======\n")]
    [InlineData("| 1001 | X | Y | Draft |\n=======\n| 1002 | X | Y | Draft |\n>>>>>>> b\n")]
    [InlineData("| 1001 | X | Y | Draft |\n>>>>>>> b\n")]
    [InlineData("<<<<<<< a\n| 1001 | X | Y | Draft |\n>>>>>>> b\n")]
    [InlineData("<<<<<<< a\n<<<<<<< a\n=======\n>>>>>>> b\n")]
    [InlineData("<<<<<<< a\n=======\n=======\n>>>>>>> b\n")]
    [InlineData("<<<<<<< a\n=======\n||||||| c\n>>>>>>> b\n")]
    [InlineData("<<<<<<< a\n||||||| c\n||||||| c\n=======\n>>>>>>> b\n")]
    [InlineData("<<<<<<< a\n=======\n>>>>>>> b\n>>>>>>> b\n")]
    [InlineData("||||||| c\n| 1001 | X | Y | Draft |\n")]
    public void A_conflict_that_lacks_a_marker_is_left_to_a_person(string rows)
    {
        var finding = Find("| 1000 | Lamps | Ada Park | Draft |\n" + rows).Finding;
        Assert.Equal("The registry has a merge conflict whose markers are incomplete.", finding.Message.ToString());
        Assert.Empty(finding.Fixes);
    }

    [Theory]
    [InlineData(
        "Keep only a",
        "| 1000 | Lamps | Ada Park | Draft |\n| 1001 | Night Shift | Min Seo | Draft |\n| 1003 | Buoys | Min Seo | Draft |\n"
    )]
    [InlineData(
        "Keep only b",
        "| 1000 | Lamps | Ada Park | Draft |\n| 1001 | Fog Horn | Ada Park | Draft |\n| 1002 | Tides | Ada Park | Draft |\n| 1003 | Buoys | Min Seo | Draft |\n"
    )]
    public void One_side_alone_has_its_rows_and_those_around(string title, string expected) =>
        Assert.Equal(
            expected,
            After(
                "| 1000 | Lamps | Ada Park | Draft |\n<<<<<<< a\n| 1001 | Night Shift | Min Seo | Draft |\n||||||| c\n| 1001 | Old | Old | Draft |\n=======\n| 1001 | Fog Horn | Ada Park | Draft |\n| 1002 | Tides | Ada Park | Draft |\n>>>>>>> b\n| 1003 | Buoys | Min Seo | Draft |\n",
                title
            )
        );

    [Theory]
    [InlineData("Keep only a", "")]
    [InlineData("Keep only b", "| 1001 | Fog Horn | Ada Park | Draft |\n")]
    public void A_side_may_have_nothing(string title, string expected) =>
        Assert.Equal(expected, After("<<<<<<< a\n=======\n| 1001 | Fog Horn | Ada Park | Draft |\n>>>>>>> b\n", title).TrimStart('\n'));

    /// <summary>
    /// The rows between the markers, one side over the other, and what keeping both makes of them; null where that is not offered.
    /// </summary>
    public static TheoryData<string, string, string, string?> Both() =>
        new()
        {
            // What both sides have is there once.
            {
                "| 1001 | A | Ada | Draft |",
                "",
                "| 1001 | A | Ada | Draft |\n| 1002 | B | Min | Draft |",
                "| 1001 | A | Ada | Draft |\n| 1002 | B | Min | Draft |"
            },
            {
                "| 1001 | A | Ada | Draft |\n| _next_ | _(reserve your number here)_ | | |",
                "",
                "| 1002 | B | Min | Draft |\n| _next_ | _(reserve your number here)_ | | |",
                "| 1001 | A | Ada | Draft |\n| 1002 | B | Min | Draft |\n| _next_ | _(reserve your number here)_ | | |"
            },
            {
                "| 1001 | A | Ada | Draft |\n| _next_ | _(reserve your number here)_ | | |",
                "",
                "| _next_ | _(put it here)_ | | |",
                "| 1001 | A | Ada | Draft |\n| _next_ | _(reserve your number here)_ | | |"
            },
            {
                "",
                "",
                "| 1002 | B | Min | Draft |\n| _next_ | _(reserve your number here)_ | | |",
                "| 1002 | B | Min | Draft |\n| _next_ | _(reserve your number here)_ | | |"
            },
            // Rows come by their numbers, whoever has them.
            { "| 1002 | A | Ada | Draft |", "", "| 1001 | B | Min | Draft |", "| 1001 | B | Min | Draft |\n| 1002 | A | Ada | Draft |" },
            // Two proposals, one number: the one that came in takes the next.
            {
                "| 1001 | Lamps | Ada | Draft |",
                "",
                "| 1001 | Buoys | Min | Draft |",
                "| 1001 | Lamps | Ada | Draft |\n| 1002 | Buoys | Min | Draft |"
            },
            {
                "| 1001 | Lamps | Ada | Draft |\n| 1002 | Tides | Ada | Draft |",
                "",
                "| 1001 | Buoys | Min | Draft |\n| 1002 | Storms | Min | Draft |",
                "| 1001 | Lamps | Ada | Draft |\n| 1002 | Tides | Ada | Draft |\n| 1003 | Buoys | Min | Draft |\n| 1004 | Storms | Min | Draft |"
            },
            // One proposal, changed on one side alone: the change stays.
            {
                "| 1001 | Lamps | Ada | Accepted |",
                "| 1001 | Lamps | Ada | Draft |",
                "| 1001 | Lamps | Ada | Draft |",
                "| 1001 | Lamps | Ada | Accepted |"
            },
            {
                "| 1001 | Lamps | Ada | Draft |",
                "| 1001 | Lamps | Ada | Draft |",
                "| 1001 | Lamps | Ada | Accepted |",
                "| 1001 | Lamps | Ada | Accepted |"
            },
            {
                "| 1001 | Lamps | Ada | Accepted |\n| 1002 | Tides | Ada | Draft |",
                "| 1001 | Lamps | Ada | Draft |\n| 1002 | Tides | Ada | Draft |",
                "| 1001 | Lamps | Ada | Draft |\n| 1002 | Tides | Ada | Rejected |",
                "| 1001 | Lamps | Ada | Accepted |\n| 1002 | Tides | Ada | Rejected |"
            },
            // Two titles that share a word, and a dash for the author on both sides, are two proposals.
            {
                "| 1001 | Storage Agent | - | Draft |",
                "",
                "| 1001 | Storage Proxy | - | Draft |",
                "| 1001 | Storage Agent | - | Draft |\n| 1002 | Storage Proxy | - | Draft |"
            },
            // On both: a person has to say. So where the lines before are not there.
            { "| 1001 | Lamps | Ada | Accepted |", "| 1001 | Lamps | Ada | Draft |", "| 1001 | Lamps | Ada | Rejected |", null },
            { "| 1001 | Lamps | Ada | Accepted |", "", "| 1001 | Lamps | Ada | Draft |", null },
            // What has no number of its own stays, once.
            {
                "| ? | A | Ada | Draft |",
                "",
                "| ? | A | Ada | Draft |\n| ? | B | Min | Draft |",
                "| ? | A | Ada | Draft |\n| ? | B | Min | Draft |"
            },
        };

    [Theory]
    [MemberData(nameof(Both))]
    public void Both_sides_are_kept_where_they_can_be(string ours, string before, string theirs, string? expected)
    {
        var rows = $"<<<<<<< a\n{Lines(ours)}{(before.Length > 0 ? "||||||| c\n" + Lines(before) : "")}=======\n{Lines(theirs)}>>>>>>> b\n";
        if (expected is null)
            Assert.Equal(["Keep only a", "Keep only b"], Titles(Find(rows).Finding));
        else
            Assert.Equal(Lines(expected), AfterBoth(rows));

        static string Lines(string rows) => rows.Length > 0 ? rows + "\n" : "";
    }

    /// <summary>What other branches have of two proposals with one number, and which ways there are to keep both.</summary>
    public static TheoryData<string, string, string[]> Known() =>
        new()
        {
            { "", "", ["Keep both; Fog Horn becomes BEP-1002", "Keep both; Night Shift becomes BEP-1002"] },
            // Who has fetched it may refer to it.
            { "", Branch("origin/fog-horn", Theirs), ["Keep both; Night Shift becomes BEP-1002"] },
            { "", Branch("origin/night-shift", Ours), ["Keep both; Fog Horn becomes BEP-1002"] },
            // Another one's private branch is no better than this one.
            { "", Branch("fog-horn", Theirs), ["Keep both; Fog Horn becomes BEP-1002", "Keep both; Night Shift becomes BEP-1002"] },
            {
                "",
                Branch("origin/fog-horn", Theirs) + Branch("origin/night-shift", Ours),
                ["Keep both; Fog Horn becomes BEP-1002", "Keep both; Night Shift becomes BEP-1002"]
            },
            // All branches lead to the base.
            { Theirs, Branch("origin/night-shift", Ours), ["Keep both; Night Shift becomes BEP-1002"] },
            { Ours, Branch("origin/fog-horn", Theirs), ["Keep both; Fog Horn becomes BEP-1002"] },
        };

    private const string Ours = "| [1001](BEP-1001-night-shift.md) | Night Shift | Min Seo | Draft |\n",
        Theirs = "| [1001](BEP-1001-fog-horn.md) | Fog Horn | Ada Park | Draft |\n",
        Lamps = "| [1000](BEP-1000-lamps.md) | Lamps | Ada Park | Draft |\n",
        Next = "| _next_ | _(reserve your number here)_ | | |\n";

    [Theory]
    [MemberData(nameof(Known))]
    public void What_others_know_keeps_its_number_and_nothing_is_found_in_the_result(string known, string branches, string[] titles)
    {
        var series = Fixture
            .Read(
                $"-- README.md --\n{Header}{Lamps}<<<<<<< HEAD\n{Ours}=======\n{Theirs}>>>>>>> fog-horn\n{Next}"
                    + Proposal("BEP-1000-lamps.md", "Lamps", "Ada Park (ada@example.com)")
                    + Proposal("BEP-1001-night-shift.md", "BEP-1001: Night Shift", "Min Seo (min@example.com)")
                    + Proposal("BEP-1001-fog-horn.md", "BEP-1001: Fog Horn", "Ada Park (ada@example.com)")
                    + branches
                    + Branch("main", known)
            )
            .ToSeries();
        var document = series.RegistryDocument;
        var finding = Assert.Single(RuleBook.Find("registry-conflict")!.Check(document, series));
        var both = finding.Fixes.Where(fix => fix.Title.ToString().StartsWith("Keep both", StringComparison.Ordinal)).ToList();
        Assert.Equal(titles, both.Select(fix => fix.Title.ToString()));
        foreach (var fix in both)
        {
            var after = series.Apply(fix.Change);
            var found = RuleBook.Default.CheckAll(after).Where(left => left.Severity < Severity.Hint);
            // A branch that still has the proposal under its old number is that branch's to change.
            if (branches.Contains(fix.Title.ToString().Contains("Fog Horn", StringComparison.Ordinal) ? Theirs : Ours))
                found = found.Where(left => left.Rule.Name != "number-taken-on-branch");
            Assert.Empty(found.Select(left => $"{left.Path}: {left.Message}"));
        }
    }

    private static string Branch(string name, string rows) => $"-- {name}:README.md --\n{Header}{Lamps}{rows}{Next}";

    private static string Proposal(string name, string title, string author) =>
        $"-- {name} --\n---\nAuthor: {author}\nStatus: Draft\nCreated: 2026-01-10\n---\n\n# {title}\n\nWords of one's own.\n";

    [Fact]
    public void What_stands_outside_of_the_conflict_keeps_its_number() =>
        Assert.Equal(
            "| 1001 | Lamps | Ada | Draft |\n| 1002 | Storms | Ada | Draft |\n| 1003 | Buoys | Min | Draft |\n",
            AfterBoth(
                    "<<<<<<< a\n| 1001 | Buoys | Min | Draft |\n=======\n| 1002 | Storms | Ada | Draft |\n>>>>>>> b\n| 1001 | Lamps | Ada | Draft |\n"
                )
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Order(StringComparer.Ordinal)
                .Aggregate("", (text, row) => text + row + "\n")
        );

    [Fact]
    public void Line_ends_stay_what_they_are()
    {
        var (series, finding) = Find(
            "<<<<<<< a\r\n| 1001 | A | Ada | Draft |\r\n=======\r\n| 1002 | B | Min | Draft |\r\n>>>>>>> b\r\n| 1003 | C | Min | Draft |\r\n",
            Header.ReplaceLineEndings("\r\n")
        );
        foreach (var fix in finding.Fixes)
        {
            var text = series.Apply(fix.Change).Find("README.md")!.Text.Content;
            Assert.Equal(text.Count(c => c == '\n'), text.Split("\r\n").Length - 1);
            Assert.EndsWith("|\r\n| 1003 | C | Min | Draft |\r\n", text);
        }
    }

    private static string[] Titles(Finding finding) => [.. finding.Fixes.Select(fix => fix.Title.ToString())];

    private static (Series Series, Finding Finding) Find(string rows, string header = Header)
    {
        var series = Fixture.Read($"-- README.md --\n{header}{rows}").ToSeries();
        return (series, Assert.Single(RuleBook.Find("registry-conflict")!.Check(series.Find("README.md")!, series)));
    }

    private static string AfterBoth(string rows) =>
        After(rows, Titles(Find(rows).Finding).First(title => title.StartsWith("Keep both", StringComparison.Ordinal)));

    private static string After(string rows, string title)
    {
        var (series, finding) = Find(rows);
        return series.Apply(finding.Fixes.Single(fix => fix.Title.ToString() == title).Change).Find("README.md")!.Text.Content[
            Header.Length..
        ];
    }
}
