using System.Collections.Immutable;
using System.Text;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Text;
using Bep.Mcp;
using Bep.Server.Git;

namespace Bep.Server.Cli;

/// <summary>
/// What agents may do with the series in some folders: read, and where the person says so, write. Each call reads the files and the other
/// branches as they are; nothing is kept between two of them.
/// </summary>
sealed class McpTools(CommandContext world, string[] folders)
{
    // What a model reads of a document or a list at once, in characters or lines: more would push out what it is working on.
    private const int LongestRead = 60_000;
    private const int MostRows = 300;
    private const int MostFindings = 100;
    private const int MostFound = 30;
    private const int UsualFound = 10;

    // Whoever has a token has seen a patch of this very process.
    private readonly string _secret = Guid.NewGuid().ToString();

    private static readonly McpParameter s_series = new(
        "series",
        McpKind.Text,
        "Which series, where there are several: its folder as `list` names it."
    );

    private static readonly McpParameter s_confirm = new(
        "confirm",
        McpKind.Text,
        "The token that came with the patch. Without it nothing is written and the patch is shown."
    );

    /// <summary>The tools that change nothing.</summary>
    public ImmutableArray<McpTool> Reading =>
        [
            Tool(
                "list",
                "List proposals",
                "Lists the proposals with number, status, target version, authors and title.",
                [
                    new("status", McpKind.Text, "Only those with this status."),
                    new("author", McpKind.Text, "Only those of whom this is the name, or a part of it."),
                    new("target_version", McpKind.Text, "Only those planned for this version."),
                    s_series,
                ],
                List
            ),
            Tool(
                "read",
                "Read a proposal",
                "Reads a proposal, or one section of it.",
                [
                    new("proposal", McpKind.Text, "Its number, such as 1001, or a file of the series.", IsNeeded: true),
                    new("section", McpKind.Text, "The heading of one section."),
                    s_series,
                ],
                Read
            ),
            Tool(
                "search",
                "Search proposals",
                "Finds sections of proposals by words, the most telling first.",
                [
                    new("words", McpKind.Text, "Words to look for.", IsNeeded: true),
                    new("limit", McpKind.Number, $"How many sections, {UsualFound} unless said otherwise."),
                    s_series,
                ],
                Search
            ),
            Tool(
                "context",
                "Context of a proposal or file",
                "What one has to know before working on proposals or on a source file: status, summary, decisions, open questions, what they depend on. Superseded and rejected proposals are left out unless named.",
                [
                    new("proposals", McpKind.List, "Their numbers."),
                    new("for", McpKind.Text, "Instead: a source file, relative to the repository's root."),
                    new("budget", McpKind.Number, $"How many tokens it may take, {ProposalContext.DefaultBudget} unless said otherwise."),
                    s_series,
                ],
                Context
            ),
            Tool(
                "check",
                "Check proposals",
                "Says what is wrong with the series or one of its files. Call it after every change of a proposal.",
                [new("path", McpKind.Text, "One file or folder of the series, relative to the repository's root."), s_series],
                Check
            ),
            Tool(
                "next",
                "Next free number",
                "Says which number the next proposal gets, by all branches. To take it, make the proposal with `new` or `bep new`; never write a number yourself.",
                [s_series],
                Next
            ),
        ];

    /// <summary>The tools that change files.</summary>
    public ImmutableArray<McpTool> Writing =>
        [
            Tool(
                "new",
                "New proposal",
                "Reserves the next free number in the registry and makes the document from the template. Shows the patch first.",
                [new("title", McpKind.Text, "What it is called, without a number.", IsNeeded: true), s_confirm, s_series],
                arguments => Change(arguments, opened =>
                    {
                        var (change, path, _) = NewCommand.Make(opened, arguments.Get("title"));
                        return (change, $"Made {path}. Fill it in, and call `check`.");
                    }),
                isReadOnly: false
            ),
            Tool(
                "change_status",
                "Change a status",
                "Takes a proposal a step further in its life, in its document and its registry row. Shows the patch first.",
                [
                    new("proposal", McpKind.Text, "Its number, or its file.", IsNeeded: true),
                    new("status", McpKind.Text, "The next status.", IsNeeded: true),
                    new("version", McpKind.Text, "The version that the step asks for."),
                    new("successor", McpKind.Text, "The number of the proposal that takes its place."),
                    new("reason", McpKind.Lines, "Why, where the series wants that explained."),
                    s_confirm,
                    s_series,
                ],
                arguments =>
                    Change(arguments, opened =>
                        StatusCommand.Change(
                            opened,
                            [Absolute(opened, arguments.Get("proposal"))],
                            arguments.Get("status"),
                            arguments.Find("version"),
                            arguments.Find("successor"),
                            arguments.Find("reason")
                        )
                    ),
                isReadOnly: false
            ),
        ];

    private static McpTool Tool(
        string name,
        string title,
        string description,
        ImmutableArray<McpParameter> parameters,
        Func<McpArguments, string> answer,
        bool isReadOnly = true
    ) => new(name, title, description, McpParameter.Schema(parameters), isReadOnly, given =>
        {
            try
            {
                return new(Terminal.VisibleText(answer(new(parameters, given))), IsError: false);
            }
            catch (Exception e) when (e is UnusableException or GitException or IOException or UnauthorizedAccessException)
            {
                return new(Terminal.VisibleText(e.Message), IsError: true);
            }
            catch (Exception e)
            {
                Safely.Report($"the tool {name}", e);
                return new($"This is a fault of bep: {Terminal.Visible(e.Message)}", IsError: true);
            }
        });

    private OpenedSeries Open(McpArguments arguments)
    {
        var found = SeriesSource.Read(world, folders);
        var names = string.Join(", ", found.Select(one => $"`{one.Place.Name}`"));
        return arguments.Find("series") is { } name
                ? found.FirstOrDefault(one => one.Place.Name == name)
                    ?? throw new UnusableException($"there is no series `{name}`; there are {names}")
            : found is [var only] ? only
            : throw new UnusableException($"there are several series; say with `series` which one: {names}");
    }

    private static bool IsPath(string given) =>
        given.Contains('/') || given.Contains('\\') || given.EndsWith(".md", StringComparison.OrdinalIgnoreCase);

    // A path is one of the repository's, wherever the program runs.
    private static string Absolute(OpenedSeries opened, string given) => IsPath(given) ? Path.GetFullPath(given, opened.Place.Root) : given;

    private string List(McpArguments arguments)
    {
        var opened = Open(arguments);
        var entries = ListCommand.Entries(opened, arguments.Find("status"), arguments.Find("author"), arguments.Find("target_version"));
        var text = new StringBuilder($"{entries.Length} in `{opened.Place.Name}`.\n\n");
        text.Append(ListCommand.Table(opened, [.. entries.Take(MostRows)], world.Terminal));
        if (entries.Length > MostRows)
            text.Append($"\nand {entries.Length - MostRows} more: ask for a status, an author or a version.\n");
        return text.ToString();
    }

    private string Read(McpArguments arguments)
    {
        var opened = Open(arguments);
        var given = arguments.Get("proposal");
        var document =
            opened.Place.RelativeOf(Path.GetFullPath(given, opened.Place.Root)) is { } path && opened.Series.Find(path) is { } file ? file
            : IsPath(given) ? throw new UnusableException($"the series has no file {given}; a path is relative to {opened.Place.Root}")
            : EditCommand.DocumentOf(opened, given);
        var text = document.Text;
        var span = new TextSpan(0, text.Length);
        if (arguments.Find("section") is { } wanted)
        {
            var name = wanted.TrimStart('#').Trim();
            span = document
                .Sections.FirstOrDefault(section =>
                    section.Title.Equals(name, StringComparison.OrdinalIgnoreCase)
                    || section.Anchor.Equals(name, StringComparison.OrdinalIgnoreCase)
                )
                ?.Span
                ?? throw new UnusableException($"{document.Name} has no section `{name}`; it has {Outline(document)}");
        }
        if (span.Length > LongestRead)
            throw new UnusableException($"that is {span.Length} characters; ask for a section of {document.Name}: {Outline(document)}");
        var last = text.LineAt(Math.Max(span.Start, span.End - 1)) + 1;
        return $"Source: {document.Path}:{text.LineAt(span.Start) + 1}-{last}\n\n{text.Slice(span)}";
    }

    private static string Outline(Document document) =>
        document.Sections.IsEmpty ? "none" : string.Join(", ", document.Sections.Select(section => $"`{section.Title}`"));

    private string Search(McpArguments arguments)
    {
        var (series, words) = (Open(arguments).Series, arguments.Get("words"));
        var found = ProposalSearch.Find(series, words, Math.Clamp(arguments.Number("limit") ?? UsualFound, 1, MostFound));
        return found.IsEmpty
            ? "Nothing has these words. Try fewer or others; `list` has all titles."
            : string.Concat(
                found.Select(one =>
                    $"{one.Path}:{one.Line} {(one.Number is { } number ? series.Convention.Format(number) : "")} “{one.Heading}”: {one.Excerpt}\n"
                )
            );
    }

    private string Context(McpArguments arguments)
    {
        var opened = Open(arguments);
        var (given, file) = (arguments.Texts("proposals"), arguments.Find("for"));
        if (given.Length == 0 == (file is null))
            throw new UnusableException("say either `proposals` or `for`");
        var proposals = file is null
            ? [.. given.Select(one => EditCommand.DocumentOf(opened, Absolute(opened, one)))]
            : ContextCommand.ProposalsOf(world, opened, Path.GetFullPath(file, opened.Place.Root));
        return ProposalContext.Of(opened.Series, proposals, arguments.Number("budget") ?? ProposalContext.DefaultBudget).ToMarkdown();
    }

    private string Check(McpArguments arguments)
    {
        var opened = Open(arguments);
        if (arguments.Find("path") is { } given)
        {
            var (place, absolute) = (opened.Place, Path.TrimEndingDirectorySeparator(Path.GetFullPath(given, opened.Place.Root)));
            // The series' folder, and each around it in the repository, has all of it.
            var relative = Path.GetRelativePath(place.Root, absolute).Replace(Path.DirectorySeparatorChar, '/');
            var isWhole = relative == "." || relative == place.Folder || Paths.IsBelow(relative, place.Folder);
            var path = isWhole ? null : place.RelativeOf(absolute);
            if (!isWhole && (path is null || !opened.Series.Exists(path)))
                throw new UnusableException($"the series has no {given}; a path is relative to {place.Root}");
            opened = opened with { Only = path is null ? null : [path] };
        }
        var report = CheckCommand.Check(world, [opened], [opened.Place.Root]);
        var text = new StringBuilder();
        foreach (var one in report.Found.OrderBy(one => one.Finding.Severity).Take(MostFindings))
            text.Append(
                $"{one.Finding.Path}:{one.Lines.Start.Line + 1}: {CheckCommand.NameOf(one.Finding.Severity)} [{one.Finding.Rule.Name}] {one.Finding.Message}{string.Concat(one.Finding.Fixes.Take(1).Select(fix => $" Fix: {fix.Title}."))}\n"
            );
        if (report.Found.Length > MostFindings)
            text.Append($"and {report.Found.Length - MostFindings} milder ones; give `path` for those of one file.\n");
        text.Append($"{report.Counted}\n");
        return text.ToString();
    }

    private string Next(McpArguments arguments)
    {
        var series = Open(arguments).Series;
        return $"{series.Convention.Format(series.NextNumber)}\n{Reservation.Describe(series, series.NextNumber, DateTimeOffset.Now)}\n";
    }

    // A token is that of one patch to one state of the files: what is confirmed is what was shown.
    private string Change(McpArguments arguments, Func<OpenedSeries, (Change Change, string Says)> make)
    {
        var opened = Open(arguments);
        var token = arguments.Find("confirm");
        using var right = token is null ? null : ChangeWriter.Begin(world, opened.Place);
        if (right is not null)
            opened = SeriesSource.ReadAgain(world, opened);
        var (change, says) = make(opened);
        var patch = EditCommand.PatchOf(world, opened, opened.Series.Apply(change), change.Files);
        var expected = TokenOf(opened, change, patch);
        if (token is null)
            return $"Nothing is written yet. Call again with the same arguments and `confirm` = `{expected}` to apply this:\n\n{patch}";
        if (token != expected)
            throw new UnusableException(
                $"`{token}` does not fit: the files, the free number or the arguments are others by now. Nothing is written. Look at the new patch, and call again with `confirm` = `{expected}`:\n\n{patch}"
            );
        ChangeWriter.Write(opened.Place, opened.Series, opened.Series.Apply(change), change.Files);
        return $"{says}\n\n{patch}";
    }

    private string TokenOf(OpenedSeries opened, Change change, string patch)
    {
        var before = change.Files.Select(file => $"{file.Path} {opened.Series.Find(file.Path)?.Text.Fingerprint}");
        return Sha1.Of(Encoding.UTF8.GetBytes(string.Join('\n', [_secret, opened.Place.Absolute, .. before, patch])))[..12];
    }
}
