using System.Collections.Immutable;
using Bep.Analysis.Configuration;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Checking;

/// <summary>
/// What a change does to the findings of a series. A change is made from what a rule knows of one place, and the text around it may be
/// anything: a fence that is not closed, a comment, half a front matter. So each change is tried on the snapshot before it is offered, and
/// one that would not do what it says is not.
/// </summary>
public sealed class Effect
{
    // As many documents as can be checked twice, for each line of a menu, while an author waits for it.
    private const int MostDocuments = 20;

    private readonly List<Count> _counts;

    private Effect(Series after, IReadOnlySet<string> affected, List<Count> counts) =>
        (After, Affected, _counts) = (after, affected, counts);

    /// <summary>The series after the change.</summary>
    public Series After { get; }

    /// <summary>The documents whose findings the change may have changed (<see cref="Checking.Affected"/>).</summary>
    public IReadOnlySet<string> Affected { get; }

    /// <summary>
    /// True where the change lowers the number of findings: fewer errors, or as many errors and fewer warnings, and so on. Such steps come
    /// to an end, in whatever order they are made, because no number falls for ever.
    /// </summary>
    public bool IsProgress
    {
        get
        {
            foreach (var severity in Enum.GetValues<Severity>())
            {
                var difference = _counts.Sum(count => count.Now(severity) - count.Then(severity));
                if (difference != 0)
                    return difference < 0;
            }

            return false;
        }
    }

    /// <summary>What <paramref name="change"/> does to <paramref name="series"/>; null where it cannot be carried out there.</summary>
    /// <param name="series">The series that the change is for.</param>
    /// <param name="rules">What is looked for.</param>
    /// <param name="change">The change.</param>
    /// <param name="finding">What the change is to remove; null for nothing.</param>
    /// <param name="most">How many documents are checked; those that the change names, and the finding's, always are.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was asked for.</exception>
    public static Effect? Of(
        Series series,
        RuleBook rules,
        Change change,
        Finding? finding = null,
        int most = int.MaxValue,
        CancellationToken cancellation = default
    )
    {
        Series after;
        try
        {
            after = series.Apply(change);
        }
        catch (InvalidOperationException)
        {
            return null;
        }

        var renames = change.Files.OfType<FileChange.Rename>().ToList();
        var changed = change.Files.SelectMany(file => file is FileChange.Rename rename ? Moved(series, rename) : [file.Path]).ToHashSet();
        var affected = Checking.Affected.Between(series, after, changed.Concat(changed.Select(Map)).ToHashSet());
        var created = change.Files.OfType<FileChange.Create>().Select(file => file.Path).ToHashSet();
        var counts = new List<Count>();
        if (finding is not null)
            changed.Add(finding.Path);
        foreach (var path in changed.Concat(affected).Distinct().Take(Math.Max(most, changed.Count)))
        {
            if (series.Find(path) is not { } then)
                continue;
            var now = after.Find(Map(path));
            // A file is judged as a proposal once it is called one.
            var isSame = now is not null && !created.Contains(path) && now.Kind == then.Kind && now.Number is null == then.Number is null;
            counts.AddRange(
                Compare(path, rules.Check(then, series, cancellation), now is null ? [] : rules.Check(now, after, cancellation), isSame)
            );
        }

        return new(after, affected, counts);

        string Map(string path) =>
            renames.Aggregate(path, (at, rename) =>
                at == rename.Path || Paths.IsBelow(rename.Path, at) ? rename.NewPath + at[rename.Path.Length..] : at
            );
    }

    /// <summary>
    /// The fixes of <paramref name="finding"/> that can be offered: each removes it and adds no error and no warning but those that it says
    /// it uncovers. Of two with one title, the first.
    /// </summary>
    public static IEnumerable<Fix> Sound(
        Series series,
        RuleBook rules,
        Finding finding,
        IEnumerable<Fix> fixes,
        CancellationToken cancellation = default
    ) =>
        fixes
            .Where(fix =>
                SwitchesOff(series, rules, finding, fix.Change)
                || (
                    Of(series, rules, fix.Change, finding, MostFor(fix.Change), cancellation) is { } effect
                    && effect.Removes(finding)
                    && !effect.Adds(Severity.Warning).Except(fix.Uncovers).Any()
                )
            )
            .DistinctBy(fix => fix.Title);

    // A configuration that says the same as before, but for the finding's rule being off: the rule is found nowhere and nothing else is found
    // anew, however many documents there are.
    private static bool SwitchesOff(Series series, RuleBook rules, Finding finding, Change change)
    {
        if (
            change.Files is not [{ Path: var path } file]
            || Paths.Name(path) != ConfigurationReader.FileName
            || finding.Path == path
            || rules.Sets(finding.Rule)
        )
            return false;
        var text = file switch
        {
            FileChange.Create create => new SourceText(create.Content),
            FileChange.Edit edit => series.Find(path)?.Text.With(edit.Edits),
            _ => null,
        };
        if (text is null)
            return false;
        var configuration = DocumentParser.Parse(path, text, series.Folder, series.BaseConvention);
        if (
            !ConfigurationReader.IsFor(configuration, series.Folder)
            || ConfigurationReader.Check(configuration, RuleBook.Names).Any()
            || ConfigurationReader.BaseConvention(configuration, series.Folder) != series.BaseConvention
        )
            return false;
        var (before, now) = (
            series.Convention,
            ConventionReader.Read(series.BaseConvention, series.Folder, series.Template, series.RegistryDocument, configuration).Convention
        );
        return now with { Severities = before.Severities } == before
            && now.Severities.Where(severity => !before.Severities.Contains(severity)).SequenceEqual([new(finding.Rule.Name, null)])
            && before.Severities.All(now.Severities.Contains);
    }

    // A change of the configuration concerns all documents there are, and some of them are no better than none.
    private static int MostFor(Change change) =>
        change.Files.All(file => Paths.Name(file.Path) == ConfigurationReader.FileName) ? 0 : MostDocuments;

    /// <summary>
    /// True where <paramref name="change"/>, which is to remove no finding, can be carried out and adds no error and no warning.
    /// </summary>
    public static bool IsHarmless(Series series, RuleBook rules, Change change, CancellationToken cancellation = default) =>
        Of(series, rules, change, null, MostDocuments, cancellation) is { } effect && !effect.Adds(Severity.Warning).Any();

    /// <summary>
    /// True where the document of each of <paramref name="findings"/> has one finding of that rule less, under whatever name it then has.
    /// </summary>
    public bool Removes(params IReadOnlyCollection<Finding> findings) =>
        findings
            .CountBy(finding => (finding.Path, finding.Rule.Name))
            .All(wanted =>
                _counts.Exists(count =>
                    (count.Path, count.Rule) == wanted.Key && count.Now(Severity.Hint) <= count.Then(Severity.Hint) - wanted.Value
                )
            );

    /// <summary>
    /// The rules that find more in a document, as bad as <paramref name="least"/> or worse, than they have found of any severity: what was
    /// there before is not new when it matters more. What a change writes into a new document is for its author to go on with, and does not
    /// count.
    /// </summary>
    public IEnumerable<string> Adds(Severity least) =>
        _counts.Where(count => count.IsSame && count.Now(least) > count.Then(Severity.Hint)).Select(count => count.Rule).Distinct();

    private static IEnumerable<string> Moved(Series series, FileChange.Rename rename) =>
        series.Find(rename.Path) is not null
            ? [rename.Path]
            : series.Files.Paths.Where(path => path == rename.Path || Paths.IsBelow(rename.Path, path));

    private static IEnumerable<Count> Compare(string path, ImmutableArray<Finding> then, ImmutableArray<Finding> now, bool isSame) =>
        then.Concat(now)
            .Select(finding => finding.Rule.Name)
            .Distinct()
            .Select(rule => new Count(
                path,
                rule,
                [.. then.Where(finding => finding.Rule.Name == rule).Select(finding => finding.Severity)],
                [.. now.Where(finding => finding.Rule.Name == rule).Select(finding => finding.Severity)],
                isSame
            ));

    /// <summary>What one rule finds in one document, before and after.</summary>
    private sealed record Count(string Path, string Rule, ImmutableArray<Severity> Before, ImmutableArray<Severity> After, bool IsSame)
    {
        /// <summary>How many findings were as bad as <paramref name="severity"/>, or worse.</summary>
        public int Then(Severity severity) => Before.Count(found => found <= severity);

        /// <summary>How many are.</summary>
        public int Now(Severity severity) => After.Count(found => found <= severity);
    }
}
