using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using static Bep.Fuzz.BrokenLawException;

namespace Bep.Fuzz;

/// <summary>
/// What holds of every change that an author can ask for: it can be carried out, leaves alone what it is not about, and, where it is
/// offered, does what it says and nothing worse.
/// </summary>
public static partial class FixLaws
{
    /// <summary>How much has been tried so far, by what it is; and what was not offered, by the rule.</summary>
    public static ConcurrentDictionary<string, int> Tried { get; } = [];

    /// <summary>
    /// Checks the fixes of <paramref name="findings"/>, which are all of <paramref name="series"/>, and what is fixed without asking.
    /// </summary>
    /// <exception cref="BrokenLawException">A law does not hold.</exception>
    public static void Check(Series series, ImmutableArray<Finding> findings, Sample sample)
    {
        foreach (var finding in sample.Of(findings))
        {
            CheckFixes(series, findings, finding, finding.Fixes, "fix", sample);
            CheckFixes(series, findings, finding, [.. Ignore.For(series, series.Find(finding.Path)!, finding)], "ignoring", sample);
        }

        if (!sample.Now(4))
            return;
        foreach (var document in sample.Of(series.DocumentsAndMessages.ToList()))
        {
            if (FixAll.In(series, document, RuleBook.Default) is { } all)
                CheckWhole(series, findings, all, Apply(series, all, nameof(FixAll)), nameof(FixAll));
        }

        var result = BatchFixes.Apply(series, RuleBook.Default, null, BatchFixes.Safe);
        if (result.Steps.IsEmpty)
            return;
        Count(nameof(BatchFixes));
        CheckWhole(series, findings, new([.. result.Steps.SelectMany(step => step.Fix.Change.Files)]), result.Series, nameof(BatchFixes));
        var again = BatchFixes.Apply(result.Series, RuleBook.Default, null, BatchFixes.Safe).Steps;
        Unless(again.IsEmpty, nameof(BatchFixes), $"A second run goes on with {again.FirstOrDefault()?.Finding.Message}");
    }

    /// <summary>
    /// The series after <paramref name="change"/>. Its edits lie in their texts, which keep their mark of the byte order, their line ends
    /// and the one at their end; and a link that leads to a file leads to it afterwards, wherever both are by then.
    /// </summary>
    /// <exception cref="BrokenLawException">They do not.</exception>
    public static Series Apply(Series series, Change change, string law)
    {
        var edited = new HashSet<string>();
        foreach (var edit in change.Files.OfType<FileChange.Edit>())
        {
            var document = series.Find(edit.Path) ?? throw new BrokenLawException(law, $"{edit.Path} is edited and not there.");
            Unless(edited.Add(edit.Path), law, $"{edit.Path} is edited twice.");
            Unless(document.Kind == DocumentKind.Message || series.Files.Contains(edit.Path), law, $"{edit.Path} is edited and no file.");
            for (var i = 0; i < edit.Edits.Length; i++)
            {
                SpanLaws.LiesIn(document.Text, edit.Edits[i].Span, law);
                Unless(i == 0 || edit.Edits[i - 1].Span.End <= edit.Edits[i].Span.Start, law, $"Edits overlap in {edit.Path}.");
            }

            var (then, now) = (document.Text.Content, document.Text.With(edit.Edits).Content);
            Unless(!then.StartsWith('\uFEFF') || now.StartsWith('\uFEFF'), law, $"{edit.Path} loses its mark of the byte order.");
            Unless(
                then.Length == 0 || then[^1] is not ('\r' or '\n') || now is "" or "\uFEFF" || now[^1] is '\r' or '\n',
                law,
                $"{edit.Path} loses the line end of its last line."
            );
            Unless(LineEnds(then) is not [var only] || LineEnds(now).All(end => end == only), law, $"{edit.Path} gets other line ends.");
        }

        Series after;
        try
        {
            after = series.Apply(change);
        }
        catch (InvalidOperationException e)
        {
            throw new BrokenLawException(law, e.Message);
        }

        foreach (var document in series.Documents.Values)
            CheckLinks(series, document, change, after, law);
        return after;
    }

    // A link that is itself what the change is about leads elsewhere on purpose.
    private static void CheckLinks(Series series, Document document, Change change, Series after, string law)
    {
        if (after.Find(After(change, document.Path)) is not { } now)
            return;
        var edits = change
            .Files.OfType<FileChange.Edit>()
            .Where(edit => edit.Path == document.Path)
            .SelectMany(edit => edit.Edits)
            .ToList();
        foreach (var link in document.Links)
        {
            if (link is not { Path: { Length: > 0 } path, PathSpan.IsEmpty: false } || !series.Files.Contains(path))
                continue;
            var target = After(change, path);
            var isMoved = target != path || now.Path != document.Path;
            if (edits.Exists(edit => edit.Span.Intersects(link.UrlSpan) && (!isMoved || !link.UrlSpan.Contains(edit.Span))))
                continue;
            var start =
                link.UrlSpan.Start
                + edits
                    .Where(edit => edit.Span.End <= link.UrlSpan.Start && edit.Span.Start < link.UrlSpan.Start)
                    .Sum(edit => edit.NewText.Length - edit.Span.Length);
            var found = now.Links.FirstOrDefault(other => other.UrlSpan.Start == start);
            Unless(
                found?.Path is { } there && Paths.Comparer.Equals(there, target),
                law,
                $"{document.Path} links {path} with {document.Text.Slice(link.Span)}, and afterwards {found?.Path ?? "nothing"} and not {target}."
            );
            Unless(after.Exists(target), law, $"{target}, which {document.Path} links, is gone.");
        }
    }

    private static void CheckFixes(
        Series series,
        ImmutableArray<Finding> findings,
        Finding finding,
        ImmutableArray<Fix> fixes,
        string kind,
        Sample sample
    )
    {
        var law = $"{kind} of {finding.Rule.Name}";
        var some = sample.Of(fixes).ToList();
        Count(kind, some.Count);
        foreach (var fix in some)
            Apply(series, fix.Change, law);
        var offered = Effect.Sound(series, RuleBook.Default, finding, some).ToList();
        Count($"not offered: {law}", some.Count - offered.Count);
        foreach (var fix in offered)
        {
            var after = series.Apply(fix.Change);
            var now = FindingsOf(after);
            var path = After(fix.Change, finding.Path);
            Unless(
                now.Count(other => other.Rule == finding.Rule && other.Path == path)
                    < findings.Count(other => other.Rule == finding.Rule && other.Path == finding.Path),
                law,
                $"“{fix.Title}” leaves “{finding.Message}”"
            );
            var added = Added(series, findings, fix.Change, after, now, Severity.Warning).Except(fix.Uncovers).ToList();
            Unless(added.Count == 0, law, $"“{fix.Title}” of “{finding.Message}” adds {string.Join(", ", added)}.");
        }
    }

    // What nobody was asked about leaves no error that was not there, and no more of them.
    private static void CheckWhole(Series series, ImmutableArray<Finding> findings, Change change, Series after, string law)
    {
        var now = FindingsOf(after);
        var added = Added(series, findings, change, after, now, Severity.Error).ToList();
        Unless(added.Count == 0, law, $"{string.Join(", ", added)} is added.");
        Unless(
            now.Count(finding => finding.Severity == Severity.Error) <= findings.Count(finding => finding.Severity == Severity.Error),
            law,
            $"There are more errors than before."
        );
    }

    private static List<Finding> FindingsOf(Series series) =>
        [.. series.DocumentsAndMessages.SelectMany(document => RuleBook.Default.Check(document, series))];

    // The rules that find more as bad as that, in a document that was there and is what it was, than they have found of any severity.
    private static IEnumerable<string> Added(
        Series series,
        ImmutableArray<Finding> findings,
        Change change,
        Series after,
        List<Finding> now,
        Severity least
    )
    {
        var then = findings.ToLookup(finding => (finding.Rule.Name, After(change, finding.Path)));
        foreach (var group in now.Where(finding => finding.Severity <= least).GroupBy(finding => (finding.Rule.Name, finding.Path)))
        {
            if (
                group.Count() <= then[group.Key].Count()
                || change.Files.Any(file => file is FileChange.Create && file.Path == group.Key.Path)
            )
                continue;
            var old = series.Documents.Values.FirstOrDefault(document => After(change, document.Path) == group.Key.Path);
            if (
                old is not null
                && after.Find(group.Key.Path) is { } document
                && document.Kind == old.Kind
                && document.Number is null == old.Number is null
            )
                yield return group.Key.Name;
        }
    }

    private static string After(Change change, string path) =>
        change
            .Files.OfType<FileChange.Rename>()
            .Aggregate(path, (at, rename) =>
                at == rename.Path || Paths.IsBelow(rename.Path, at) ? rename.NewPath + at[rename.Path.Length..] : at
            );

    private static List<string> LineEnds(string text) => [.. LineEnd().Matches(text).Select(match => match.Value).Distinct()];

    private static void Count(string what, int more = 1) => Tried.AddOrUpdate(what, more, (_, count) => count + more);

    [GeneratedRegex("\\r\\n|\\r|\\n")]
    private static partial Regex LineEnd();
}
