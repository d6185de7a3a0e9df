using System.Text.Json;
using System.Text.Json.Nodes;
using Bep.Server.Files;
using Bep.Tests.Git;
using Bep.Tests.Server;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Bep.Tests.Cli;

/// <summary>`bep mcp`, driven by the protocol's own client over standard input and output of the real program.</summary>
public sealed class McpTests
{
    private const string Registry = "proposals/README.md";

    [Fact]
    public async Task What_is_offered_changes_nothing_unless_it_is_asked_for()
    {
        using var repository = TempRepository.WithSeries();
        await using var reader = await Agent.StartAsync(repository.Root);
        await using var writer = await Agent.StartAsync(repository.Root, "--write");
        var reading = await reader.Client.ListToolsAsync();
        var writing = await writer.Client.ListToolsAsync();
        Assert.Equal("list read search context check next", string.Join(' ', reading.Select(tool => tool.Name)));
        Assert.Equal("list read search context check next new change_status", string.Join(' ', writing.Select(tool => tool.Name)));
        Assert.All(writing, tool =>
        {
            var annotations = tool.ProtocolTool.Annotations!;
            Assert.Equal(tool.Name is not ("new" or "change_status"), annotations.ReadOnlyHint);
            Assert.False(annotations.OpenWorldHint);
            Assert.False(tool.JsonSchema.GetProperty("additionalProperties").GetBoolean());
            Assert.True(tool.JsonSchema.GetRawText().Length < 1000, tool.Name);
            Assert.True(tool.Description.Length < 300, tool.Name);
        });
        // A number is never an argument of what makes a proposal.
        Assert.DoesNotContain(
            "number",
            writing.Single(tool => tool.Name == "new").JsonSchema.GetProperty("properties").EnumerateObject().Select(one => one.Name)
        );
        Assert.Contains("there are list, read", await reader.RefusedAsync("new", """{"title":"Fog Horn"}"""));
        Assert.Equal("bep", reader.Client.ServerInfo?.Name);
    }

    [Fact]
    public async Task Proposals_are_listed_read_searched_and_checked()
    {
        using var repository = TempRepository.WithSeries();
        repository.Write("src/tides.py", "# BEP-1001\n");
        await using var agent = await Agent.StartAsync(repository.Root);
        Assert.Contains("BEP-1000  Draft  Ada Park  Quiet Hours\nBEP-1001", await agent.CallAsync("list", """{"status":"draft"}"""));
        Assert.StartsWith("0 in `proposals`", await agent.CallAsync("list", """{"author":"Min"}"""));
        Assert.StartsWith("Source: proposals/BEP-1001-tide-tables.md:1-", await agent.CallAsync("read", """{"proposal":1001}"""));
        Assert.Contains("_next_", await agent.CallAsync("read", """{"proposal":"proposals/README.md"}"""));
        Assert.EndsWith(
            "# Tide Tables\n\nAfter BEP-1000.\n",
            await agent.CallAsync("read", """{"proposal":"BEP-1001","section":"# tide tables"}""")
        );
        Assert.Equal(
            "proposals/BEP-1000-quiet-hours.md:7 BEP-1000 “Quiet Hours”: # Quiet Hours\n",
            await agent.CallAsync("search", """{"words":"quiet","limit":"1"}""")
        );
        Assert.Contains("# BEP-1001: Tide Tables", await agent.CallAsync("context", """{"proposals":["1001"]}"""));
        Assert.Contains("# BEP-1001: Tide Tables", await agent.CallAsync("context", """{"for":"src/tides.py","budget":500}"""));
        Assert.StartsWith(
            "proposals/BEP-1001-tide-tables.md:9: hint [unlinked-reference]",
            await agent.CallAsync("check", """{"path":"proposals/BEP-1001-tide-tables.md"}""")
        );
        var all = await agent.CallAsync("check", "{}");
        Assert.EndsWith("\n1 hint in 3 documents.\n", all);
        foreach (var whole in new[] { "proposals", "proposals/", "./proposals", ".", repository.Root })
            Assert.Equal(all, await agent.CallAsync("check", JsonSerializer.Serialize(new { path = whole })));
        Assert.Equal("BEP-1002\nNext: BEP-1002. 1 branch read.\n", await agent.CallAsync("next", "{}"));
        // Nothing of it is remembered: what is on the disk, and on other branches, counts at each call.
        repository.Git("checkout", "--quiet", "-b", "fog");
        Assert.Equal(0, Command.Run("new", "Fog Horn", "--series", repository.Root).Status);
        repository.Commit("Draft");
        repository.Git("checkout", "--quiet", "main");
        Assert.StartsWith("BEP-1003\n", await agent.CallAsync("next", "{}"));
        Assert.Empty(agent.Errors);
    }

    [Fact]
    public async Task A_change_is_shown_first_and_made_when_it_is_confirmed()
    {
        using var repository = TempRepository.WithSeries();
        await using var agent = await Agent.StartAsync(repository.Root, "--write");
        var shown = await agent.CallAsync("new", """{"title":"Fog Horn"}""");
        Assert.Equal("", repository.Git("status", "--porcelain"));
        Assert.Contains("+| [1002](BEP-1002-fog-horn.md) | Fog Horn | Ada Park | Draft |\n", shown);
        var token = TokenIn(shown);
        // The token is that of this title.
        Assert.Contains("does not fit", await agent.RefusedAsync("new", $$"""{"title":"Fog Bell","confirm":"{{token}}"}"""));
        Assert.Contains("does not fit", await agent.RefusedAsync("new", """{"title":"Fog Horn","confirm":"0123456789ab"}"""));
        Assert.Equal("", repository.Git("status", "--porcelain"));
        Assert.StartsWith("Made ", await agent.CallAsync("new", $$"""{"title":"Fog Horn","confirm":"{{token}}"}"""));
        Assert.Contains("# Fog Horn", repository.Read("proposals/BEP-1002-fog-horn.md"));
        Assert.Equal(0, Command.Run("check", repository.Root).Status);
        // A second time it would be another number, and nobody has seen that.
        Assert.Contains("BEP-1003-fog-horn.md", await agent.RefusedAsync("new", $$"""{"title":"Fog Horn","confirm":"{{token}}"}"""));
        Assert.False(File.Exists(repository.PathOf("proposals/BEP-1003-fog-horn.md")));
        Assert.Empty(agent.Errors);
    }

    [Fact]
    public async Task What_was_shown_before_a_file_changed_is_not_written()
    {
        using var repository = TempRepository.WithSeries();
        await using var agent = await Agent.StartAsync(repository.Root, "--write");
        const string arguments = """{"proposal":"1000","status":"accepted"}""";
        var token = TokenIn(await agent.CallAsync("change_status", arguments));
        // Far away from what the patch shows.
        File.AppendAllText(repository.PathOf("proposals/BEP-1000-quiet-hours.md"), "\n\n\n\n\n\n\n\nMore.\n");
        var before = repository.Read("proposals/BEP-1000-quiet-hours.md");
        var refused = await agent.RefusedAsync("change_status", arguments.Replace("}", $",\"confirm\":\"{token}\"}}"));
        Assert.Equal(before, repository.Read("proposals/BEP-1000-quiet-hours.md"));
        token = TokenIn(refused);
        Assert.StartsWith(
            "BEP-1000 is Accepted now\n",
            await agent.CallAsync("change_status", arguments.Replace("}", $",\"confirm\":\"{token}\"}}"))
        );
        Assert.Contains("Status: Accepted", repository.Read("proposals/BEP-1000-quiet-hours.md"));
        Assert.Contains("Quiet Hours | Ada Park | Accepted |", repository.Read(Registry));
        Assert.Contains(
            "asks for a Superseded-By",
            await agent.RefusedAsync("change_status", """{"proposal":1000,"status":"Superseded"}""")
        );
        Assert.Contains("cannot become", await agent.RefusedAsync("change_status", """{"proposal":1000,"status":"Draft"}"""));
    }

    [Fact]
    public async Task A_number_that_another_branch_takes_meanwhile_is_not_given_away()
    {
        using var repository = TempRepository.WithSeries();
        await using var agent = await Agent.StartAsync(repository.Root, "--write");
        var token = TokenIn(await agent.CallAsync("new", """{"title":"Fog Horn"}"""));
        repository.Git("checkout", "--quiet", "-b", "bell");
        Assert.Equal(0, Command.Run("new", "Fog Bell", "--series", repository.Root).Status);
        repository.Commit("Draft");
        repository.Git("checkout", "--quiet", "main");
        Assert.Contains("BEP-1003-fog-horn.md", await agent.RefusedAsync("new", $$"""{"title":"Fog Horn","confirm":"{{token}}"}"""));
        Assert.Equal("", repository.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task Arguments_of_no_use_are_refused_in_words_and_the_server_goes_on()
    {
        using var repository = TempRepository.WithSeries();
        var secret = repository.Root + "-secret.md";
        File.WriteAllText(secret, "# BEP-1000 treasure\n");
        File.CreateSymbolicLink(repository.PathOf("proposals/BEP-1005-out.md"), secret);
        File.CreateSymbolicLink(repository.PathOf("out.py"), secret);
        try
        {
            await using var agent = await Agent.StartAsync(repository.Root, "--write");
            var before = Samples.Read(repository.PathOf("proposals"));
            var huge = new string('x', 3_000_000);
            (string Tool, string Arguments)[] calls =
            [
                ("read", """{"proposal":"../../etc/passwd"}"""),
                ("read", """{"proposal":"/etc/passwd"}"""),
                ("read", """{"proposal":"proposals/BEP-1005-out.md"}"""),
                ("read", """{"proposal":"1005"}"""),
                ("read", JsonSerializer.Serialize(new { proposal = secret })),
                ("read", """{"proposal":"proposals/../../x.md"}"""),
                ("read", """{"proposal":".git/config"}"""),
                ("read", """{"proposal":"9999999999999999999999"}"""),
                ("read", """{"proposal":-1}"""),
                ("read", """{"proposal":1.5}"""),
                ("read", """{"proposal":true}"""),
                ("read", """{"proposal":{"a":[]}}"""),
                ("read", """{"proposal":null}"""),
                ("read", """{"proposal":""}"""),
                ("read", """{}"""),
                ("read", """{"proposal":"1001\u0000"}"""),
                ("read", """{"proposal":"\u001b[2J1001"}"""),
                ("read", """{"proposal":"1001","section":"Nothing"}"""),
                ("read", """{"proposal":"1001","depth":3}"""),
                ("read", $$"""{"proposal":"{{huge}}"}"""),
                ("search", $$"""{"words":"{{huge}}"}"""),
                ("search", """{"words":["a"]}"""),
                ("search", """{"words":"a","limit":"many"}"""),
                ("search", """{"words":"a","limit":-5}"""),
                ("context", """{"for":"../outside.py"}"""),
                ("context", """{"for":"out.py"}"""),
                ("context", """{"for":"proposals"}"""),
                ("context", """{"for":"missing.py"}"""),
                ("context", """{"proposals":["1001"],"for":"x.py"}"""),
                ("context", """{"proposals":[]}"""),
                ("context", """{"proposals":[["1001"]]}"""),
                ("context", """{"proposals":["",""]}"""),
                ("context", """{"proposals":" "}"""),
                ("context", """{"proposals":["1001"],"budget":1e99}"""),
                ("check", """{"path":".."}"""),
                ("check", """{"path":"/"}"""),
                ("check", """{"path":"proposals/missing.md"}"""),
                ("list", """{"series":"elsewhere"}"""),
                ("new", """{"title":"two\nlines"}"""),
                ("new", """{"title":"  "}"""),
                ("new", """{"title":"Fog Horn","number":1234}"""),
                ("new", $$"""{"title":"{{huge}}"}"""),
                ("new", """{"title":"Fog Horn","confirm":"--write"}"""),
                ("change_status", """{"proposal":"../../etc/passwd","status":"Accepted"}"""),
                ("change_status", """{"proposal":",","status":"Accepted"}"""),
                ("change_status", """{"proposal":"1000","status":"--dry-run"}"""),
                ("change_status", """{"proposal":"1000","status":"@/etc/passwd"}"""),
                ("delete", "{}"),
                ("", "{}"),
            ];
            foreach (var (tool, arguments) in calls)
            {
                var said = await agent.RefusedAsync(tool, arguments);
                Assert.True(said.Length is > 0 and < 3000, $"{tool} {said.Length}");
                Assert.DoesNotContain("treasure", said);
                Assert.DoesNotContain("root:", said);
                Assert.DoesNotContain("fault of bep", said);
                Assert.DoesNotContain(said, c => char.IsControl(c) && c != '\n' && c != '\t');
            }
            Assert.Equal(before, Samples.Read(repository.PathOf("proposals")));
            Assert.StartsWith("BEP-1006\n", await agent.CallAsync("next", "{}"));
            Assert.DoesNotContain(agent.Errors, line => line.Contains("   at ", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Fact]
    public async Task Lines_that_no_client_sends_do_not_end_it_and_nothing_else_is_on_its_output()
    {
        using var repository = TempRepository.WithSeries();
        // What is skipped is said on standard error.
        repository.Write("proposals/BEP-1004-large.md", new string('x', TextFile.LargestSize + 1));
        using var process = EditorClient.Start("mcp", repository.Root);
        string[] lines =
        [
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}""",
            """{"jsonrpc":"2.0","method":"notifications/initialized"}""",
            "no JSON",
            "[]",
            """{"jsonrpc":"2.0","id":2,"method":"tools/call"}""",
            """{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"search","arguments":{"words":"\ud800"}}}""",
            """{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"search","arguments":[1]}}""",
            """{"jsonrpc":"2.0","id":5,"method":"nothing"}""",
            """{"jsonrpc":"2.0","id":6,"method":"tools/call","params":{"name":"next"}}""",
        ];
        foreach (var line in lines)
            await process.StandardInput.WriteLineAsync(line);
        var errors = process.StandardError.ReadToEndAsync();
        var answers = new Dictionary<int, JsonNode>();
        while (!answers.ContainsKey(6) && await process.StandardOutput.ReadLineAsync() is { } line)
            if (JsonNode.Parse(line)!["id"] is { } id)
                answers[id.GetValue<int>()] = JsonNode.Parse(line)!;
        process.StandardInput.Close();
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("BEP-1005", answers[6].ToJsonString());
        Assert.Contains("is larger than", await errors);
    }

    [Fact]
    public async Task Several_series_are_told_apart_and_none_is_said()
    {
        using var repository = TempRepository.WithSeries();
        repository.Write("docs/adr/.bep.yaml", "prefix: ADR\n");
        repository.Write("docs/adr/ADR-0001-paper.md", "# Paper\n");
        await using var agent = await Agent.StartAsync(repository.Root);
        var refused = await agent.RefusedAsync("list", "{}");
        Assert.Contains("`proposals`", refused);
        Assert.Contains("`docs/adr`", refused);
        Assert.Contains("ADR-0001", await agent.CallAsync("list", """{"series":"docs/adr"}"""));

        var empty = Directory.CreateTempSubdirectory("bep test ").FullName;
        await using var nowhere = await Agent.StartAsync(empty);
        Assert.Contains("there is no series of proposals", await nowhere.RefusedAsync("list", "{}"));
        Directory.Delete(empty);
    }

    [SkippableFact]
    public async Task The_language_server_loads_nothing_of_it()
    {
        Xunit.Skip.IfNot(OperatingSystem.IsLinux(), "what a process has loaded is read from /proc");
        using var repository = TempRepository.WithSeries();
        await using var client = await EditorClient.OpenAsync(repository.Root);
        var uri = Bep.Server.Protocol.Uris.Of(repository.PathOf("proposals/BEP-1001-tide-tables.md"));
        await client.FindsAsync(uri, "unlinked-reference");
        var loaded = await File.ReadAllTextAsync($"/proc/{client.ProcessId}/maps");
        Assert.Contains("Bep.Analysis.dll", loaded);
        Assert.DoesNotContain("Bep.Mcp.dll", loaded);
        Assert.DoesNotContain("ModelContextProtocol", loaded);
    }

    private static string TokenIn(string shown) => shown.Split("`confirm` = `")[1].Split('`')[0];

    private sealed class Agent(McpClient client, List<string> errors) : IAsyncDisposable
    {
        public McpClient Client => client;

        /// <summary>The lines on standard error.</summary>
        public IReadOnlyList<string> Errors => errors;

        public static async Task<Agent> StartAsync(string root, params string[] more)
        {
            var errors = new List<string>();
            var client = await McpClient.CreateAsync(
                new StdioClientTransport(
                    new()
                    {
                        Command = "dotnet",
                        Arguments = [EditorClient.ServerPath, "mcp", root, .. more],
                        WorkingDirectory = Path.GetTempPath(),
                        StandardErrorLines = errors.Add,
                    }
                )
            );
            return new(client, errors);
        }

        public async Task<string> CallAsync(string tool, string arguments)
        {
            var (text, isError) = await AskAsync(tool, arguments);
            Assert.False(isError, text);
            return text;
        }

        public async Task<string> RefusedAsync(string tool, string arguments)
        {
            var (text, isError) = await AskAsync(tool, arguments);
            Assert.True(isError, $"{tool} {text}");
            return text;
        }

        private async Task<(string Text, bool IsError)> AskAsync(string tool, string arguments)
        {
            using var json = JsonDocument.Parse(arguments);
            var result = await client.CallToolAsync(
                new CallToolRequestParams
                {
                    Name = tool,
                    Arguments = json.RootElement.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.Clone()),
                }
            );
            return (Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text, result.IsError == true);
        }

        public ValueTask DisposeAsync() => client.DisposeAsync();
    }
}
