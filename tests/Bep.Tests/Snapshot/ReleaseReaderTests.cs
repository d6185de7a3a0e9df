using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Tests.Snapshot;

/// <summary>Which lines and commits name a proposal, by its number or by the key of its issue.</summary>
public sealed class ReleaseReaderTests
{
    private const string Trackers = "trackers:\n  BA: https://issues.example.org/browse/{key}\n  LAMP2: https://lamps.example.org/{key}\n";

    [Theory]
    [InlineData("yaml", "---\nStatus: Draft\nIssue: BA-77\n---\n# Hours\n")]
    [InlineData("yaml", "---\nStatus: Draft\nIssue: \"BA-77\" # not BA-78\n---\n# Hours\n")]
    [InlineData("yaml", "---\nStatus: Draft\nIssues: [BA-76, BA-77]\n---\n# Hours\n")]
    [InlineData("yaml", "---\nStatus: Draft\nIssues:\n  - BA-76\n  # - BA-78\n  - BA-77\n---\n# Hours\n")]
    [InlineData("yaml", "---\nStatus: Draft\nLinks:\n  issue: BA-77\n---\n# Hours\n")]
    [InlineData("yaml", "---\nStatus: Draft\nIssue: https://issues.example.org/browse/BA-77\n---\n# Hours\n")]
    [InlineData("preformatted", "<pre>\n  Status: Draft\n  Issue: BA-77\n</pre>\n\n# Hours\n")]
    [InlineData("fenced", "```\nStatus: Draft\nIssue: BA-77\n```\n\n# Hours\n")]
    [InlineData("list", "# Hours\n\n* Status: Draft\n* Issue: [BA-77](https://issues.example.org/browse/BA-77)\n")]
    [InlineData("list", "# Hours\n\n- **Status:** Draft\n- **Issues:**\n  - BA-76\n  - BA-77\n")]
    [InlineData("table", "# Hours\n\n| Field | Value |\n|--|--|\n| Status | Draft |\n| Issue | BA-77 |\n")]
    [InlineData("sections", "# Hours\n\nIssue: BA-77\n\n## Status\n\nDraft\n")]
    public void A_key_in_a_field_is_the_proposals_own_in_each_form_of_fields(string form, string text)
    {
        var series = Series($"front-matter: {form}\n{Trackers}", ("BEP-1001-hours.md", text));
        Assert.Equal(new ProposalNumber(1001), OwnKeys.Of(series).OwnerOf("BA-77"));
        Assert.Null(OwnKeys.Of(series).OwnerOf("BA-78"));
    }

    [Theory]
    // In running text, a heading, a comment.
    [InlineData("---\nStatus: Draft\n---\n# Hours\n\nBecause of BA-77.\n\n## BA-77\n")]
    [InlineData("---\n# Issue: BA-77\nStatus: Draft # BA-77\n---\n# Hours\n")]
    // No tracker has these letters.
    [InlineData("---\nStatus: Draft\nIssue: UTF-8, ba-77, XBA-77, X-BA-77, BA-77x, BA-\n---\n# Hours\n")]
    // A value that is not certain.
    [InlineData("---\nStatus: Draft\nIssue: [BA-77\n---\n# Hours\n")]
    // A number of a proposal, in a series that has a tracker of the same name.
    [InlineData("---\nStatus: Draft\nSuccessor: BEP-1002\n---\n# Hours\n")]
    // Longer than any issue's.
    [InlineData("---\nStatus: Draft\nIssue: BA-1234567890\n---\n# Hours\n")]
    public void Anything_else_is_not(string text) =>
        Assert.Empty(OwnKeys.Of(Series(Trackers + "  BEP: https://beps.example.org/{key}\n", ("BEP-1001-hours.md", text))).All);

    [Fact]
    public void A_key_of_two_proposals_or_of_the_template_names_none_whatever_their_status()
    {
        var series = Series(
            Trackers,
            ("BEP-0000-template.md", "---\nStatus: Draft\nIssue: BA-1000\n---\n# Title\n"),
            ("BEP-1001-hours.md", "---\nStatus: Draft\nIssue: BA-1000, BA-70, BA-71\n---\n# Hours\n"),
            ("BEP-1002-tides.md", "---\nStatus: Rejected\nEpic: BA-70\nIssue: BA-72, BA-73\n---\n# Tides\n"),
            ("BEP-XXXX-buoys.md", "---\nStatus: Draft\nIssue: BA-72\n---\n# Buoys\n"),
            ("notes.md", "---\nIssue: BA-73\n---\n# Notes\n")
        );
        Assert.Equal(["BA-71: 1001", "BA-73: 1002"], OwnKeys.Of(series).All.Select(one => $"{one.Key}: {one.Owner.Value}"));
    }

    [Fact]
    public void Who_owns_a_key_follows_every_change()
    {
        var series = Series(
            Trackers,
            ("BEP-1001-hours.md", "---\nIssue: BA-70\n---\n# Hours\n"),
            ("BEP-1002-tides.md", "---\nIssue: BA-71\n---\n# Tides\n")
        );
        Assert.Equal(["BA-70: 1001", "BA-71: 1002"], Owned());
        var before = series;
        Put("BEP-1001-hours.md", "---\nIssue: BA-70\nOther: x\n---\n# Hours of BA-71\n");
        Assert.True(series.HasTheKeysOf(before));
        Put("BEP-1002-tides.md", "---\nIssue: BA-70, BA-71\n---\n# Tides\n");
        Assert.False(series.HasTheKeysOf(before));
        Assert.Equal(["BA-71: 1002"], Owned());
        Put("BEP-1001-hours.md", "---\nIssue: LAMP2-3\n---\n# Hours\n");
        Assert.Equal(["BA-70: 1002", "BA-71: 1002", "LAMP2-3: 1001"], Owned());
        series = series.Without("BEP-1002-tides.md");
        Assert.Equal(["LAMP2-3: 1001"], Owned());
        Put(".bep.yaml", "prefix: BEP\n");
        Assert.Empty(Owned());

        void Put(string path, string text) =>
            series = series.With(DocumentParser.Parse(path, new SourceText(text), series.Folder, series.BaseConvention));

        IEnumerable<string> Owned() => OwnKeys.Of(series).All.Select(one => $"{one.Key}: {one.Owner.Value}");
    }

    [Fact]
    public void Of_more_keys_than_git_can_be_asked_for_those_of_the_newest_proposals_count_and_all_or_none_of_one()
    {
        var series = Series(
            Trackers,
            [
                (
                    "BEP-3999-many.md",
                    $"---\nIssues: {string.Join(", ", Enumerable.Range(5000, 3000).Select(i => $"BA-{i}"))}\n---\n# Many\n"
                ),
                .. Enumerable.Range(1001, 1500).Select(i => ($"BEP-{i - 1000 + 2000}-a.md", $"---\nIssue: BA-{i + 10_000}\n---\n# A\n")),
            ]
        );
        Assert.Equal(Enumerable.Range(2411, 1090), OwnKeys.Of(series).All.Select(one => one.Owner.Value).Order());
    }

    [Theory]
    [InlineData("# Lamps (BA-77)", 1)]
    [InlineData("x = 'BA-77'", 1)]
    [InlineData("BA-77: lamps, BA-77", 1)]
    [InlineData("# as BEP-1001 says (BA-77)", 1)]
    [InlineData("# BA-770, BA-7, BA-077", 0)]
    [InlineData("# XBA-77, X-BA-77, X_BA-77, BA-77x, BA-77_x, ba-77", 0)]
    [InlineData("# BA-12, BA-78, BA-1000", 0)]
    // Names, plans and remarks that silence, as with a number.
    [InlineData("# https://issues.example.org/browse/BA-77", 0)]
    [InlineData("# fix/BA-77-quiet-hours", 0)]
    [InlineData("# TODO: BA-77", 0)]
    [InlineData("# Off until BA-77 is there.", 0)]
    [InlineData("# Off until BA-77 is there, but see BEP-1001.", 1)]
    [InlineData("# BA-77, not yet BEP-1001", 0)]
    [InlineData("# BA-77; bep-ignore", 0)]
    public void A_line_that_has_a_key_counts_as_one_with_the_number_does(string line, int lines)
    {
        Assert.Equal(lines, Of(Mentions($"-- 25.12.0:src/lamp.py --\n{line}\n"))?.Lines ?? 0);
        // Neither tests nor documents nor foreign code are code that follows a proposal.
        foreach (var path in new[] { "tests/test_lamp.py", "src/lamp.test.js", "docs/lamp.md", "vendor/lamp.py" })
            Assert.Equal(0, Of(Mentions($"-- 25.12.0:{path} --\n{line}\n"))?.Lines ?? 0);
    }

    [Fact]
    public void The_first_place_has_the_key_where_the_number_does_not_stand_in_it()
    {
        var mentions = Mentions(
            """
            -- 25.12.0:CHANGELOG.md --
            * Lamps (BA-77)
            * Lamps (BEP-1001)
            -- 25.12.0:src/lamp.py --
            # LAMP2-3 and BA-77
            # BEP-1001
            -- 25.11.0:src/lamp.py --
            # BA-77
            """
        );
        Assert.Equal(
            new ProposalMentions(new(1001))
            {
                HasNumber = true,
                Lines = 2,
                First = new("src/lamp.py", 1) { Key = "LAMP2-3" },
                Since = "25.11.0",
                Changelog = new("CHANGELOG.md", 1) { Key = "BA-77" },
            },
            Of(mentions)
        );
        Assert.Null(Of(Mentions("-- 25.12.0:src/lamp.py --\n# BA-77 of BEP-1001\n"))!.First!.Key);
        Assert.False(Of(Mentions("-- 25.12.0:src/lamp.py --\n# BA-77\n"))!.HasNumber);
    }

    [Fact]
    public void Commits_count_once_by_number_or_key_where_they_change_more_than_the_series()
    {
        var series = Proposals();
        var mentions = ReleaseReader.WithCommits(
            series,
            ReleaseReader.Read(series, "25.12.0", []),
            [
                new(new(2026, 1, 3), "feat(BA-77): lamps (BEP-1001)", ["src/lamp.py"]),
                new(new(2026, 1, 2), "feat(BA-77): lamps", ["src/lamp.py"]),
                new(new(2026, 1, 1), "docs(BA-77): write it down", ["BEP-1001-hours.md"]),
                new(new(2026, 1, 1), "feat(BA-770): bells", ["src/bell.py"]),
            ]
        );
        Assert.Equal(
            new ProposalMentions(new(1001))
            {
                HasNumber = true,
                Commits = 2,
                FirstCommit = new(2026, 1, 2),
            },
            Of(mentions)
        );
    }

    [Fact]
    public void That_nothing_names_a_proposal_without_a_key_says_nothing_where_code_names_by_keys()
    {
        var keyed = Implemented(i => $"# BA-{i}\n");
        Assert.Equal((false, true), (keyed.AreUsual, keyed.AreUsualWithKeys));
        // BEP-1001 has a key, BEP-1002 none.
        Assert.Equal((true, false), (keyed.IsMissed(new(1001)), keyed.IsMissed(new(1002))));
        Assert.False((keyed with { IsCut = true }).IsMissed(new(1001)));
        var numbered = Implemented(i => $"# BEP-{i}\n");
        Assert.Equal((true, true), (numbered.IsMissed(new(1001)), numbered.IsMissed(new(1002))));
        var none = Implemented(_ => "");
        Assert.Equal((false, false), (none.IsMissed(new(1001)), none.IsMissed(new(1002))));
        Assert.False(keyed.IsMissed(new(2001)));

        static ReleasedMentions Implemented(Func<int, string> line) =>
            Read(
                string.Concat(
                    Enumerable.Range(2001, 4).Select(i => $"-- BEP-{i}-a.md --\n---\nStatus: Implemented\nIssue: BA-{i}\n---\n# A\n")
                ),
                string.Concat(Enumerable.Range(2001, 3).Select(i => $"-- 25.12.0:src/a{i}.py --\n{line(i)}"))
            );
    }

    private static Series Series(string configuration, params (string Path, string Text)[] documents) =>
        Fixture
            .Read($"-- .bep.yaml --\n{configuration}{string.Concat(documents.Select(one => $"-- {one.Path} --\n{one.Text}"))}")
            .ToSeries();

    private static Series Proposals(string more = "", string released = "") =>
        Fixture
            .Read(
                $"-- .bep.yaml --\n{Trackers}-- BEP-1001-hours.md --\n---\nStatus: Draft\nIssue: BA-77, LAMP2-3\n---\n# Hours\n\nBA-12\n"
                    + "-- BEP-1002-tides.md --\n---\nStatus: Draft\n---\n# Tides\n"
                    + more
                    + released
            )
            .ToSeries();

    private static ReleasedMentions Read(string more, string released) => Proposals(more, released).ExternalFacts.Mentions;

    private static ReleasedMentions Mentions(string released) => Read("", released);

    private static ProposalMentions? Of(ReleasedMentions mentions) => mentions.Of(new(1001));
}
