using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Snapshot;

namespace Bep.Fuzz;

/// <summary>What holds of a series that came about step by step.</summary>
public static class SeriesLaws
{
    /// <summary>What an edit leaves alone says what it said, and a series made anew says what this one does.</summary>
    public static void Check(Input input, Series before, Series after, ImmutableArray<Finding> findings)
    {
        var affected = Affected.Between(before, after, input.Edits.Select(edit => edit.Path));
        var byPath = findings.ToLookup(finding => finding.Path);
        foreach (var document in after.DocumentsAndMessages)
        {
            if (affected.Contains(document.Path))
                continue;
            var then = before.Find(document.Path) is { } old ? RuleBook.Default.Check(old, before) : [];
            Same(then, byPath[document.Path], "what an edit affects", document.Path);
        }

        var settled = input.Settled().ToSeries();
        // Where the series lies, and which configuration counts, is for whoever reads the files to say.
        if (settled.Folder != after.Folder || settled.BaseConvention != after.BaseConvention)
            return;
        foreach (var document in settled.DocumentsAndMessages)
            Same(RuleBook.Default.Check(document, settled), byPath[document.Path], "a series made anew", document.Path);
    }

    private static void Same(IEnumerable<Finding> one, IEnumerable<Finding> other, string law, string path)
    {
        var (a, b) = (one.Select(Exactly).ToList(), other.Select(Exactly).ToList());
        if (a.SequenceEqual(b))
            return;
        var (gone, come) = (a.Except(b).ToList(), b.Except(a).ToList());
        throw new BrokenLawException(
            $"{law}, {gone.Concat(come).FirstOrDefault()?.Split(' ')[0]}",
            $"{path}: [{string.Join(", ", gone)}] and [{string.Join(", ", come)}]"
        );
    }

    private static string Exactly(Finding finding) =>
        $"{finding.Rule.Name} {finding.Span.Start}-{finding.Span.End} {finding.Severity} {finding.Message}";
}
