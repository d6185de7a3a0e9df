using System.Collections.Immutable;
using System.CommandLine;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;
using Bep.Server.Git;

namespace Bep.Server.Cli;

/// <summary>`bep check`: what is wrong with series, for a person or for a program, and what of it can be fixed unasked.</summary>
static class CheckCommand
{
    private const string StandardInput = "-";
    private const string Never = "never";

    // Where git keeps the message that is being written, wherever this one lies.
    private const string Message = ".git/COMMIT_EDITMSG";

    public static Command Define(CommandContext world)
    {
        var paths = SeriesSource.PathsArgument();
        paths.Description += " `-` reads a document from standard input.";
        var stdinPath = new Option<string>("--stdin-path") { Description = "The file that standard input is checked as." };
        var format = new Option<string>("--format") { Description = "How findings are written.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "sarif", "github");
        var fix = new Option<bool>("--fix") { Description = "Fixes what can be fixed without asking." };
        var dryRun = EditCommand.DryRunOption();
        dryRun.Description = "With --fix: shows what would be written, as a patch, and writes nothing.";
        var rule = new Option<string>("--rule") { Description = "Only what this rule finds.", HelpName = "name" };
        var way = new Option<int?>("--way")
        {
            Description = "With --fix and --rule: which of several ways to fix it is taken; without it, they are listed.",
            HelpName = "number",
        };
        var since = new Option<string>("--since")
        {
            Description = "Only what this revision of the repository does not have.",
            HelpName = "revision",
        };
        var commitMessage = new Option<string>("--commit-msg")
        {
            Description = "Checks this message of a commit or title of a pull request instead; `-` for standard input.",
            HelpName = "file",
        };
        var code = new Option<bool>("--code")
        {
            Description = "Checks the mentions of proposals in the repository's source files instead, as far as git tracks them.",
        };
        var revision = ChangeTitleCommand.BaseOption();
        revision.Description = "With --commit-msg: it is about everything that was changed since the branch left this one.";
        var failOn = new Option<string>("--fail-on")
        {
            Description = "The mildest finding that makes the status 1.",
            DefaultValueFactory = _ => NameOf(Severity.Error),
        };
        failOn.AcceptOnlyFromAmong([.. Enum.GetValues<Severity>().Select(NameOf), Never]);
        var command = new Command(
            "check",
            "Checks series of proposals. Status 1 if something is wrong with them, 2 if they cannot be read."
        )
        {
            paths,
            stdinPath,
            format,
            fix,
            dryRun,
            rule,
            way,
            since,
            commitMessage,
            code,
            revision,
            failOn,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(rule) is { } name && !RuleBook.Names.Contains(name))
                throw new UnusableException($"there is no rule {name}");
            if (parsed.GetValue(way) is not null && !(parsed.GetValue(fix) && parsed.GetValue(rule) is not null))
                throw new UnusableException("--way is for --fix with --rule");
            if (parsed.GetValue(dryRun) && !parsed.GetValue(fix))
                throw new UnusableException("--dry-run is for --fix");
            if (parsed.GetValue(dryRun) && parsed.GetValue(format) != "text")
                throw new UnusableException("--dry-run writes a patch, which has a format of its own");
            if (parsed.GetValue(commitMessage) is null && parsed.GetValue(revision) is not null)
                throw new UnusableException("--base is for --commit-msg");
            if (
                parsed.GetValue(commitMessage) is not null
                && (parsed.GetValue(fix) || parsed.GetValue(since) is not null || parsed.GetValue(stdinPath) is not null)
            )
                throw new UnusableException("--commit-msg checks a message and nothing else");
            if (
                parsed.GetValue(code)
                && (
                    parsed.GetValue(fix)
                    || parsed.GetValue(since) is not null
                    || parsed.GetValue(commitMessage) is not null
                    || parsed.GetValue(paths)!.Contains(StandardInput)
                )
            )
                throw new UnusableException("--code checks source files and nothing else, and fixes nothing");
            var report =
                parsed.GetValue(code) ? CodeCheck.Of(world, SeriesSource.Read(world, parsed.GetValue(paths)!), parsed.GetValue(rule))
                : parsed.GetValue(commitMessage) is { } message
                    ? CheckMessage(world, SeriesSource.Read(world, parsed.GetValue(paths)!), message, parsed.GetValue(revision))
                : Check(
                    world,
                    Open(world, parsed.GetValue(paths)!, parsed.GetValue(stdinPath), parsed.GetValue(fix)),
                    parsed.GetValue(paths)!,
                    parsed.GetValue(since),
                    parsed.GetValue(fix),
                    parsed.GetValue(rule),
                    parsed.GetValue(way),
                    parsed.GetValue(dryRun)
                );
            switch (parsed.GetValue(format))
            {
                case "text" when report.Patch is { } patch:
                    world.Terminal.WritePatch(patch);
                    world.Terminal.Warn(report.CountedFixed);
                    break;
                // Each commit gets here, and most of them have nothing to hear.
                case "text" when parsed.GetValue(commitMessage) is not null && report.Found.IsEmpty:
                    break;
                case "json":
                    JsonReport.Write(report, world.Terminal);
                    break;
                case "sarif":
                    SarifReport.Write(report, world.Terminal);
                    break;
                case "github":
                    GithubReport.Write(report, world.Terminal);
                    break;
                default:
                    TextReport.Write(report, world.Terminal);
                    break;
            }
            var limit = parsed.GetValue(failOn);
            return limit != Never && report.Found.Any(one => one.Finding.Severity <= Enum.Parse<Severity>(limit!, ignoreCase: true))
                ? CommandLine.Found
                : CommandLine.Fine;
        });
        return command;
    }

    /// <summary>A severity as it is written outside.</summary>
    public static string NameOf(Severity severity) => severity.ToString().ToLowerInvariant();

    private static ImmutableArray<OpenedSeries> Open(CommandContext world, string[] paths, string? stdinPath, bool isFixing)
    {
        if (!paths.Contains(StandardInput))
            return stdinPath is null
                ? SeriesSource.Read(world, paths, takesConfiguration: true)
                : throw new UnusableException("--stdin-path is for `-`, a document on standard input");
        if (paths.Length > 1)
            throw new UnusableException("`-` is checked alone");
        if (stdinPath is null)
            throw new UnusableException("`-` needs --stdin-path, the file that standard input is checked as");
        if (isFixing)
            throw new UnusableException("what comes from standard input cannot be fixed in place");

        var absolute = Path.GetFullPath(stdinPath);
        // The file itself need not be there yet.
        var place =
            SeriesFinder.Around(world.Files, absolute) is { } around && around.RelativeOf(absolute) is not null
                ? around
                : throw new UnusableException($"there is no series of proposals around {stdinPath}");
        var (text, problem) = ReadInput(world);
        if (text is null)
            throw new UnusableException($"standard input {problem}");
        var (series, path) = (SeriesSource.Read(world, [place.Absolute])[0].Series, place.RelativeOf(absolute)!);
        var document = DocumentParser.Parse(path, text, series.Folder, series.BaseConvention);
        series = series.With(document);
        foreach (var linked in SeriesReader.Linked(world.Files, place, document, series))
            series = linked.AddedTo(series);
        return [new(place, series, [path])];
    }

    // One series speaks of its own folder; several speak of the folder that was given.
    private static string RootOf(ImmutableArray<OpenedSeries> opened, string[] paths) =>
        opened is [var only] ? only.Place.Absolute : Path.GetFullPath(paths is [var path] ? path : ".");

    private static CheckReport CheckMessage(CommandContext world, ImmutableArray<OpenedSeries> opened, string file, string? revision)
    {
        if (file != StandardInput && !world.Files.Exists(Path.GetFullPath(file)))
            throw new UnusableException($"there is no file {file}");
        var (text, problem) = file == StandardInput ? ReadInput(world) : TextFile.Read(world.Files, Path.GetFullPath(file));
        if (text is null)
            throw new UnusableException($"{(file == StandardInput ? "standard input" : file)} {problem}");
        var found =
            from one in opened
            let series = ChangeTitleCommand.WithBase(world, one, revision).Series
            let document = DocumentParser.Parse(Message, text, series.Folder, series.BaseConvention)
            from finding in RuleBook.Default.Check(document, series.With(document))
            select new Found(one.Place, series.With(document), finding) { ShownPath = file == StandardInput ? "title" : file };
        return new(Path.GetFullPath("."), 1, [.. found], null);
    }

    // How a finding is fixed: without asking, or in the one way or the chosen one in which the rule's findings can be fixed.
    private static Func<Series, Finding, Fix?> ChooserOf(Series series, string? rule, int? chosen)
    {
        if (rule is null)
            return BatchFixes.Safe;
        var ways = FixAll.Ways(series, RuleBook.Default, FixAll.Paths(series)).Where(way => way.Rule == rule).ToList();
        if (chosen is null && ways.Count > 1)
        {
            var list = string.Concat(
                ways.Select((way, i) => $"\n  --way {i + 1}  {way.Title}{(way.Count > 1 ? $", and {way.Count - 1} more" : "")}")
            );
            throw new UnusableException($"{rule} can be fixed in several ways; say which, nothing was written:{list}");
        }

        if (chosen is { } number && (number < 1 || number > ways.Count))
            throw new UnusableException(
                $"{rule} can be fixed in {ways.Count} ways here, and {number} is none of them; nothing was written"
            );
        return ways.Count == 0 ? (_, _) => null : (_, finding) => FixAll.Chosen(finding, rule, ways[(chosen ?? 1) - 1].Way);
    }

    private static TextFile ReadInput(CommandContext world)
    {
        // However much comes, no more is kept than a document may have.
        var bytes = new byte[TextFile.LargestSize + 1];
        return TextFile.Of(bytes.AsSpan(0, world.Terminal.Input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
    }

    // With what the rules ask for that are looked at.
    private static OpenedSeries WithFarFacts(CommandContext world, OpenedSeries opened, string? only)
    {
        var (place, series, _) = opened;
        var asked = RuleBook
            .Rules.Where(rule => (only is null || only == rule.Name) && !series.Convention.Severities.Contains(new(rule.Name, null)))
            .Aggregate(FarFacts.None, (asked, rule) => asked | rule.Asks);
        if (series.ExternalFacts is not { IsOutsideRepository: false } known || asked == FarFacts.None)
            return opened;
        return opened with
        {
            Series = series.With(
                RepositoryReader.WithFarFactsAsync(world.Git, place, series, known, asked, CancellationToken.None).GetAwaiter().GetResult()
            ),
        };
    }

    /// <summary>What is wrong with <paramref name="opened"/>.</summary>
    /// <param name="world">The world.</param>
    /// <param name="opened">The series.</param>
    /// <param name="given">The paths that were named.</param>
    /// <param name="since">The revision whose faults are left out; null for none.</param>
    /// <param name="isFixing">True where what can be fixed is.</param>
    /// <param name="rule">The one rule that is looked at; null for all.</param>
    /// <param name="way">How its findings are fixed, where there are several ways.</param>
    /// <param name="isDryRun">True where what is fixed is not written.</param>
    public static CheckReport Check(
        CommandContext world,
        ImmutableArray<OpenedSeries> opened,
        string[] given,
        string? since = null,
        bool isFixing = false,
        string? rule = null,
        int? way = null,
        bool isDryRun = false
    )
    {
        var root = RootOf(opened, given);
        if (isDryRun && opened.Select(one => one.Place.Root).Distinct().Count() > 1)
            throw new UnusableException("a patch is for one repository; name the series of one");
        var found = ImmutableArray.CreateBuilder<Found>();
        var steps = ImmutableArray.CreateBuilder<Found>();
        var patches = new List<string>();
        foreach (var asked in opened)
        {
            var one = WithFarFacts(world, asked, rule);
            using var right = isFixing && !isDryRun ? ChangeWriter.Begin(world, one.Place) : null;
            var (place, series, _) = right is null ? one : SeriesSource.ReadAgain(world, one);
            var known = since is null
                ? null
                : RepositoryReader
                    .BaselineAsync(world.Git, place, series.ExternalFacts, since, CancellationToken.None)
                    .GetAwaiter()
                    .GetResult();
            var rules = RuleBook.Default;
            if (isFixing)
            {
                var choose = ChooserOf(series, rule, way);
                var paths = (one with { Series = series }).Documents.Select(document => document.Path).ToHashSet();
                var result = BatchFixes.Apply(series, rules, paths, (before, finding) =>
                    known?.Has(before, finding) == true ? null : choose(before, finding)
                );
                var changes = result.Steps.SelectMany(step => step.Fix.Change.Files);
                if (isDryRun)
                    patches.Add(EditCommand.PatchOf(world, one, result.Series, changes));
                else
                    ChangeWriter.Write(place, series, result.Series, changes);
                steps.AddRange(result.Steps.Select(step => new Found(place, step.Before, step.Finding) { Fix = step.Fix }));
                series = result.Series;
            }

            var now = one with { Series = series };
            var findings = Concurrently
                .Map(now.Documents, document => rules.Check(document, series))
                .SelectMany(findings => findings)
                .Where(IsCounted);
            // What an editor shows at both ends of a disagreement is counted once, at the registry's.
            bool IsCounted(Finding finding) =>
                (rule is null || finding.Rule.Name == rule) && (!finding.IsMirroredElsewhere || !now.IsAskedFor(series.RegistryPath));
            var sorted = findings
                .OrderBy(finding => finding.Path, StringComparer.Ordinal)
                .ThenBy(finding => finding.Span)
                .ThenBy(finding => finding.Rule.Name, StringComparer.Ordinal);
            found.AddRange((known?.Without(series, sorted) ?? sorted).Select(finding => new Found(place, series, finding)));
        }
        return new(
            root,
            opened.Sum(one =>
                one.Documents.Count(document => document.Kind is not (DocumentKind.Configuration or DocumentKind.Instructions))
            ),
            found.ToImmutable(),
            isFixing ? steps.ToImmutable() : null
        )
        {
            Patch = isDryRun ? string.Concat(patches) : null,
        };
    }
}

/// <summary>What a check came to.</summary>
/// <param name="Root">The absolute path that paths in reports are relative to.</param>
/// <param name="Documents">How many were checked.</param>
/// <param name="Found">What is wrong: by path, and within a document in the order of the text.</param>
/// <param name="Fixed">What was fixed, in order; null where nothing was to be.</param>
sealed record CheckReport(string Root, int Documents, ImmutableArray<Found> Found, ImmutableArray<Found>? Fixed)
{
    /// <summary>What would be written to fix it; null where it is written, or nothing is to be.</summary>
    public string? Patch { get; init; }

    /// <summary>How many findings were fixed, and how many there are left.</summary>
    public string CountedFixed => $"{Fixed?.Length ?? 0} {(Patch is null ? "" : "would be ")}fixed, remaining: {Counted}";

    /// <summary>How many findings there are of each severity, by its name.</summary>
    public Dictionary<string, int> Summary =>
        Enum.GetValues<Severity>().ToDictionary(CheckCommand.NameOf, severity => Found.Count(one => one.Finding.Severity == severity));

    /// <summary>How many findings there are of each severity, in how many documents, as the end of a report says it.</summary>
    public string Counted
    {
        get
        {
            var counts = Summary.Where(count => count.Value > 0).Select(count => $"{count.Value} {Named(count.Key, count.Value)}").ToList();
            return $"{(counts.Count == 0 ? "nothing" : string.Join(", ", counts))} in {Documents} {(Documents == 1 ? "document" : "documents")}.";

            static string Named(string severity, int count) =>
                severity == "information" ? $"{(count == 1 ? "piece" : "pieces")} of information" : $"{severity}{(count == 1 ? "" : "s")}";
        }
    }
}

/// <summary>A finding, and the series that it was found in.</summary>
sealed record Found(SeriesLocation Place, Series Series, Finding Finding)
{
    /// <summary>What fixed it; null where nothing did.</summary>
    public Fix? Fix { get; init; }

    /// <summary>What the document is called in reports, where that is not its path.</summary>
    public string? ShownPath { get; init; }

    public Document Document => Series.Find(Finding.Path)!;

    /// <summary>Where it starts and ends, from 0.</summary>
    public (LinePosition Start, LinePosition End) Lines =>
        (Document.Text.PositionOf(Finding.Span.Start), Document.Text.PositionOf(Finding.Span.End));

    /// <summary>The document relative to <paramref name="root"/>, with forward slashes.</summary>
    public string PathIn(string root) =>
        ShownPath ?? Path.GetRelativePath(root, Place.AbsoluteOf(Finding.Path)).Replace(Path.DirectorySeparatorChar, '/');
}
