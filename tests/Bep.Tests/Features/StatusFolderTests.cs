using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Features;

/// <summary>Folders that mean statuses: a proposal moves with its status, and where it has no field, the folder is its status.</summary>
public sealed class StatusFolderTests
{
    private static readonly (string Status, string Folder)[] s_statuses =
    [
        ("Draft", "active"),
        ("Accepted", "active"),
        ("Rejected", "archived"),
        ("Withdrawn", "archived"),
        ("Parked", ""),
        ("Open", "?"),
    ];

    public static TheoryData<string, string, string> Pairs()
    {
        var pairs = new TheoryData<string, string, string>();
        foreach (var form in (string[])["{number}-{slug}.md", "{number}-{slug}/README.md"])
        foreach (var (from, _) in s_statuses)
        foreach (var (to, _) in s_statuses.Where(other => other.Status != from))
            pairs.Add(form, from, to);
        return pairs;
    }

    // A proposal with links to all that there is, and all that there is with links to it.
    private static Series Records(string form, string status)
    {
        var own = s_statuses.First(one => one.Status == status).Folder is not "?" and var folder ? folder : "active";
        return Fixture
            .Read(
                $"""
                -- .bep.yaml --
                folder: docs
                prefix: ADR
                file-names: ["active/{form}", "archived/{form}", "{form}"]
                first-number: 1
                registry: docs/README.md
                next-row: none
                template: none
                field-names: {"{ status: status }"}
                statuses: [Draft, Accepted, Rejected, Withdrawn, Parked, Open]
                status-folders: {"{ Draft: active, Accepted: active/, Rejected: archived, Withdrawn: archived, Parked: . }"}
                -- docs/README.md --
                # Records

                | Number | Title | Status |
                |--------|-------|--------|
                | [0001]({Path(own, 1, "lamps")}) | Lamps | {status} |
                | [0002]({Path("active", 2, "oil")}) | Oil | Draft |
                | [0003]({Path("archived", 3, "ropes")}) | Ropes | Rejected |
                | [0004]({Path("", 4, "bells")}) | Bells | Parked |
                -- docs/{Path(own, 1, "lamps")} --
                ---
                status: {status}
                ---

                # Lamps

                [Oil]({From(own, "active", 2, "oil")}), [Ropes]({From(own, "archived", 3, "ropes")}#ropes), [Bells]({From(
                    own,
                    "",
                    4,
                    "bells"
                )}),
                [Lamps](#lamps), [the list]({Up(own)}README.md) and ADR-0002.

                [later]: {From(own, "active", 2, "oil")}
                -- docs/{Path("active", 2, "oil")} --
                ---
                status: Draft
                ---

                # Oil

                After [Lamps]({From("active", own, 1, "lamps")}#lamps).
                -- docs/{Path("archived", 3, "ropes")} --
                ---
                status: Rejected
                ---

                # Ropes

                After [Lamps]({From("archived", own, 1, "lamps")}).
                -- docs/{Path("", 4, "bells")} --
                ---
                status: Parked
                ---

                # Bells

                After <a href="{From("", own, 1, "lamps")}">Lamps</a>.
                -- notes.md --
                # Notes
                """
            )
            .ToSeries();

        string Path(string folder, int number, string slug) =>
            (folder.Length == 0 ? "" : $"{folder}/") + form.Replace("{number}", $"{number:D4}").Replace("{slug}", slug);

        string Up(string folder) => string.Concat(Enumerable.Repeat("../", (folder.Length == 0 ? 0 : 1) + form.Count(c => c == '/')));

        string From(string folder, string other, int number, string slug) =>
            folder == other && !form.Contains('/') ? Path("", number, slug)
            : folder == other ? "../" + Path("", number, slug)
            : Up(folder) + Path(other, number, slug);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void With_its_status_a_proposal_moves_and_every_link_leads_where_it_led(string form, string from, string to)
    {
        var before = Records(form, from);
        Assert.Empty(Wrong(before));
        var document = before.DocumentOf(new(1))!;
        var (change, refusal) = StatusChange.To(before, document, to, default);
        Assert.Null(refusal);
        // Texts first, under the names that they have, then one name for a file, or for the folder that is its own.
        var renames = change!.Files.OfType<FileChange.Rename>().ToList();
        Assert.Equal(change.Files.Skip(change.Files.Length - renames.Count), renames);
        var after = before.Apply(change);
        Assert.Empty(Wrong(after));
        var now = after.DocumentOf(new(1))!;
        var folder = s_statuses.First(one => one.Status == to).Folder;
        Assert.Equal(
            folder == "?" ? before.Convention.CommonFolder("docs", document.Path) : folder,
            after.Convention.CommonFolder("docs", now.Path)
        );
        Assert.Equal(renames.Count == 0, now.Path == document.Path);
        Assert.InRange(renames.Count, 0, 1);
        Assert.Equal(to, now.Facts[FieldRole.Status]);
        Assert.Equal([to], after.RowsOf(new(1)).Select(row => row.Status!.Bare));
        Assert.Equal(Targets(before, document.Path), Targets(after, now.Path));

        // And back, but where nothing says where an open one was.
        if (from == "Open")
            return;
        var again = after.Apply(StatusChange.To(after, now, from, default).Value!);
        Assert.Empty(Wrong(again));
        Assert.Equal(before.DocumentOf(new(1))!.Path, again.DocumentOf(new(1))!.Path);
        Assert.Equal(Targets(before, document.Path), Targets(again, document.Path));
    }

    private static IEnumerable<string> Wrong(Series series) =>
        RuleBook
            .Default.CheckAll(series)
            .Where(finding =>
                finding.Rule.Name
                    is "broken-link"
                        or "broken-anchor"
                        or "status-folder"
                        or "broken-registry-link"
                        or "registry-status-mismatch"
                        or "file-name"
                        or "invalid-configuration"
            )
            .Select(finding => $"{finding.Path}: {finding.Message}");

    // Where each link leads, whatever the proposal is called.
    private static List<string> Targets(Series series, string path) =>
        [
            .. from document in series.Documents.Values
            from link in document.Links
            let target = $"{document.Number}: {(link.Path == path ? "lamps" : link.Path)}#{link.Fragment}"
            orderby target
            select target,
        ];

    [Theory]
    [InlineData("{number}-{slug}.md")]
    [InlineData("{number}-{slug}/README.md")]
    public void Several_move_together(string form)
    {
        var before = Records(form, "Accepted");
        var (change, refusal) = StatusChange.To(before, [before.DocumentOf(new(1))!, before.DocumentOf(new(2))!], "Withdrawn", default);
        Assert.Null(refusal);
        var after = before.Apply(change!);
        Assert.Empty(Wrong(after));
        Assert.All((int[])[1, 2, 3], number => Assert.StartsWith("docs/archived/", after.PathOf(new(number))));
        // They lie beside each other again, and say so as before.
        Assert.Contains(form.Contains('/') ? "[Oil](../0002-oil/README.md)" : "[Oil](0002-oil.md)", after.DocumentOf(new(1))!.Text.Content);
    }

    [Fact]
    public void A_file_that_is_there_already_is_not_written_over()
    {
        var series = Records("{number}-{slug}.md", "Draft").WithFile("docs/archived/0001-lamps.md");
        var (change, refusal) = StatusChange.To(series, series.Find("docs/active/0001-lamps.md")!, "Rejected", default);
        Assert.Null(change);
        Assert.Equal("docs/archived/0001-lamps.md already exists.", refusal!.ToString());
    }

    [Fact]
    public void A_folder_of_its_name_beside_it_goes_with_it()
    {
        var series = Rules.Invariants.With(
            Records("{number}-{slug}.md", "Draft").WithFile("docs/active/0001-lamps").WithFile("docs/active/0001-lamps/wick.png"),
            "docs/active/0001-lamps.md",
            "---\nstatus: Draft\n---\n\n# Lamps\n\n![A wick](0001-lamps/wick.png)\n"
        );
        var change = StatusChange.To(series, series.Find("docs/active/0001-lamps.md")!, "Rejected", default).Value!;
        Assert.Equal(
            ["docs/archived/0001-lamps.md", "docs/archived/0001-lamps"],
            change.Files.OfType<FileChange.Rename>().Select(rename => rename.NewPath)
        );
        var after = series.Apply(change);
        Assert.True(after.Exists("docs/archived/0001-lamps/wick.png"));
        Assert.Contains("![A wick](0001-lamps/wick.png)", after.Find("docs/archived/0001-lamps.md")!.Text.Content);
    }

    private const string Bare = """
        -- .bep.yaml --
        prefix: ADR
        file-names: ["open/{number}-{slug}.md", "closed/{number}-{slug}.md"]
        first-number: 1
        registry: none
        template: none
        front-matter: none
        statuses: [Open, Closed]
        status-folders: { Open: open, Closed: closed }
        -- open/0001-lamps.md --
        # Lamps

        [Oil](../closed/0002-oil.md)
        -- closed/0002-oil.md --
        # Oil
        """;

    [Fact]
    public void Where_no_field_says_it_the_folder_is_the_status()
    {
        var series = Fixture.Read(Bare).ToSeries();
        Assert.Empty(RuleBook.Default.CheckAll(series));
        Assert.Equal(
            ["Open", "Closed"],
            series
                .Documents.Values.Where(document => document.Number is not null)
                .OrderBy(document => document.Name)
                .Select(document => document.Facts[FieldRole.Status])
        );
        Assert.Equal(["Open", "Closed"], ProposalList.Of(series).Select(proposal => proposal.Status));
        Assert.Equal(["Open → Closed"], CodeLenses.In(series, series.Find("open/0001-lamps.md")!).Select(lens => lens.Title.ToString()));
        var (change, refusal) = StatusChange.To(series, series.Find("open/0001-lamps.md")!, "Closed", default);
        Assert.Null(refusal);
        var after = series.Apply(change!);
        Assert.Equal("# Lamps\n\n[Oil](../closed/0002-oil.md)\n", after.Find("closed/0001-lamps.md")!.Text.Content);
    }

    [Fact]
    public void A_new_one_lies_in_the_folder_of_the_first_status()
    {
        var series = Fixture.Read(Bare.Replace("statuses: [Open, Closed]", "statuses: [Closed, Open]")).ToSeries();
        Assert.Equal("closed/0003-bells.md", NewProposal.Create(series, "Bells").Value!.Path);
    }

    [Fact]
    public void A_status_that_no_folder_says_needs_a_field()
    {
        var series = Fixture.Read(Bare.Replace("statuses: [Open, Closed]", "statuses: [Open, Closed, Parked]")).ToSeries();
        var (_, refusal) = StatusChange.To(series, series.Find("open/0001-lamps.md")!, "Parked", default);
        Assert.Equal("open/0001-lamps.md has no front matter to put a status into.", refusal!.ToString());
    }
}
