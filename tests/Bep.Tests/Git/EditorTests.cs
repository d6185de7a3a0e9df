using System.Text.Json.Nodes;
using Bep.Analysis.Text;
using Bep.Server.Protocol;
using Bep.Tests.Cli;
using Bep.Tests.Server;

namespace Bep.Tests.Git;

/// <summary>What an author at an editor sees of the repository, and does about it.</summary>
public sealed class EditorTests
{
    private const string Registry = "proposals/README.md",
        Hours = "proposals/BEP-1000-quiet-hours.md",
        Tides = "proposals/BEP-1001-tide-tables.md";

    // The race

    [Fact]
    public async Task Two_authors_take_one_number_and_one_quick_fix_mends_it()
    {
        using var origin = new TempRepository("--bare");
        using var ada = TempRepository.CloneWithSeries(origin);
        using var min = TempRepository.CloneOf(origin.Root);
        await using var first = await OpenAsync(ada);
        await using var second = await OpenAsync(min);
        await ProposeOnBranchAsync(ada, first, "Fog Horn");
        await ProposeOnBranchAsync(min, second, "Night Shift");

        // Once Min has fetched what was merged, Min's editor says so.
        ada.PushSquashed("fog-horn", "BEP-1002 (new): Fog Horn");
        min.Git("fetch", "--quiet");
        await second.FindsAsync(Of(min, Registry), "number-taken-on-branch");
        await second.FindsAsync(Of(min, "proposals/BEP-1002-night-shift.md"), "number-taken-on-branch");

        // Min rebases nevertheless.
        min.RebaseIntoConflict();
        second.Watched((Of(min, Registry), 2), (Of(min, "proposals/BEP-1002-fog-horn.md"), 1));
        await second.FindsAsync(Of(min, Registry), "registry-conflict");
        await ChooseFixAsync(second, min, "registry-conflict", "<<<<<<<", "Keep both; Night Shift becomes BEP-1003");
        min.ContinueRebase();
        await second.UntilAsync(() => second.Diagnostics.Values.All(found => found.Count == 0));
        Assert.Equal(0, Command.Run("check", min.Root, "--fail-on", "hint").Status);
        Assert.Equal(
            [
                "| [1002](BEP-1002-fog-horn.md) | Fog Horn | Ada Park | Draft |",
                "| [1003](BEP-1003-night-shift.md) | Night Shift | Min Seo | Draft |",
                "| _next_ | _(reserve your number here)_ | | |",
            ],
            min.Read(Registry).TrimEnd().Split('\n')[^3..]
        );
        Assert.Contains("# Night Shift", min.Read("proposals/BEP-1003-night-shift.md"));
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("diff3")]
    [InlineData("zdiff3")]
    public void Two_places_in_conflict_are_fixed_by_one_fix(string style)
    {
        using var repository = TempRepository.WithSeries();
        repository.Git("config", "merge.conflictStyle", style);
        foreach (var number in new[] { 1003, 1004, 1005, 1006 })
            Draft(repository, number, $"Lamp {number}");
        repository.Commit("Lamps");

        repository.Git("checkout", "--quiet", "-b", "mine");
        Draft(repository, 1002, "Bells", "| [1003]");
        Draft(repository, 1007, "Night Shift", body: "The [plan](BEP-1007/plan.md).\n");
        repository.Write("proposals/BEP-1007/plan.md", "# Plan\n\nOf BEP-1007.\n");
        repository.Write(Tides, repository.Read(Tides) + "\nBefore [BEP-1007](BEP-1007-night-shift.md).\n");
        repository.Commit("Mine");
        repository.Git("checkout", "--quiet", "main");
        Draft(repository, 1002, "Cranes", "| [1003]");
        Draft(repository, 1007, "Fog Horn");
        Draft(repository, 1008, "Storm Warnings");
        repository.Commit("Theirs");
        repository.Git("checkout", "--quiet", "mine");
        Assert.NotEqual(0, repository.TryGit("", "merge", "main").Status);
        Assert.Equal(2, repository.Read(Registry).Split("<<<<<<<").Length - 1);

        ApplyFix(repository, "registry-conflict");
        repository.Git("add", "--all");
        repository.Git("commit", "--quiet", "--no-edit");
        Assert.Equal(
            [
                "1000 Quiet Hours",
                "1001 Tide Tables",
                "1002 Cranes",
                "1003 Lamp 1003",
                "1004 Lamp 1004",
                "1005 Lamp 1005",
                "1006 Lamp 1006",
                "1007 Fog Horn",
                "1008 Storm Warnings",
                "1009 Bells",
                "1010 Night Shift",
            ],
            repository
                .Read(Registry)
                .Split('\n')
                .Where(line => line.StartsWith("| [", StringComparison.Ordinal))
                .Select(line => $"{line[3..7]} {line.Split('|')[2].Trim()}")
        );
        Assert.Equal("# Plan\n\nOf BEP-1010.\n", repository.Read("proposals/BEP-1010/plan.md"));
        Assert.Contains("[plan](BEP-1010/plan.md)", repository.Read("proposals/BEP-1010-night-shift.md"));
        Assert.Contains("[BEP-1010](BEP-1010-night-shift.md)", repository.Read(Tides));
        Assert.Equal(0, Command.Run("check", repository.Root).Status);
    }

    [Theory]
    [InlineData("fog-horn", "1002 Fog Horn", "1003 Night Shift")]
    [InlineData("night-shift", "1002 Night Shift", "1003 Fog Horn")]
    public void Of_two_that_the_base_does_not_have_the_one_that_a_remote_has_keeps_its_number(string pushed, string first, string second)
    {
        using var origin = new TempRepository("--bare");
        using var repository = TempRepository.CloneWithSeries(origin);
        foreach (var (branch, title) in new[] { ("fog-horn", "Fog Horn"), ("night-shift", "Night Shift") })
        {
            repository.Git("checkout", "--quiet", "-b", branch, "main");
            Draft(repository, 1002, title);
            repository.Commit(title);
        }

        repository.Git("push", "--quiet", "origin", pushed);
        Assert.NotEqual(0, repository.TryGit("", "merge", "fog-horn").Status);
        Assert.Equal($"Keep both; {second[5..]} becomes BEP-1003", ApplyFix(repository, "registry-conflict"));
        Assert.Equal(
            [first, second],
            repository
                .Read(Registry)
                .Split('\n')
                .Where(line => line.StartsWith("| [100", StringComparison.Ordinal))
                .Select(line => $"{line[3..7]} {line.Split('|')[2].Trim()}")
                .Skip(2)
        );
        repository.Git("add", "--all");
        repository.Git("commit", "--quiet", "--no-edit");
        // It has the other number as long as it is there.
        repository.Git("branch", "--quiet", "-D", "fog-horn");
        Assert.Equal("[]", Command.Run("check", repository.Root, "--format", "json").Json["findings"]!.ToJsonString());
    }

    [Fact]
    public void A_row_that_both_sides_have_changed_is_left_to_a_person()
    {
        using var repository = TempRepository.WithSeries();
        repository.Git("checkout", "--quiet", "-b", "mine");
        repository.Replace(Registry, "| Quiet Hours |", "| Quiet Hours at Night |");
        repository.Commit("Mine");
        repository.Git("checkout", "--quiet", "main");
        repository.Replace(Registry, "Quiet Hours | Ada Park | Draft", "Quiet Hours | Ada Park | Accepted");
        repository.Commit("Theirs");
        repository.Git("checkout", "--quiet", "mine");
        Assert.NotEqual(0, repository.TryGit("", "merge", "main").Status);
        var fixes = Command.Run("check", repository.Root, "--format", "json").Json["findings"]!
            .AsArray()
            .Single(finding => finding!["rule"]!.GetValue<string>() == "registry-conflict")!["fixes"]!.AsArray();
        Assert.Equal(["Keep only HEAD", "Keep only main"], fixes.Select(fix => fix!.GetValue<string>()));
    }

    [Theory]
    [InlineData("theirs")]
    [InlineData("ours")]
    public void Documents_that_a_merge_brought_together_are_told_apart(string kept)
    {
        using var repository = TempRepository.WithSeries();
        repository.Git("checkout", "--quiet", "-b", "mine");
        Draft(repository, 1002, "Night Shift");
        repository.Commit("Mine");
        repository.Git("checkout", "--quiet", "main");
        Draft(repository, 1002, "Fog Horn");
        repository.Commit("Theirs");
        repository.Git("checkout", "--quiet", "mine");
        // Somebody takes one side of the table for the whole of it.
        repository.Git("merge", "--quiet", "-X", kept, "-m", "Merge", "main");
        Assert.Contains("duplicate-document", Command.Run("check", repository.Root, "--format", "json").Rules);
        var title = ApplyFix(repository, "duplicate-document");
        Assert.EndsWith(", which main does not have, to BEP-1003", title);
        Assert.Equal(
            [
                "| [1002](BEP-1002-fog-horn.md) | Fog Horn | Ada Park | Draft |",
                "| [1003](BEP-1003-night-shift.md) | Night Shift | Ada Park | Draft |",
                "| _next_ | _(reserve your number here)_ | | |",
            ],
            repository.Read(Registry).TrimEnd().Split('\n')[^3..]
        );
        Assert.Equal(["unlinked-reference"], Command.Run("check", repository.Root, "--format", "json").Rules);
    }

    // The reservation

    [Fact]
    public async Task The_next_number_comes_with_what_it_was_chosen_by()
    {
        using var origin = new TempRepository("--bare");
        using var ada = TempRepository.CloneWithSeries(origin);
        using var min = TempRepository.CloneOf(origin.Root);
        await using var client = await OpenAsync(min);
        PushDraft(ada, 1002, "Fog Horn");
        Assert.Equal("BEP-1002", Text(await ReservationAsync(client, min, fresh: true), "number"));

        // What was fetched a moment ago is in the answer, however fast it is asked for.
        min.Git("fetch", "--quiet");
        var asked = await ReservationAsync(client, min, fresh: true, "BEP-1002: Night Shift!");
        Assert.Equal("BEP-1003", Text(asked, "number"));
        Assert.Equal("Next: BEP-1003. 3 branches read, last fetch just now.", Text(asked, "sentence"));
        Assert.Equal("bep/1003-night-shift", Text(asked, "branch"));
        Assert.Equal("BEP-1003 (new): Night Shift!", Text(asked, "message"));
        Assert.Equal(Of(min, "proposals/BEP-1003-night-shift.md"), Text(asked, "document"));
        Assert.False(File.Exists(min.PathOf("proposals/BEP-1003-night-shift.md")));
        Assert.NotNull((await ReservationAsync(client, min, fresh: false, "   "))["refusal"]);

        // A number that was shown is the one that is taken, or none is.
        var refused = await client.AskAsync(
            "workspace/executeCommand",
            Execute("bep.server.newProposal", new() { ["title"] = "Night Shift", ["number"] = "BEP-1002" })
        );
        Assert.Equal("BEP-1002 has been taken in the meantime; the next number is BEP-1003.", Text(refused["error"]!, "message"));
    }

    [Fact]
    public async Task A_fetch_of_long_ago_is_worth_a_word_where_a_number_is_given_away()
    {
        using var origin = new TempRepository("--bare");
        using var ada = TempRepository.CloneWithSeries(origin);
        using var min = TempRepository.CloneOf(origin.Root);
        PushDraft(ada, 1002, "Fog Horn");
        min.Git("fetch", "--quiet");
        await using var client = await OpenAsync(min);
        File.SetLastWriteTime(min.PathOf(".git/FETCH_HEAD"), DateTime.Now.AddDays(-9));
        var asked = await ReservationAsync(client, min, fresh: true);
        Assert.Equal(
            "Next: BEP-1003. 3 branches read, last fetch 9 days ago. Fetch first to see what others have reserved since.",
            Text(asked, "sentence")
        );
        Assert.True(asked["old"]!.GetValue<bool>());
        var actions = await client.RequestAsync("textDocument/codeAction", At(Of(min, Registry), LineOf(min, Registry, "| _next_")));
        Assert.Contains(actions.AsArray(), action => Text(action!, "title") == "Reserve BEP-1003 (last fetch 9 days ago)");
    }

    [Fact]
    public async Task An_editor_that_asks_is_told_which_statuses_there_were()
    {
        using var repository = TempRepository.WithSeries();
        repository.Replace(Tides, "Status: Draft", "Status: Accepted");
        repository.Git("commit", "--quiet", "--all", "--message", "Accept", "--date", "2026-01-20T12:00:00Z");
        await using var client = await OpenAsync(repository);
        Assert.Equal(
            $$"""{"proposals":[{"uri":"{{Of(repository, "proposals/BEP-1000-quiet-hours.md")}}","statuses":[{"day":"2026-01-10","status":"Draft","accepted":false}]},{"uri":"{{Of(repository, Tides)}}","statuses":[{"day":"2026-01-10","status":"Draft","accepted":false},{"day":"2026-01-20","status":"Accepted","accepted":true}]}]}""",
            await AskAsync()
        );
        // What is typed is of today, until a commit gives it its day.
        client.Open(
            Of(repository, Tides),
            repository.Read(Tides).Replace("Status: Accepted", "Status: Implemented", StringComparison.Ordinal)
        );
        var (today, typed) = (DateTime.Now, await AskAsync());
        // Midnight may lie between.
        Assert.Contains(new[] { today, DateTime.Now }, day =>
            typed.EndsWith($$"""{"day":"{{day:yyyy-MM-dd}}","status":"Implemented","accepted":false}]}]}""", StringComparison.Ordinal)
        );
        repository.Replace(Tides, "Status: Accepted", "Status: Implemented");
        repository.Git("commit", "--quiet", "--all", "--message", "Implement", "--date", "2026-01-21T12:00:00Z");
        Assert.EndsWith("""{"day":"2026-01-21","status":"Implemented","accepted":false}]}]}""", await AskAsync());

        async Task<string> AskAsync() =>
            (await client.RequestAsync("bep/statusHistory", new JsonObject { ["series"] = Of(repository, "proposals") })).ToJsonString();
    }

    [Fact]
    public async Task Of_one_proposal_the_commits_are_told_and_what_it_said_before_and_after_them_can_be_read()
    {
        using var repository = TempRepository.WithSeries();
        repository.Git("config", "user.name", "Min Seo");
        repository.Today = new(2026, 1, 20);
        repository.Git("mv", Tides, "proposals/BEP-1001-tables.md");
        repository.Replace("proposals/BEP-1001-tables.md", "Status: Draft", "Status: Accepted");
        repository.Commit("BEP-1001 (accepted): Tide Tables");
        var commits = repository.Git("log", "--reverse", "--format=%H").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        repository.Git("mv", "proposals/BEP-1001-tables.md", Tides);
        repository.Commit("Back");

        await using var client = await OpenReadingAsync(repository, asksForContents: true);
        var history = await HistoryAsync(client, repository, Tides);
        var statuses = Assert.Single(history["proposals"]!.AsArray())!["statuses"]!;
        var (first, second) = (statuses[0]!["commit"]!, statuses[1]!["commit"]!);
        Assert.Equal((commits[0], "Ada Park", "Begin"), (Text(first, "name"), Text(first, "author"), Text(first, "subject")));
        Assert.Null(first["before"]);
        Assert.Equal((commits[1], "Min Seo"), (Text(second, "name"), Text(second, "author")));
        Assert.Equal("BEP-1001 (accepted): Tide Tables", Text(second, "subject"));
        Assert.Contains("Status: Draft", await TextAsync(Text(first, "uri")));
        Assert.Contains("Status: Draft", await TextAsync(Text(second, "before")));
        Assert.Contains("Status: Accepted", await TextAsync(Text(second, "uri")));

        // Nothing but documents of the series, and no other revision than a commit.
        repository.Write("secret.md", "# Secret\n");
        repository.Commit("Elsewhere");
        foreach (
            var address in new[]
            {
                $"bep-commit{Of(repository, "secret.md")[4..]}?{repository.Git("rev-parse", "HEAD").Trim()}",
                $"bep-commit{Of(repository, Tides)[4..]}?main",
                $"bep-commit{Of(repository, Tides)[4..]}?{commits[0]}~1",
                $"bep-commit{Of(repository, Tides)[4..]}?{commits[0]}%3Asecret.md%0A",
                $"bep-commit{Of(repository, "proposals/BEP-1009-nowhere.md")[4..]}?{commits[0]}",
                $"bep-commit{Of(repository, "proposals/.bep.yaml")[4..]}?{commits[0]}",
                "bep-commit:///etc/passwd?" + commits[0],
            }
        )
            Assert.NotNull((await client.AskAsync("workspace/textDocumentContent", new JsonObject { ["uri"] = address }))["error"]);

        async Task<string> TextAsync(string address) =>
            Text(await client.RequestAsync("workspace/textDocumentContent", new JsonObject { ["uri"] = address }), "text");
    }

    [Fact]
    public async Task Where_no_history_is_known_an_editor_is_told_why()
    {
        using var repository = TempRepository.WithSeries();
        repository.Write("proposals/BEP-1002-fog-horn.md", TempFolder.Proposal("Fog Horn"));
        await using (var client = await OpenAsync(repository))
            Assert.Equal("""{"proposals":[]}""", (await HistoryAsync(client, repository, "proposals/BEP-1002-fog-horn.md")).ToJsonString());
        repository.Commit("Second");
        using var shallow = TempRepository.CloneOf(new Uri(repository.Root).AbsoluteUri, "--depth", "1");
        await IsSaidAsync(
            shallow,
            "The history is not known: this is a shallow clone, which does not have all commits (`git fetch --unshallow` gets them)."
        );
        await IsSaidAsync(repository, "The history is not known: git is not asked in a folder that is not trusted.", isTrusted: false);
        using var unborn = new TempRepository();
        unborn.Write(Registry, TempFolder.Registry());
        unborn.Write(Tides, TempFolder.Proposal("Tide Tables"));
        await IsSaidAsync(unborn, "The history is not known: nothing is committed yet.");
        Directory.Move(unborn.PathOf(".git"), unborn.PathOf("git"));
        await IsSaidAsync(unborn, "The history is not known: there is no repository here.");

        static async Task IsSaidAsync(TempRepository where, string expected, bool isTrusted = true)
        {
            await using var client = await OpenReadingAsync(where, asksForContents: true, isTrusted);
            var told = await HistoryAsync(client, where, Tides);
            Assert.Empty(told["proposals"]!.AsArray());
            Assert.Equal(expected, Text(told, "unknown"));
        }
    }

    [Fact]
    public async Task A_card_says_which_statuses_a_proposal_had_and_who_gave_them()
    {
        using var repository = TempRepository.WithSeries();
        repository.Git("config", "user.name", "Min *Seo*");
        repository.Today = new(2026, 1, 20);
        repository.Replace(Hours, "Status: Draft", "Status: Accepted");
        repository.Commit("Accept");
        var commits = repository.Git("log", "--format=%H").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await using var client = await OpenReadingAsync(repository, asksForContents: false);
        var line = LineOf(repository, Tides, "After BEP-1000.");
        // The repository has been read, and is then asked by the first card, which does not wait for as long as git may take.
        await client.NextAsync("bep/series", given => given["series"]![0]!["branches"] is not null);
        var card = "";
        for (var i = 0; i < 100 && !card.Contains("Draft · 2026", StringComparison.Ordinal); i++)
            card = Text(
                (await client.RequestAsync("textDocument/hover", EditorClient.At(Of(repository, Tides), line, 8)))["contents"]!,
                "value"
            );
        Assert.EndsWith(
            $"""

            - Accepted · 2026-01-20 · Min \*Seo\* · {commits[0][..8]}
            - Draft · 2026-01-10 · Ada Park · {commits[1][..8]}
            """,
            card
        );
    }

    [Fact]
    public async Task An_editor_is_told_what_was_seen_of_other_branches()
    {
        using var origin = new TempRepository("--bare");
        using var ada = TempRepository.CloneWithSeries(origin);
        using var min = TempRepository.CloneOf(origin.Root);
        min.Git("fetch", "--quiet");
        await using var client = await OpenAsync(min);
        Assert.Equal("""{"seen":"2 branches read, last fetch just now","remote":true}""", await SeenAsync(2));
        ada.Git("checkout", "--quiet", "-b", "fog-horn");
        ada.Replace(Registry, "Tide Tables | Ada Park", "Fog Horn | Min Seo");
        ada.Replace(Registry, "[1001](BEP-1001-tide-tables.md)", "1001");
        ada.Git("rm", "--quiet", Tides);
        ada.Commit("Another one");
        ada.Git("push", "--quiet", "origin", "fog-horn");
        min.Git("fetch", "--quiet");
        Assert.Equal(
            """{"seen":"3 branches read, last fetch just now","taken":"1 number is taken there","remote":true}""",
            await SeenAsync(3)
        );

        async Task<string> SeenAsync(int count)
        {
            var told = await client.NextAsync("bep/series", given =>
                given["series"]![0]!["branches"]?["seen"]!.GetValue<string>().StartsWith($"{count} ", StringComparison.Ordinal) == true
            );
            return told["series"]![0]!["branches"]!.ToJsonString();
        }
    }

    [Fact]
    public void A_branch_is_called_as_the_series_says()
    {
        using var repository = TempRepository.WithSeries();
        repository.Write("proposals/.bep.yaml", "branch-pattern: docs/{slug}-{number}\n");
        Assert.DoesNotContain("invalid-configuration", Command.Run("check", repository.Root, "--format", "json").Rules);
        Assert.Contains("docs/{slug}-{number}", Command.Run("convention", repository.Root).Output);
        repository.Write("proposals/.bep.yaml", "branch-pattern: proposals\nbase-branch: a..b\n");
        Assert.Equal(2, Command.Run("check", repository.Root, "--format", "json").Rules.Count(rule => rule == "invalid-configuration"));
    }

    // What git says of the series as it is now

    [Fact]
    public async Task A_step_that_others_took_is_practice_in_the_editor_too()
    {
        using var repository = TempRepository.WithSeries();
        repository.Write("proposals/BEP-1002-lamps.md", TempFolder.Proposal("Lamps"));
        var lamps = Of(repository, "proposals/BEP-1002-lamps.md");
        repository.Write(Registry, TempFolder.Registry("| [1002](BEP-1002-lamps.md) | Lamps | Ada Park | Draft |"));
        repository.Commit("Lamps");
        foreach (var file in new[] { Hours, Tides })
        {
            repository.Replace(file, "Status: Draft", "Status: Implemented");
            repository.Commit("Implement it");
        }
        repository.Git("checkout", "--quiet", "-b", "topic");
        repository.Replace("proposals/BEP-1002-lamps.md", "Status: Draft", "Status: Implemented");

        await using var client = await EditorClient.OpenAsync(repository.Root);
        await client.UntilAsync(() =>
            client.Diagnostics.TryGetValue(lamps, out var found)
            && found.Any(one => one!["message"]!.GetValue<string>().Contains("but 2 proposals have taken this step"))
        );
    }

    [Fact]
    public async Task A_name_that_is_typed_into_the_configuration_is_looked_for_on_branches()
    {
        using var repository = TempRepository.WithSeries();
        repository.Git("checkout", "--quiet", "-b", "other");
        repository.Write("proposals/ADR-1002-fog-horn.md", TempFolder.Proposal("Fog Horn"));
        repository.Commit("Fog Horn");
        repository.Git("checkout", "--quiet", "main");
        repository.Write("proposals/ADR-1002-lamps.md", TempFolder.Proposal("Lamps"));
        var lamps = Of(repository, "proposals/ADR-1002-lamps.md");
        repository.Write("proposals/.bep.yaml", "prefix: BEP\n");
        var configuration = Of(repository, "proposals/.bep.yaml");

        await using var client = new EditorClient();
        await client.InitializeAsync([repository.Root], options: """{ "seriesNotifications": true }""");
        await client.CompleteAsync();
        client.Open(configuration, "prefix: BEP\n");
        client.Change(configuration, "prefix: ADR\n", 2);
        await client.FindsAsync(lamps, "number-taken-on-branch");
        client.Change(configuration, "prefix: BEP\n", 3);
        await client.ClearsAsync(lamps, "number-taken-on-branch");
    }

    // What only another branch has

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_definition_on_another_branch_is_read_there(bool asksForContents)
    {
        using var repository = TempRepository.WithSeries();
        repository.Git("checkout", "--quiet", "-b", "fog/horn");
        var there = TempFolder.Proposal("안개 나팔", body: "On a branch.\n");
        repository.Write("proposals/BEP-1002-fog horn.md", there);
        repository.Commit("Fog Horn");
        repository.Git("checkout", "--quiet", "main");
        repository.Write(Hours, TempFolder.Proposal("Quiet Hours", body: "[After](<BEP-1002-fog horn.md>) BEP-1002.\n"));

        await using var client = new EditorClient();
        var answer = await client.InitializeAsync(
            [repository.Root],
            $$"""{ "workspace": { {{(asksForContents ? """ "textDocumentContent": { "dynamicRegistration": true } """ : "")}} } }""",
            """{ "markdownLanguageFeatures": true }"""
        );
        Assert.Equal(
            asksForContents ? """["bep-branch","bep-commit"]""" : null,
            answer["capabilities"]!["workspace"]!["textDocumentContent"]?["schemes"]!.ToJsonString()
        );
        var hours = Of(repository, Hours);
        await client.UntilAsync(() =>
            client.Diagnostics.TryGetValue(hours, out var found)
            && found.Any(one => one!["message"]!.GetValue<string>().EndsWith("is on branch fog/horn."))
        );

        var line = repository.Read(Hours).Split('\n').ToList().FindIndex(text => text.StartsWith("[After]", StringComparison.Ordinal));
        foreach (var column in new[] { 12, 35 })
        {
            var targets = await client.RequestAsync("textDocument/definition", EditorClient.At(hours, line, column));
            if (!asksForContents)
            {
                Assert.Null(targets);
                continue;
            }
            var uri = targets[0]!["uri"]!.GetValue<string>();
            Assert.Equal($"bep-branch{Of(repository, "proposals/BEP-1002-fog horn.md")[4..]}?fog%2Fhorn", uri);
            // Visual Studio Code leaves out the slashes around an empty authority.
            foreach (var address in new[] { uri, uri.Replace(":///", ":/", StringComparison.Ordinal) })
                Assert.Equal(
                    there,
                    (await client.RequestAsync("workspace/textDocumentContent", new JsonObject { ["uri"] = address }))[
                        "text"
                    ]!.GetValue<string>()
                );
        }

        foreach (
            var address in new[]
            {
                $"bep-branch{hours[4..]}?elsewhere",
                $"bep-branch{hours[4..]}",
                // The branch has it, as the working tree does.
                $"bep-branch{hours[4..]}?fog%2Fhorn",
                hours,
                "bep-branch:///etc/passwd?fog%2Fhorn",
                $"bep-branch{Of(repository, "proposals/nothing.md")[4..]}?fog/horn",
            }
        )
            Assert.NotNull((await client.AskAsync("workspace/textDocumentContent", new JsonObject { ["uri"] = address }))["error"]);
    }

    // Only what is new

    [Fact]
    public async Task Only_new_findings_are_shown_to_those_who_want_no_others()
    {
        using var repository = WithOldFaultAndNewOne();
        var (tides, hours) = (Of(repository, Tides), Of(repository, Hours));

        var onlyNew = false;
        await using var client = new EditorClient
        {
            Answers = (method, _) => method == "workspace/configuration" ? new JsonArray(Section(onlyNew)) : null,
        };
        await client.InitializeAsync([repository.Root], options: """{ "seriesNotifications": true }""");
        await client.FindsAsync(tides, "unknown-reference");
        // The setting takes effect at once.
        await WantOnlyNewAsync(true);
        await client.FindsAsync(hours, "unknown-status");

        // A second one of the same, and it is back when it is typed again.
        var text = repository.Read(Tides);
        client.Open(tides, text);
        client.Change(tides, text + "\nAfter BEP-1234 too.\n", 2);
        await client.FindsAsync(tides, "unknown-reference");
        Assert.Single(client.RulesOf(tides));
        client.Change(tides, text, 3);
        await client.ClearsAsync(tides, "unknown-reference");

        // And so it does the other way round.
        await WantOnlyNewAsync(false);
        await WantOnlyNewAsync(true);

        // What is committed on the base branch is not new any more.
        repository.Commit("Topic");
        repository.Git("branch", "--force", "main", "topic");
        await client.ClearsAsync(hours, "unknown-status");

        async Task WantOnlyNewAsync(bool wanted)
        {
            onlyNew = wanted;
            client.Notify("workspace/didChangeConfiguration", new JsonObject { ["settings"] = null });
            await (wanted ? client.ClearsAsync(tides, "unknown-reference") : client.FindsAsync(tides, "unknown-reference"));
        }
    }

    [Fact]
    public async Task Without_a_base_everything_is_new()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(Tides, TempFolder.Proposal("Tide Tables", status: "Draught"));
        await using var client = new EditorClient
        {
            Answers = (method, _) => method == "workspace/configuration" ? new JsonArray(Section(onlyNew: true)) : null,
        };
        await client.InitializeAsync([folder.Root]);
        await client.FindsAsync(folder.UriOf(Tides), "unknown-status");
    }

    [Fact]
    public async Task One_line_says_what_cannot_be_read()
    {
        using var origin = TempRepository.WithSeries();
        using var shallow = TempRepository.CloneOf(new Uri(origin.Root).AbsoluteUri, "--depth", "1");
        // It may be said before all files have been read.
        await using var client = await EditorClient.OpenAsync(shallow.Root);
        await client.NextAsync("window/logMessage", given =>
            given["message"]!.GetValue<string>() == "proposals: This clone is shallow and may lack branches."
        );
    }

    // Helpers

    [Fact]
    public async Task A_status_that_a_release_overtakes_is_said_once_it_is_tagged_and_can_be_set_or_recorded()
    {
        using var repository = TempRepository.WithSeries();
        repository.Write("proposals/.bep.yaml", "trackers: {}\n");
        repository.Write("src/lamp.py", "# BEP-1000\n# BEP-1000, BEP-1001\n# BEP-1001\n");
        repository.Commit("Lamps");
        await using var client = await OpenAsync(repository);
        Assert.Empty(client.RulesOf(Of(repository, Hours)));
        repository.Git("tag", "26.1.0");
        await client.FindsAsync(Of(repository, Hours), "status-evidence");
        await client.FindsAsync(Of(repository, Tides), "status-evidence");
        var listed = await client.RequestAsync("bep/proposals", new JsonObject { ["series"] = Of(repository, "proposals") });
        Assert.Equal(["26.1.0", "26.1.0"], listed["proposals"]!.AsArray().Select(one => Text(one!, "citedSince")));

        await ChooseAsync("Set Implemented with 26.1.0", Hours);
        await client.ClearsAsync(Of(repository, Hours), "status-evidence");
        await ChooseAsync("Record that Draft was looked at in 26.1.0", Tides);
        await client.ClearsAsync(Of(repository, Tides), "status-evidence");
        Assert.Equal("trackers: {}\nreviewed:\n  1001: Draft in 26.1.0\n", repository.Read("proposals/.bep.yaml"));
        Assert.Contains("Status: Implemented", repository.Read(Hours));
        Assert.Contains("| Quiet Hours | Ada Park | Implemented |", repository.Read(Registry));

        async Task ChooseAsync(string title, string path)
        {
            var actions = await client.RequestAsync(
                "textDocument/codeAction",
                At(Of(repository, path), LineOf(repository, path, "Status:"), "Status: ".Length)
            );
            Carry(client, actions.AsArray().First(action => Text(action!, "title") == title)!["edit"]!);
        }
    }

    [Fact]
    public async Task A_key_that_is_typed_into_a_field_is_looked_for_in_released_code()
    {
        using var repository = TempRepository.WithSeries();
        repository.Write("proposals/.bep.yaml", "trackers:\n  BA: https://issues.example.org/browse/{key}\n");
        repository.Write("src/lamp.py", "# BA-77\n# BA-77, BEP-1001\n# BEP-1001\n");
        repository.Commit("Lamps");
        repository.Git("tag", "26.1.0");
        await using var client = await OpenAsync(repository);
        await client.FindsAsync(Of(repository, Tides), "status-evidence");
        Assert.DoesNotContain("status-evidence", client.RulesOf(Of(repository, Hours)));
        var (uri, text) = (Of(repository, Hours), repository.Read(Hours));
        client.Open(uri, text);
        client.Change(uri, text.Replace("Status: Draft\n", "Status: Draft\nIssue: BA-77\n", StringComparison.Ordinal), 2);
        await client.FindsAsync(uri, "status-evidence");
        client.Change(uri, text, 3);
        await client.ClearsAsync(uri, "status-evidence");
    }

    private static JsonObject Section(bool onlyNew) => new() { ["diagnostics"] = new JsonObject { ["onlyNew"] = onlyNew } };

    private static Task<JsonNode> HistoryAsync(EditorClient client, TempRepository repository, string document) =>
        client.RequestAsync(
            "bep/statusHistory",
            new JsonObject { ["series"] = Of(repository, "proposals"), ["document"] = Of(repository, document) }
        );

    /// <summary>An editor that only reads.</summary>
    private static async Task<EditorClient> OpenReadingAsync(TempRepository repository, bool asksForContents, bool isTrusted = true)
    {
        var client = new EditorClient();
        await client.InitializeAsync(
            [repository.Root],
            $$"""
            {
              "textDocument": { "hover": { "contentFormat": ["markdown"] } },
              "workspace": { {{(asksForContents ? """ "textDocumentContent": {} """ : "")}} }
            }
            """,
            $$"""{ "seriesNotifications": true, "trusted": {{(isTrusted ? "true" : "false")}} }"""
        );
        await client.CompleteAsync();
        return client;
    }

    private static async Task<EditorClient> OpenAsync(TempRepository repository)
    {
        var client = new EditorClient();
        client.Answers = (method, given) =>
        {
            if (method != "workspace/applyEdit")
                return null;
            Carry(client, given!["edit"]!);
            return new JsonObject { ["applied"] = true };
        };
        await client.InitializeAsync([repository.Root], options: """{ "seriesNotifications": true }""");
        await client.CompleteAsync();
        return client;
    }

    // The old fault is committed on the main branch, the new one is in the working tree of another.
    private static TempRepository WithOldFaultAndNewOne()
    {
        var repository = TempRepository.WithSeries();
        repository.Replace(Tides, "BEP-1000", "BEP-1234");
        repository.Commit("An old fault");
        repository.Git("checkout", "--quiet", "-b", "topic");
        repository.Replace(Hours, "Status: Draft", "Status: Draught");
        return repository;
    }

    // Makes a proposal on a branch of its own, which takes the next number that is known there, and commits it.
    private static async Task ProposeOnBranchAsync(TempRepository repository, EditorClient client, string title)
    {
        repository.Git("checkout", "--quiet", "-b", title.ToLowerInvariant().Replace(' ', '-'));
        var made = await client.RequestAsync("workspace/executeCommand", Execute("bep.server.newProposal", new() { ["title"] = title }));
        Assert.Equal("BEP-1002", Text(made, "number"));
        repository.Commit($"BEP-1002 (new): {title}");
    }

    // Pushes a new proposal on a branch of its own.
    private static void PushDraft(TempRepository repository, int number, string title)
    {
        var branch = title.ToLowerInvariant().Replace(' ', '-');
        repository.Git("checkout", "--quiet", "-b", branch);
        Draft(repository, number, title);
        repository.Commit("Draft");
        repository.Git("push", "--quiet", "origin", branch);
    }

    private static Task<JsonNode> ReservationAsync(EditorClient client, TempRepository repository, bool fresh, string? title = null) =>
        client.RequestAsync(
            "bep/reservation",
            new JsonObject
            {
                ["series"] = Of(repository, "proposals"),
                ["fresh"] = fresh,
                ["title"] = title,
            }
        );

    // Carries out what is offered first for a finding of a rule in the registry, in the line that begins so.
    private static async Task ChooseFixAsync(EditorClient client, TempRepository repository, string rule, string line, string title)
    {
        var actions = await client.RequestAsync(
            "textDocument/codeAction",
            At(Of(repository, Registry), LineOf(repository, Registry, line))
        );
        var fix = actions.AsArray().First(action => action!["diagnostics"]?[0]!["code"]!.GetValue<string>() == rule)!;
        Assert.Equal(title, Text(fix, "title"));
        Carry(client, fix["edit"]!);
    }

    private static int LineOf(TempRepository repository, string path, string begin) =>
        Array.FindIndex(repository.Read(path).Split('\n'), line => line.StartsWith(begin, StringComparison.Ordinal));

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    // A row and its document, in the working tree.
    private static void Draft(TempRepository repository, int number, string title, string before = "| _next_", string body = "")
    {
        var slug = title.ToLowerInvariant().Replace(' ', '-');
        repository.Replace(Registry, before, $"| [{number}](BEP-{number}-{slug}.md) | {title} | Ada Park | Draft |\n{before}");
        repository.Write($"proposals/BEP-{number}-{slug}.md", TempFolder.Proposal(title, body: body));
    }

    // Carries out the first fix of the only finding of a rule, and says what it is called.
    private static string ApplyFix(TempRepository repository, string rule)
    {
        var opened = new Bep.Server.Cli.CommandContext(
            new Bep.Server.Files.Disk(),
            new Bep.Server.Git.GitCommand(new Bep.Server.Files.Disk()),
            new Bep.Server.Cli.Terminal(Stream.Null, TextWriter.Null, TextWriter.Null, hasColors: false)
        );
        var (place, series, _) = Bep.Server.Cli.SeriesSource.Read(opened, [repository.Root]).Single();
        var fix = Analysis.Checking.RuleBook.Default.CheckAll(series).First(finding => finding.Rule.Name == rule).Fixes[0];
        Bep.Server.Cli.ChangeWriter.Write(place, series, Bep.Analysis.Edits.ChangeApplier.Apply(series, fix.Change), fix.Change.Files);
        return fix.Title.ToString();
    }

    private static string Of(TempRepository repository, string path) => Uris.Of(repository.PathOf(path));

    private static JsonObject Execute(string command, JsonObject argument) =>
        new() { ["command"] = command, ["arguments"] = new JsonArray(argument) };

    private static JsonObject At(string uri, int line, int character = 2) =>
        new()
        {
            ["textDocument"] = new JsonObject { ["uri"] = uri },
            ["range"] = new JsonObject
            {
                ["start"] = new JsonObject { ["line"] = line, ["character"] = character },
                ["end"] = new JsonObject { ["line"] = line, ["character"] = character },
            },
            ["context"] = new JsonObject { ["diagnostics"] = new JsonArray() },
        };

    // What an editor does with an edit when all of it is saved at once.
    private static void Carry(EditorClient client, JsonNode edit)
    {
        var touched = new List<(string, int)>();
        foreach (var change in edit["documentChanges"]!.AsArray())
        {
            switch (change!["kind"]?.GetValue<string>())
            {
                case "create":
                    File.WriteAllText(Uris.ToPath(change["uri"]!.GetValue<string>())!, "");
                    touched.Add((change["uri"]!.GetValue<string>(), 1));
                    break;
                case "rename":
                    var (from, to) = (change["oldUri"]!.GetValue<string>(), change["newUri"]!.GetValue<string>());
                    File.Move(Uris.ToPath(from)!, Uris.ToPath(to)!);
                    touched.AddRange([(from, 3), (to, 1)]);
                    break;
                default:
                    var path = Uris.ToPath(change["textDocument"]!["uri"]!.GetValue<string>())!;
                    var text = new SourceText(File.ReadAllText(path));
                    var edits = change["edits"]!
                        .AsArray()
                        .Select(one => new TextEdit(
                            new(Offset(one!["range"]!["start"]!), Offset(one["range"]!["end"]!)),
                            one["newText"]!.GetValue<string>()
                        ))
                        .OrderBy(one => one.Span);
                    File.WriteAllText(path, text.With(edits).Content);
                    touched.Add((change["textDocument"]!["uri"]!.GetValue<string>(), 2));
                    break;

                    int Offset(JsonNode position) =>
                        text.OffsetOf(new(position["line"]!.GetValue<int>(), position["character"]!.GetValue<int>()));
            }
        }
        client.Watched([.. touched]);
    }
}
