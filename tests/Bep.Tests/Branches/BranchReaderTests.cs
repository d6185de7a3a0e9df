using System.Collections.Immutable;
using Bep.Analysis.Branches;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;

namespace Bep.Tests.Branches;

/// <summary>What branches do with numbers, read from the text of their registries and the names of their files.</summary>
public sealed class BranchReaderTests
{
    private const string Header = "| Number | Title | Author | Status |\n|--------|-------|--------|--------|\n";

    /// <summary>A registry's text, and the claims that are read in it.</summary>
    public static TheoryData<string, string> Registries() =>
        new()
        {
            { Header + "| 1001 | Lamps | Ada | Draft |\n", "1001 Lamps (Ada)" },
            {
                "# Proposals\n\nWords | with | bars.\n\n"
                    + Header
                    + "| 1001 | Lamps | Ada | Draft |\n\nMore | words.\n\n| 1002 | Not a row | Ada | Draft |\n",
                "1001 Lamps (Ada)"
            },
            // Other tables above: of statuses, of numbers without titles, of titles without numbers.
            {
                "| Status | Description |\n|--------|-------------|\n| Draft | Being written |\n\n"
                    + Header
                    + "| 1001 | Lamps | Ada | Draft |\n",
                "1001 Lamps (Ada)"
            },
            {
                "| Number | Page |\n|--|--|\n| 1009 | 3 |\n\n| Title | Page |\n|--|--|\n| Tides | 3 |\n\n"
                    + Header
                    + "| 1001 | Lamps | Ada | Draft |\n",
                "1001 Lamps (Ada)"
            },
            // A heading that only looks like one: no line of dashes below it.
            { "| Number | Title |\n| 1009 | Tides |\n\n" + Header + "| 1001 | Lamps | Ada | Draft |\n", "1001 Lamps (Ada)" },
            { "Number Title\n---\n\n" + Header + "| 1001 | Lamps | Ada | Draft |\n", "1001 Lamps (Ada)" },
            // Columns in another order, aligned, in other letters, with blanks; only two of them.
            { "| Author | title | NUMBER |\n| :--- | :---: | ---: |\n| Ada | Lamps | 1001 |\n", "1001 Lamps (Ada)" },
            { "Number | Title\n---|---\n1001 | Lamps\n", "1001 Lamps" },
            {
                (Header + "| 1001 | Lamps | Ada | Draft |\n| 1002 | Tides | Min | Draft |\n").ReplaceLineEndings("\r\n"),
                "1001 Lamps (Ada), 1002 Tides (Min)"
            },
            // In a conflict, both sides count.
            {
                Header
                    + "<<<<<<< HEAD\n| 1001 | Lamps | Ada | Draft |\n||||||| c\n=======\n| 1002 | Tides | Min | Draft |\n>>>>>>> b\n| 1003 | Buoys | Min | Draft |\n",
                "1001 Lamps (Ada), 1002 Tides (Min), 1003 Buoys (Min)"
            },
            // What is not a proposal.
            {
                Header
                    + "| 1001 | _(skipped)_ | | |\n| ? | Lamps | Ada | Draft |\n| 1002 | too few |\n| _next_ | _(reserve your number here)_ | | |\n",
                ""
            },
            { Header + "| 1001 | Lamps | - | Draft |\n| 1002 | Tides | | Draft |\n", "1001 Lamps, 1002 Tides" },
            { Header, "" },
            { "No table.\n", "" },
            { "", "" },
        };

    [Theory]
    [MemberData(nameof(Registries))]
    public void Rows_are_read_in_whatever_file_they_stand(string registry, string expected) =>
        Assert.Equal(expected, Say(Claims(registry)));

    [Fact]
    public void Long_tables_keep_their_order_and_share_what_is_equal()
    {
        string Table(int from) =>
            Header
            + string.Concat(Enumerable.Range(from, 120).Reverse().Select(number => $"| {number} | Proposal {number} | Ada | Draft |\n"));
        var view = Read(Other("a", Table(1001)), Other("b", Table(1002)));
        Assert.Equal(Enumerable.Range(1001, 120).Reverse(), Claims("a", view).Select(claim => claim.Number.Value));
        Assert.Equal(Enumerable.Range(1002, 120).Reverse(), Claims("b", view).Select(claim => claim.Number.Value));
        Assert.Equal("Proposal 1121", Claims("b", view)[0].Title);
    }

    [Theory]
    // A row's link says which document it means; one without means the only one that there is.
    [InlineData("| [1001](BEP-1001-lamps.md) | Lamps | Ada | Draft |", "BEP-1001-lamps.md", "1001 Lamps (Ada) at BEP-1001-lamps.md")]
    [InlineData("| 1001 | Lamps | Ada | Draft |", "BEP-1001-lamps.md", "1001 Lamps (Ada) at BEP-1001-lamps.md")]
    [InlineData(
        "| 1001 | Lamps | Ada | Draft |",
        "BEP-1001-lamps.md BEP-1001-oil.md",
        "1001 Lamps (Ada), 1001 at BEP-1001-lamps.md, 1001 at BEP-1001-oil.md"
    )]
    [InlineData(
        "| [1001](BEP-1001-lamps.md) | Lamps | Ada | Draft |",
        "BEP-1001-lamps.md BEP-1001-oil.md",
        "1001 Lamps (Ada) at BEP-1001-lamps.md, 1001 at BEP-1001-oil.md"
    )]
    [InlineData(
        "| [1001](BEP-1001-gone.md) | Lamps | Ada | Draft |",
        "BEP-1001-lamps.md",
        "1001 Lamps (Ada) at BEP-1001-gone.md, 1001 at BEP-1001-lamps.md"
    )]
    [InlineData(
        "| 1001 | Lamps | Ada | Draft |",
        "BEP-1002-tides.md notes.md README.md BEP-0000-template.md",
        "1001 Lamps (Ada), 1002 at BEP-1002-tides.md"
    )]
    [InlineData("", "BEP-1002-tides.md", "1002 at BEP-1002-tides.md")]
    public void Rows_and_documents_are_brought_together(string rows, string paths, string expected) =>
        Assert.Equal(expected, Say(Claims(Header + rows + "\n", [.. paths.Split(' ')])));

    [Fact]
    public void A_branch_without_a_registry_has_its_documents() =>
        Assert.Equal("1002 at BEP-1002-tides.md", Say(Claims("a", Read(Other("a", null, "BEP-1002-tides.md")))));

    [Theory]
    [InlineData("| 1001 | Lamps | Ada | Draft |", "")]
    [InlineData("| 1001 | Lamps for Ships | Ada | Draft |", "")]
    [InlineData("| 1001 | Storms | Min | Draft |", "1001 Storms (Min)")]
    [InlineData("| 1001 | Lamps | Ada | Draft |\n| 1002 | Tides | Min | Draft |", "1002 Tides (Min)")]
    [InlineData("| 1003 | Lamps | Ada | Draft |", "1003 Lamps (Ada)")]
    [InlineData("| 1000 | | - | Draft |", "")]
    [InlineData("| 1000 | | | Draft |\n| 1001 | Lamps | Min | Draft |", "")]
    public void What_the_base_had_already_is_not_the_branchs_doing(string rows, string expected)
    {
        var fork = new BranchFiles(Header + "| 1000 | | | Draft |\n| 1001 | Lamps | Ada | Draft |\n", []);
        var view = Read(Other("a", Header + rows + "\n") with { Fork = fork });
        Assert.Equal(expected, Say(view.Branches.SelectMany(branch => branch.Claims)));
        Assert.Equal(expected.Length > 0 ? 1 : 0, view.Branches.Count);
    }

    [Fact]
    public void The_base_comes_first_then_what_was_changed_last()
    {
        var view = Read(
            Other("old", Header + "| 1001 | A | Ada | Draft |\n") with
            {
                Date = new(2026, 1, 1),
            },
            Other("b", Header + "| 1002 | B | Ada | Draft |\n") with
            {
                Date = new(2026, 1, 9),
            },
            Other("main", Header + "| 1003 | C | Ada | Draft |\n") with
            {
                Role = BranchRole.Base,
                Date = new(2025, 1, 1),
            },
            Other("a", Header + "| 1004 | D | Ada | Draft |\n") with
            {
                Date = new(2026, 1, 9),
            },
            Other("own", Header + "| 1005 | E | Ada | Draft |\n") with
            {
                Role = BranchRole.Own,
            },
            Other("merged", Header + "| 1006 | F | Ada | Draft |\n") with
            {
                Role = BranchRole.Merged,
            },
            Other("examples", Header + "| 9999 | G | Ada | Draft |\n") with
            {
                Role = BranchRole.Merged,
            },
            Other("empty", null)
        );
        Assert.Equal(["main", "a", "b", "old"], view.Branches.Select(branch => branch.Name));
        Assert.Equal([true, false, false, false], view.Branches.Select(branch => branch.IsBase));
        Assert.Equal((8, 1006), (view.Count, view.Highest?.Value));
        Assert.True(view.Has(new(1004)));
        Assert.False(view.Has(new(1005)));
    }

    [Fact]
    public void Nothing_is_known_of_no_branches() => Assert.Equal(BranchView.None, Read());

    [Fact]
    public void The_base_has_what_it_has_by_now_and_what_it_had_when_the_branch_left_it()
    {
        var main = Other("origin/main", Header + "| 1001 | Lamps | Ada | Accepted |\n| 1002 | Tides | Min | Draft |\n") with
        {
            Role = BranchRole.Base,
            Fork = new(Header + "| 1001 | Lamps | Ada | Draft |\n", []),
        };
        var known = Read([main], ["BEP-1003-c.md", "BEP-1001-a.md", "BEP-1002-b.md"]).Base!;
        Assert.Equal(("origin/main", true), (known.Name, known.IsForkKnown));
        Assert.Equal("1001 Lamps (Ada), 1002 Tides (Min)", Say(known.Claims));
        Assert.Equal(["Draft"], known.Rows.Select(row => row.Status));
        // Wherever it stands among them.
        foreach (var path in new[] { "BEP-1001-a.md", "BEP-1002-b.md", "BEP-1003-c.md" })
            Assert.Equal(path, known.Find(path)?.Path);
        foreach (var path in new[] { "BEP-1000.md", "BEP-1001-b.md", "BEP-1002-c.md", "BEP-1004.md" })
            Assert.Null(known.Find(path));

        known = Read([main with { Fork = null }], []).Base!;
        Assert.False(known.IsForkKnown);
        Assert.Empty(known.Rows);
        Assert.Null(known.Find("BEP-1001-a.md"));
    }

    [Fact]
    public void Rivals_are_other_proposals_that_will_come()
    {
        var view = Read(
            Other("main", Header + "| 1005 | Fog Horn Signals | Min | Draft |\n") with
            {
                Role = BranchRole.Base,
            },
            Other("mine", Header + "| 1001 | Lamps | Ada | Draft |\n"),
            Other("reworded", Header + "| 1001 | Lamps of Ships | Ada | Draft |\n"),
            Other("rival", Header + "| 1001 | Storms | Min | Draft |\n| 1002 | Lamps | Ada | Draft |\n"),
            // The base has it under another number by now.
            Other("renumbered", Header + "| 1001 | Fog Horn Signals | Min | Draft |\n")
        );
        var convention = Convention.Default;
        Assert.Equal(["rival"], view.ConflictsWith(new(new(1001), "Lamps", "Ada", null), convention).Select(rival => rival.Branch.Name));
        Assert.Equal(
            ["1001 Storms (Min)"],
            view.ConflictsWith(new(new(1001), "Lamps", "Ada", null), convention).Select(rival => Say([rival.Claim]))
        );
        Assert.Empty(view.ConflictsWith(new(new(1003), "Lamps", "Ada", null), convention));
    }

    [Fact]
    public void What_only_says_how_it_came_about_is_not_of_the_essence()
    {
        var view = Read(Other("main", Header + "| 1001 | A | Ada | Draft |\n") with { Role = BranchRole.Base });
        var same = view with
        {
            Count = 9,
            HasRemote = true,
            LastFetch = DateTimeOffset.UnixEpoch,
            Problem = $"a problem",
            Base = view.Base! with { Commit = "abc" },
        };
        Assert.NotEqual(view, same);
        Assert.Equal(BranchView.None, (BranchView.None with { Count = 3 }).WithoutMetadata);
        Assert.Equal(view.WithoutMetadata, same.WithoutMetadata);
        Assert.NotEqual(view.WithoutMetadata, (view with { Current = "docs" }).WithoutMetadata);
        Assert.NotEqual(view.WithoutMetadata, (view with { Base = view.Base! with { HasNewCommits = true } }).WithoutMetadata);
    }

    private static BranchState Other(string name, string? registry, params ImmutableArray<string> paths) =>
        new(name, "Min Seo", new(2026, 1, 10), BranchRole.Other, new(registry, paths), Fork: null);

    private static BranchView Read(params ImmutableArray<BranchState> states) => Read(states, []);

    private static BranchView Read(ImmutableArray<BranchState> states, string[] documents)
    {
        var series = Fixture.Read("-- README.md --\n-- BEP-0000-template.md --\n").ToSeries();
        return BranchReader.Read(
            series,
            states,
            documents.Select(path => BaselineDocument.Of(Fixture.Read($"-- {path} --\n").ToSeries().Find(path)!))
        );
    }

    private static ImmutableArray<NumberClaim> Claims(string registry, params ImmutableArray<string> paths) =>
        Claims("a", Read(Other("a", registry, paths)));

    private static ImmutableArray<NumberClaim> Claims(string branch, BranchView view) =>
        [.. view.Branches.Where(one => one.Name == branch).SelectMany(one => one.Claims)];

    private static string Say(IEnumerable<NumberClaim> claims) =>
        string.Join(
            ", ",
            claims.Select(claim =>
                $"{claim.Number}{(claim.Title is null ? "" : $" {claim.Title}")}{(claim.Author is null ? "" : $" ({claim.Author})")}{(claim.Path is null ? "" : $" at {claim.Path}")}"
            )
        );
}
