using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;

namespace Bep.Analysis.Snapshot;

/// <summary>A line of a file that may name proposals.</summary>
/// <param name="Path">The file, relative to the root.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Text">The whole line.</param>
public readonly record struct ReleasedLine(string Path, int Line, string Text);

/// <summary>A commit whose subject may name proposals.</summary>
/// <param name="Day">The day, on the calendar of who made it.</param>
/// <param name="Subject">The first line of its message.</param>
/// <param name="Paths">The files that it changes, relative to the root.</param>
public sealed record NamedCommit(DateOnly Day, string Subject, ImmutableArray<string> Paths);

/// <summary>Reads what released files and commits say of the proposals of a series.</summary>
public static partial class ReleaseReader
{
    // Nobody writes longer lines by hand.
    private const int LongestLine = 1000;

    // Of fewer implemented proposals nobody can say what is usual.
    private const int FewestImplemented = 3;

    private static readonly HashSet<string> s_testFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        "__tests__",
        "e2e",
        "fixtures",
        "spec",
        "specs",
        "test",
        "testdata",
        "testing",
        "tests",
    };

    private static readonly HashSet<string> s_changelogFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        "changelog",
        "changelog.d",
        "changes",
        "newsfragments",
    };

    /// <summary>What <paramref name="lines"/> of the files of <paramref name="release"/> say.</summary>
    /// <param name="series">The series, whose own folder does not count.</param>
    /// <param name="release">The newest release.</param>
    /// <param name="lines">Those of its lines that may name a proposal.</param>
    public static ReleasedMentions Read(Series series, string release, IEnumerable<ReleasedLine> lines)
    {
        var known = new SortedDictionary<ProposalNumber, ProposalMentions>();
        foreach (var line in lines)
        {
            var (isChangelog, isCode) = (IsChangelog(line.Path), IsCode(line));
            foreach (var named in ProposalsIn(series, line))
            {
                var before = Noted(known, named);
                var place = new PlaceInRelease(line.Path, line.Line) { Key = named.HasNumber ? null : named.Mentions[0].Key };
                known[named.Number] =
                    isChangelog ? before with { Changelog = before.Changelog ?? place }
                    : isCode && !IsPlan(line.Text, named)
                        ? before with
                        {
                            Lines = before.Lines + 1,
                            First = before.First ?? place,
                            Since = release,
                        }
                    : before;
            }
        }

        return new ReleasedMentions(release, known.Values.ToEquatableArray()).WithUsage(series);
    }

    /// <summary><paramref name="mentions"/> with what an older release, too, has of the code that follows proposals.</summary>
    /// <param name="series">The series.</param>
    /// <param name="mentions">What is known of newer releases.</param>
    /// <param name="release">The older release.</param>
    /// <param name="lines">Those of its lines that may name a proposal.</param>
    public static ReleasedMentions WithOlder(Series series, ReleasedMentions mentions, string release, IEnumerable<ReleasedLine> lines)
    {
        var older = Read(series, release, lines);
        return mentions with
        {
            Proposals = mentions
                .Proposals.Select(one => one.Lines > 0 && older.Of(one.Number) is { Lines: > 0 } ? one with { Since = release } : one)
                .ToEquatableArray(),
        };
    }

    /// <summary><paramref name="mentions"/> with the commits that name proposals and change more than the series.</summary>
    public static ReleasedMentions WithCommits(Series series, ReleasedMentions mentions, IEnumerable<NamedCommit> commits)
    {
        var known = new SortedDictionary<ProposalNumber, ProposalMentions>(mentions.Proposals.ToDictionary(one => one.Number));
        foreach (var commit in commits)
        {
            // What changes the proposal itself names it, too.
            if (commit.Paths.All(path => series.Folder.Length == 0 ? !SourceParser.IsSource(path) : Paths.IsBelow(series.Folder, path)))
                continue;
            foreach (var named in ProposalsIn(series, commit.Subject))
            {
                var before = Noted(known, named);
                known[named.Number] = before with
                {
                    Commits = before.Commits + 1,
                    FirstCommit = before.FirstCommit < commit.Day ? before.FirstCommit : commit.Day,
                };
            }
        }

        return (mentions with { Proposals = known.Values.ToEquatableArray() }).WithUsage(series);
    }

    /// <summary>The files in which the code follows a proposal whose life is not over: where older releases are worth a look.</summary>
    public static IEnumerable<string> PathsToFollow(Series series, IEnumerable<ReleasedLine> lines) =>
        from line in lines
        where IsCode(line) && !IsChangelog(line.Path)
        from named in ProposalsIn(series, line)
        where series.DocumentOf(named.Number) is { } document && !document.IsSettled(series.Convention)
        group line.Path by named.Number into files
        from path in files.Distinct().Take(MostFiles)
        select path;

    // The oldest release is most often found in the first of them already.
    private const int MostFiles = 8;

    private static ReleasedMentions WithUsage(this ReleasedMentions mentions, Series series)
    {
        var implemented = (
            from document in series.Documents.Values
            where document is { Kind: DocumentKind.Proposal, Number: not null }
            where series.Convention.RoleOfStatus(document.Facts[FieldRole.Status]) == StatusRole.Implemented
            select mentions.Of(document.Number!.Value)
        ).ToList();
        return mentions with
        {
            AreUsual = AreMost(said => said is { HasNumber: true }),
            AreUsualWithKeys = AreMost(said => said is not null),
            WithKeys = OwnKeys.Of(series).All.Select(one => one.Owner).Distinct().Order().ToEquatableArray(),
        };

        bool AreMost(Func<ProposalMentions?, bool> isNamed) =>
            implemented.Count >= FewestImplemented && implemented.Count(isNamed) * 2 > implemented.Count;
    }

    private static ProposalMentions Noted(SortedDictionary<ProposalNumber, ProposalMentions> known, NamedProposal named)
    {
        var before = known.GetValueOrDefault(named.Number, new(named.Number));
        return before.HasNumber || !named.HasNumber ? before : before with { HasNumber = true };
    }

    private static IEnumerable<NamedProposal> ProposalsIn(Series series, ReleasedLine line) =>
        line.Text.Length > LongestLine
        || (series.Folder.Length > 0 ? Paths.IsBelow(series.Folder, line.Path) : series.Exists(line.Path))
        || line.Text.Contains(Suppression.BlockMark, StringComparison.Ordinal)
            ? []
            : ProposalsIn(series, line.Text);

    private static IEnumerable<NamedProposal> ProposalsIn(Series series, string text) =>
        NumbersIn(series, text)
            .Concat(KeysIn(series, text))
            .Where(mention => !MentionText.IsInName(text, mention.Span))
            .GroupBy(mention => mention.Number)
            .Select(mentions => new NamedProposal(mentions.Key, [.. mentions]));

    private static IEnumerable<Mention> NumbersIn(Series series, string text) =>
        from mention in PlainMentions.In(series.BaseConvention, text)
        where !series.Convention.ExampleNumbers.Contains(mention.Value)
        select new Mention(mention.Value, mention.Span, null);

    private static IEnumerable<Mention> KeysIn(Series series, string text) =>
        OwnKeys.Of(series) is { All.Count: > 0 } keys
            ? from key in IssueKeys.In(text)
            let owner = keys.OwnerOf(key.Value)
            where owner is not null
            select new Mention(owner.Value, key.Span, key.Value)
            : [];

    private static bool IsCode(ReleasedLine line) =>
        SourceParser.IsSource(line.Path)
        && !Paths.Folder(line.Path).Split('/').Any(s_testFolders.Contains)
        && !TestFile().IsMatch(Paths.Name(line.Path));

    private static bool IsChangelog(string path) =>
        Paths.Folder(path) is var folder
        && (folder.Length == 0 ? ChangelogFile().IsMatch(path) : s_changelogFolders.Contains(folder.Split('/')[0]));

    // `TODO: as BEP-1044 says`, `until BEP-1044 is there`
    private static bool IsPlan(string text, NamedProposal named) =>
        Plan().IsMatch(text) || named.Mentions.All(mention => Before().IsMatch(text.AsSpan(0, mention.Span.Start)));

    [GeneratedRegex(@"^(?:CHANGELOG|CHANGES|HISTORY|NEWS|RELEASES?)(?:[-_.].*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex ChangelogFile();

    [GeneratedRegex(@"^tests?[_.]|[_.-](?:test|tests|spec|specs)\.[^.]+$|(?:Test|Tests|Spec|Specs)\.[^.]+$")]
    private static partial Regex TestFile();

    [GeneratedRegex(@"\b(?:TODO|FIXME|XXX|HACK)\b|\b(?:planned|in future|in the future|not yet|pending)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Plan();

    [GeneratedRegex(@"\b(?:until|once|when|before|after|unless|awaits|awaiting)\s+$", RegexOptions.IgnoreCase)]
    private static partial Regex Before();

    // By the key of an issue where there is one, else by its number.
    private readonly record struct Mention(ProposalNumber Number, TextSpan Span, string? Key);

    // A proposal that a line names, however often.
    private readonly record struct NamedProposal(ProposalNumber Number, ImmutableArray<Mention> Mentions)
    {
        public bool HasNumber => Mentions.Any(mention => mention.Key is null);
    }
}
