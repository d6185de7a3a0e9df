using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;

namespace Bep.Tests.Rules;

/// <summary>What holds of every series, whatever is in it.</summary>
internal static partial class Laws
{
    /// <summary>
    /// Each fix, applied alone, removes the finding it came with and adds none. Some faults hide others (<see cref="s_hidden"/>), which mending
    /// them may bring to light; a document that a fix creates is still to be written, and a file is judged as a proposal once it is called one.
    /// </summary>
    public static void FixesMend(Series series)
    {
        var before = RuleBook.Default.CheckAll(series);
        foreach (var finding in before)
        {
            foreach (var fix in finding.Fixes)
            {
                var created = fix.Change.Files
                    .Select(file => file is FileChange.Create ? file.Path : file is FileChange.Rename rename && finding.Rule.Name == "file-name" ? rename.NewPath : null)
                    .ToHashSet();
                var after = RuleBook.Default.CheckAll(series.Apply(fix.Change)).RemoveAll(other => created.Contains(other.Path));
                var gone = Minus(before, after).ToList();
                var added = Minus(after, before)
                    .Where(key => !s_hidden.GetValueOrDefault(finding.Rule.Name, []).Any(hidden => key.StartsWith(hidden, StringComparison.Ordinal)))
                    .ToList();
                Assert.True(gone.Count > 0, $"{fix.Title} leaves {finding.Rule.Name}: {finding.Message}");
                Assert.True(added.Count == 0, $"{fix.Title} of {finding.Rule.Name} ({finding.Message}) adds {string.Join("; ", added)}");
            }
        }
    }

    // What is missing in a front matter shows once it is one; a mention can be a link once there is something to link.
    // Who keeps one side of a conflict alone gives up the rows of the other one.
    private static readonly Dictionary<string, string[]> s_hidden = new()
    {
        ["invalid-front-matter"] = ["empty-field ", "missing-", "field-order "],
        ["missing-front-matter"] = ["empty-field ", "registry-author-mismatch Information "],
        ["missing-field"] = ["registry-author-mismatch Information "],
        ["empty-field"] = ["registry-author-mismatch Information "],
        ["unknown-reference"] = ["reserved-reference ", "unlinked-reference "],
        ["reserved-reference"] = ["unlinked-reference "],
        ["file-name"] = ["unlinked-reference "],
        ["broken-registry-link"] = ["unlinked-reference "],
        ["registry-conflict"] = ["unregistered-document ", "registry-gap ", "registry-title-mismatch "],
    };

    /// <summary>What is checked after an edit gives, with the rest of the last findings, what checking everything gives.</summary>
    public static void AffectedSuffices(Series before, Series after, IEnumerable<string> changed, string what)
    {
        var affected = after.AffectedSince(before, changed);
        foreach (var document in after.Documents.Values.Where(document => !affected.Contains(document.Path)))
        {
            var then = before.Find(document.Path) is { } old ? RuleBook.Default.Check(old, before) : [];
            var now = RuleBook.Default.Check(document, after);
            Assert.True(then.Select(Exactly).SequenceEqual(now.Select(Exactly)), $"{what}: {document.Path} was not looked at, but changed from [{string.Join(", ", then.Select(Exactly))}] to [{string.Join(", ", now.Select(Exactly))}]");
        }
    }

    /// <summary>The series with another text for one of its documents.</summary>
    public static Series With(Series series, string path, string content) =>
        series.With(DocumentParser.Parse(path, new(content), series.Folder, series.Basis));

    private static string Exactly(Finding finding) => $"{finding.Rule.Name} {finding.Span.Start}-{finding.Span.End} {finding.Severity} {finding.Message}";

    // Places move with an edit, numbers and names with a renumbering; what is found stays what it is.
    private static string Key(Finding finding) => $"{finding.Rule.Name} {finding.Severity} {Number().Replace(finding.Message.ToString(), "BEP")}";

    private static IEnumerable<string> Minus(IEnumerable<Finding> from, IEnumerable<Finding> take)
    {
        var counts = take.GroupBy(Key).ToDictionary(group => group.Key, group => group.Count());
        foreach (var key in from.Select(Key))
        {
            if (counts.GetValueOrDefault(key) is > 0 and var count) counts[key] = count - 1;
            else yield return key;
        }
    }

    [GeneratedRegex(@"BEP-\d{4}(?:-[\w-]+(?:\.md|/))?")]
    private static partial Regex Number();
}
