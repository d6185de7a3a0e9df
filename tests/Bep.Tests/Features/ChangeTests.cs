using Bep.Analysis.Changes;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Tests.Features;

/// <summary>What a branch does to proposals, and how that is titled, judged, completed and explained in the message of a commit.</summary>
public sealed class ChangeTests
{
    private const string Hours = "-- BEP-1001-quiet-hours.md --\n",
        Shift = "-- BEP-1002-night-shift.md --\n";

    // Titles

    [Theory]
    [InlineData("BEP-1002 (new): Night Shift", Draft, Draft, Shift + "# BEP-1002: Night Shift")]
    [InlineData("BEP-1001 (update): Quiet Hours", Draft, Draft + "\nMore.")]
    [InlineData("BEP-1001 (update): Add Oil", Draft, Draft + "\n## Oil\n\nLess.\n\n### Whale\n\nNone.")]
    [InlineData("BEP-1001 (update): Add Oil and Wicks", Draft, Draft + "\n## Oil\n\nLess.\n\n## Wicks\n\nMore.")]
    [InlineData("BEP-1001 (update): Add Oil, Wicks and 2 more", Draft, Draft + "\n## Oil\n\n## Wicks\n\n## Glass\n\n## Rails")]
    [InlineData("BEP-1001 (update): Retitle to Silent Hours", Draft, "---\nStatus: Draft\n---\n# BEP-1001: Silent Hours")]
    [InlineData("BEP-1001 (revise): Add Oil", Accepted, Accepted + "\n## Oil\n\nLess.")]
    [InlineData("BEP-1001 (accept): Planned for 26.9.0", Draft, "---\nStatus: Accepted\nTarget-Version: 26.9.0\n---\n# Quiet Hours")]
    [InlineData("BEP-1001 (accept): Quiet Hours", Draft, Accepted)]
    [InlineData("BEP-1001 (reject): Decided to drop Quiet Hours", Draft, "---\nStatus: Rejected\n---\n# Quiet Hours")]
    [InlineData(
        "BEP-1001 (update): Implemented in 26.9.1",
        Accepted,
        "---\nStatus: Implemented\nImplemented-Version: 26.9.1\n---\n# Quiet Hours"
    )]
    [InlineData(
        "BEP-1001 (update): Superseded by BEP-1002",
        Accepted,
        "---\nStatus: Superseded\nSuperseded-By: BEP-1002\n---\n# Quiet Hours"
    )]
    [InlineData("BEP-1001 (revise): Quiet Hours", Accepted, Draft)]
    [InlineData(
        "BEP-1002 (new), BEP-1001 (accept): Night Shift; Planned for 26.9.0",
        Draft,
        "---\nStatus: Accepted\nTarget-Version: 26.9.0\n---\n# Quiet Hours",
        Shift + "# Night Shift"
    )]
    [InlineData(
        "BEP-1002, BEP-1003 (new), BEP-1001 (update): Night Shift; Fog Horn; Add Oil",
        Draft,
        Draft + "\n## Oil\n\nLess.",
        Shift + "# Night Shift\n-- BEP-1003-fog-horn.md --\n# Fog Horn"
    )]
    [InlineData(
        "BEP-1002, BEP-1003, BEP-1004 (new) and 1 more: Night Shift; Fog Horn; Buoys",
        Draft,
        Draft + "\nMore.",
        Shift + "# Night Shift\n-- BEP-1003-fog-horn.md --\n# Fog Horn\n-- BEP-1004-buoys.md --\n# Buoys"
    )]
    [InlineData("BEP-1001 (update): Add The Lamp", Draft, Draft, "-- BEP-1001/lamp.md --\n# The Lamp")]
    [InlineData(null, Draft, Draft)]
    [InlineData(null, Draft, Draft, "-- BEP-XXXX-later.md --\n# Later")]
    public void A_change_is_titled_by_what_it_does(string? expected, string before, string now, string others = "") =>
        Titled($"{Hours}{now}\n{others}\n-- main:BEP-1001-quiet-hours.md --\n{before}\n", expected);

    [Fact]
    public void A_reservation_is_a_new_proposal_and_a_row_by_itself_is_corrected()
    {
        const string table = "| Number | Title | Author | Status |\n|--|--|--|--|\n| 1001 | Quiet Hours | - | Draft |\n";
        Titled(
            $"-- README.md --\n{table}| 1002 | Night Shift | - | Draft |\n| _next_ | _(reserve your number here)_ | | |\n-- main:README.md --\n{table}",
            "BEP-1002 (new): Night Shift"
        );
        Titled(
            $"-- README.md --\n{table.Replace("| - |", "| Ada Park |", StringComparison.Ordinal)}-- main:README.md --\n{table}",
            "BEP-1001 (update): Correct the registry"
        );
        Titled($"-- README.md --\n{table}-- main:README.md --\n{table}", null);
    }

    [Fact]
    public void A_renamed_and_a_renumbered_file_are_the_proposal_that_they_were()
    {
        Titled($"-- BEP-1001-silence.md --\n{Draft}\n-- main:BEP-1001-quiet-hours.md --\n{Draft}\n", "BEP-1001 (update): Rename the file");
        Titled(
            $"-- BEP-1005-quiet-hours.md --\n{Draft}\n-- main:BEP-1001-quiet-hours.md --\n{Draft}\n",
            "BEP-1005 (update): Renumber BEP-1001"
        );
    }

    [Theory]
    [InlineData("docs/BA-7050-bep-1002-night-shift", "", "docs(BA-7050): add BEP-1002 Night Shift")]
    [InlineData("night-shift", "", "docs: add BEP-1002 Night Shift")]
    [InlineData("docs/BEP-1002", "", "docs: add BEP-1002 Night Shift")]
    [InlineData("ba-7050", "", "docs: add BEP-1002 Night Shift")]
    [InlineData("ba-7050", "trackers: { BA: \"https://issues.example.com/{key}\" }\n", "docs(BA-7050): add BEP-1002 Night Shift")]
    [InlineData("UTF-8-names", "trackers: { BA: \"https://issues.example.com/{key}\" }\n", "docs: add BEP-1002 Night Shift")]
    [InlineData(null, "change-verbs: { new: propose }\n", "docs: propose BEP-1002 Night Shift")]
    public void A_conventional_commit_names_the_issue_of_the_branch(string? branch, string configuration, string expected)
    {
        var series = Fixture
            .Read($"-- .bep.yaml --\n{configuration}change-titles: conventional\n{Shift}# Night Shift\n-- main:README.md --\n")
            .ToSeries();
        series = series.With(series.ExternalFacts with { Branches = series.ExternalFacts.Branches with { Current = branch } });
        Assert.Equal(expected, TitleWriter.Write(series, ChangeFinder.In(series)!.Value));
    }

    [Fact]
    public void Conventional_commits_join_what_several_changes_do()
    {
        const string accepted = "---\nStatus: Accepted\nTarget-Version: 26.9.0\n---\n# Quiet Hours\n";
        Titled(
            $"-- .bep.yaml --\nchange-titles: conventional\n{Hours}{accepted}{Shift}# Night Shift\n-- main:BEP-1001-quiet-hours.md --\n{Draft}\n",
            "docs: add BEP-1002 Night Shift, accept BEP-1001 for 26.9.0"
        );
        Titled(
            $"-- .bep.yaml --\nchange-titles: conventional\n{Hours}{Draft}\n## Oil\n-- main:BEP-1001-quiet-hours.md --\n{Draft}\n",
            "docs: update BEP-1001: Add Oil"
        );
    }

    [Fact]
    public void Every_title_that_is_written_is_one_that_is_not_found_fault_with()
    {
        foreach (var form in ChangeForm.All)
        {
            foreach (var kind in Enum.GetValues<ChangeKind>())
            {
                var series = Fixture
                    .Read(
                        $"-- .bep.yaml --\nchange-titles: {form.Name}\n{Hours}---\nStatus: Accepted\nTarget-Version: 26.9.0\nImplemented-Version: 26.9.1\nSuperseded-By: BEP-1002\n---\n# Quiet *Hours*\n{Shift}# Night Shift\n"
                    )
                    .ToSeries();
                var (one, two) = (ChangeFinder.Of(series, new(1001), kind), ChangeFinder.Of(series, new(1002), ChangeKind.New));
                Assert.Equal([], Faults(series, TitleWriter.Write(series, [one])));
                Assert.Equal([], Faults(series, TitleWriter.Write(series, [two, one])));
                Assert.NotEmpty(WrittenTitle.Read(series.Convention, TitleWriter.Write(series, [two, one, one, one]))!.Parts);
            }
        }
    }

    // Judgement, beyond the rule's examples

    [Theory]
    [InlineData("")]
    [InlineData("\n\n# BEP-1001: a comment\n")]
    [InlineData("Fix BEP-1001: a typo")]
    [InlineData("bep-1001: a typo")]
    [InlineData("BEPs are titled")]
    [InlineData("fixup! BEP-1001: a typo")]
    [InlineData("Merge BEP-1001: a typo")]
    [InlineData("Revert \"BEP-1001: a typo\"")]
    [InlineData("BEP-1001 (update): A typo (#12)")]
    [InlineData("BEP-1001, BEP-1002 (update): Typos")]
    [InlineData("BEP-1001 (accept), BEP-1002 (reject): Planned for 25.9 LTS")]
    [InlineData("BEP-1001 (new): A draft of QUIET, hours.")]
    [InlineData("BEP-9999 (update): An example")]
    [InlineData("Typos\n\nBEP-1001: is in the text")]
    [InlineData("# ------------------------ >8 ------------------------\nBEP-1001: diff")]
    public void Titles_of_the_form_and_other_messages_are_fine(string message) => Assert.Equal([], Faults(Two(), message));

    [Theory]
    [InlineData("BEP-1001", "BEP-1001")]
    [InlineData("BEP-1001 (update)", "BEP-1001 (update)", "BEP-1001 (update): Quiet Hours")]
    [InlineData("BEP-1001 (update) Typos", "BEP-1001 (update) Typos", "BEP-1001 (update): Typos")]
    [InlineData("BEP-1001 [Update] Typos", "BEP-1001 [Update] Typos", "BEP-1001 (update): Typos")]
    [InlineData("BEP-1001 update: Typos", "BEP-1001 update: Typos", "BEP-1001 (update): Typos")]
    [InlineData("BEP-1001(update): Typos", "BEP-1001(update): Typos", "BEP-1001 (update): Typos")]
    [InlineData("BEP-XXXX (new): Quiet Hours", "BEP-XXXX (new): Quiet Hours")]
    [InlineData("BEP-1001 (Update): Typos", "Update", "BEP-1001 (update): Typos")]
    [InlineData("BEP-1001 (frobnicate): Typos", "frobnicate")]
    [InlineData("BEP-1001 (accept): Soon", "Soon")]
    [InlineData("BEP-1010 (update): Typos", "BEP-1010", "BEP-1001 (update): Typos")]
    [InlineData("BEP-1001, BEP-1002 (new): Quiet hours", "Quiet hours")]
    [InlineData("\n# x\nBEP-1001 (new): Draft\r\n\r\nText", "Draft", "BEP-1001 (new): Quiet Hours")]
    public void What_is_wrong_with_a_title_is_found_with_what_it_should_be(string message, string found, string? first = null)
    {
        var series = WithMessage(Two(), message);
        var finding = Assert.Single(RuleBook.Default.Check(series.Find(Message)!, series));
        Assert.Equal(found, series.Find(Message)!.Text.Slice(finding.Span));
        Assert.Equal(first is null ? null : $"Change to `{first}`", finding.Fixes.FirstOrDefault()?.Title.ToString());
    }

    [Theory]
    [InlineData("docs: update BEP-1001: typos", null)]
    [InlineData("docs(BA-1): Add BEP-1001 to the index", null)]
    [InlineData("docs!: describe BEP-1001", null)]
    [InlineData("docs: say what BEP-4711 is", null)]
    [InlineData("feat(lamps): add BEP-4711", null)]
    [InlineData("BEP-1001: x", null)]
    [InlineData("docs: udpate BEP-1001: typos", "udpate")]
    [InlineData("docs: update BEP-1010: typos", "BEP-1010")]
    [InlineData("docs: accept BEP-1001 and update BEP-1002", "BEP-1001")]
    [InlineData("docs: accept BEP-1001 for 26.9.0, update BEP-1002", null)]
    public void Conventional_commits_are_judged_where_they_are_about_a_proposal(string message, string? found)
    {
        var series = WithMessage(Two("-- .bep.yaml --\nchange-titles: conventional\n"), message);
        var findings = RuleBook.Default.Check(series.Find(Message)!, series);
        Assert.Equal(found is null ? [] : [found], findings.Select(finding => series.Find(Message)!.Text.Slice(finding.Span)));
    }

    [Theory]
    [InlineData("update", Draft, null, false)]
    [InlineData("update", Draft, null, true)]
    [InlineData("new", Draft, Draft, false)]
    [InlineData("new", Draft, Draft, true)]
    [InlineData("accept", Draft, Draft, true)]
    [InlineData("revise", Draft, Draft, false)]
    [InlineData("revise", Accepted, Draft, true)]
    [InlineData("accept", Accepted, null, false)]
    [InlineData("reject", Accepted, null, false)]
    public void A_verb_is_compared_with_all_that_a_branch_does_unless_it_has_begun(string verb, string now, string? before, bool hasCommits)
    {
        var was = before is null ? "-- main:README.md --\n" : $"-- main:BEP-1001-quiet-hours.md --\n{before}\n";
        var series = Fixture.Read($"{Hours}{now}\n\nMore.\n{was}").ToSeries();
        var view = series.ExternalFacts.Branches;
        series = series.With(series.ExternalFacts with { Branches = view with { Base = view.Base! with { HasNewCommits = hasCommits } } });
        var expected = (verb, now, before, hasCommits) switch
        {
            ("update", _, null, true) or ("revise", Accepted, Draft, true) or ("accept", Accepted, null, _) => Array.Empty<string>(),
            ("update", _, null, false) => ["BEP-1001 is new; the verb is `new`."],
            ("reject", _, _, _) => ["BEP-1001 is new; the verb is `new`."],
            ("new", _, _, _) => ["BEP-1001 was there before; the verb is `update`."],
            _ => ["BEP-1001 is still Draft; the verb is `update`."],
        };
        Assert.Equal(expected, Faults(series, $"BEP-1001 ({verb}): Quiet Hours, 26.9.0"));
    }

    [Fact]
    public void Only_titles_are_looked_for_in_messages_and_messages_are_no_part_of_the_series()
    {
        var series = WithMessage(Two(), "BEP-4711, bep 1001, [x](gone.md)\n\n# A\n");
        Assert.Equal(["change-title"], RuleBook.Default.Check(series.Find(Message)!, series).Select(finding => finding.Rule.Name));
        Assert.DoesNotContain(Message, series.Files.Paths);
        Assert.DoesNotContain(Message, series.ReferrersOf(new ProposalNumber(1001)));
        Assert.Null(series.Without(Message).Find(Message));
        var off = Fixture
            .Read($"-- .bep.yaml --\nrules: {{ change-title: off }}\n{Hours}# Quiet Hours\n-- {Message} --\nBEP-1001: x\n")
            .ToSeries();
        Assert.Empty(RuleBook.Default.Check(off.Find(Message)!, off));
    }

    [Fact]
    public void A_message_is_looked_at_again_when_what_it_is_about_changes()
    {
        var before = WithMessage(Two(), "BEP-1001 (new): Quiet Hours");
        var after = before.With(DocumentParser.Parse("BEP-1001-quiet-hours.md", new("# Silence"), "", before.BaseConvention));
        Assert.Contains(Message, Affected.Between(before, after, ["BEP-1001-quiet-hours.md"]));
        Rules.Invariants.AffectedSuffices(before, after, ["BEP-1001-quiet-hours.md"], "retitled");
    }

    // Completion and hover

    private const string Branch = $"-- main:BEP-1001-quiet-hours.md --\n{Draft}\n";
    private const string Changed =
        $"{Hours}---\nStatus: Accepted\nTarget-Version: 26.9.0\n---\n# Quiet Hours\n{Shift}# Night Shift\n-- {Message} --\n";

    [Fact]
    public void The_fitting_title_comes_first()
    {
        Expect.CompletionLabels(
            $"{Changed}$0\n\n# Comment\n{Branch}",
            "BEP-1002 (new), BEP-1001 (accept): Night Shift; Planned for 26.9.0",
            "BEP-1002 (new): Night Shift",
            "BEP-1001 (accept): Planned for 26.9.0"
        );
        Expect.CompletionLabels($"{Changed}BEP-1001$0\n{Branch}", "BEP-1001 (accept): Planned for 26.9.0", "BEP-1001 Quiet Hours");
        Expect.Completed($"{Changed}BEP-10$0 x\n{Branch}", "BEP-1002 (new): Night Shift", "BEP-1002 (new): Night Shift");
        Expect.CompletionLabels($"{Changed}Fix $0\n{Branch}");
        Expect.CompletionLabels($"{Changed}Fix\n\nAs BEP-1002$0\n{Branch}", "BEP-1002 Night Shift");
        Expect.CompletionLabels($"{Changed}# BEP-$0\n{Branch}");
    }

    [Fact]
    public void Verbs_are_offered_between_the_brackets()
    {
        Expect.CompletionLabels($"{Changed}BEP-1001 ($0\n{Branch}", "accept", "new", "reject", "update", "revise");
        Expect.Completed($"{Changed}BEP-1001 ($0)\n{Branch}", "accept", "BEP-1001 (accept): Planned for 26.9.0");
        Expect.Completed($"{Changed}BEP-1002 (n$0\n{Branch}", "new", "BEP-1002 (new): Night Shift");
        Expect.Completed($"{Changed}BEP-1001 (u$0pd): Typos\n{Branch}", "revise", "BEP-1001 (revise): Typos");
        Expect.CompletionLabels(
            $"-- .bep.yaml --\nchange-titles: conventional\n{Changed}docs: $0\n{Branch}",
            "add",
            "accept",
            "reject",
            "update",
            "revise"
        );
    }

    [Fact]
    public void Verbs_and_numbers_are_explained()
    {
        Expect.Hover(
            $"{Changed}BEP-1001 (upd$0ate): x\n{Branch}",
            "**update**: A draft is changed, with a summary of the change.\n\nHere: BEP-1001 (accept): Planned for 26.9.0"
        );
        Expect.Hover($"{Changed}BEP-1001 (up$0): x\n{Branch}", "Here: BEP-1001 (accept): Planned for 26.9.0");
        Expect.Hover($"{Changed}BEP-10$002 (new): x\n{Branch}", "**BEP-1002** Night Shift");
        Expect.Hover($"{Changed}BEP-1002 (new): x$0\n{Branch}", null);
    }

    [Fact]
    public void Every_feature_answers_in_every_prefix_of_a_message()
    {
        const string text =
            "BEP-1001, BEP-1002 (new) and 2 more: Quiet\n\n# x\nBEP-1003\n# ------------------------ >8 ------------------------\nBEP-1";
        foreach (var form in ChangeForm.All)
        {
            var series = Two($"-- .bep.yaml --\nchange-titles: {form.Name}\n");
            for (var length = 0; length <= text.Length; length++)
            {
                var with = WithMessage(series, (form.Type is null ? "" : "docs(BA-1): add ") + text[..length]);
                var message = with.Find(Message)!;
                Analysis.Features.Completion.At(with, message, message.Text.Length, editorReadsMarkdown: false);
                Analysis.Features.Hover.At(with, message, message.Text.Length);
                foreach (var finding in RuleBook.Default.Check(message, with))
                    Assert.True(new TextSpan(0, message.Text.Length).Contains(finding.Span));
            }
        }
    }

    [Fact]
    public void Nothing_is_shown_between_the_words_of_a_message()
    {
        var with = WithMessage(Fixture.Read($"{Hours}{Accepted}\n{Shift}See BEP-1001.\n").ToSeries(), "See BEP-1001.\n");
        Assert.Equal((1, 0), (HintsIn(with.Find("BEP-1002-night-shift.md")!), HintsIn(with.Find(Message)!)));

        int HintsIn(Document document) => Analysis.Features.InlayHints.In(with, document, new(0, document.Text.Length)).Count();
    }

    private const string Draft = "---\nStatus: Draft\n---\n# Quiet Hours";
    private const string Accepted = "---\nStatus: Accepted\n---\n# Quiet Hours";
    private const string Message = ".git/COMMIT_EDITMSG";

    private static void Titled(string notation, string? expected)
    {
        var series = Fixture.Read(notation).ToSeries();
        Assert.Equal(expected, ChangeFinder.In(series) is { IsEmpty: false } changes ? TitleWriter.Write(series, changes) : null);
        Assert.NotNull(ChangeFinder.In(series));
        if (expected is not null && !expected.Contains("(accept): Quiet", StringComparison.Ordinal))
            Assert.Equal([], Faults(series, expected));
    }

    private static Series Two(string before = "") => Fixture.Read($"{before}{Hours}# Quiet Hours\n{Shift}# Night Shift\n").ToSeries();

    private static Series WithMessage(Series series, string message) =>
        series.With(DocumentParser.Parse(Message, new(message), series.Folder, series.BaseConvention));

    private static string[] Faults(Series series, string message)
    {
        var with = WithMessage(series, message);
        return [.. RuleBook.Default.Check(with.Find(Message)!, with).Select(finding => finding.Message.ToString())];
    }
}
