using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Fuzz;

/// <summary>
/// What holds of every input, whatever is in it: the one list for the program, which looks for inputs that break a law, and for the tests,
/// which keep those that once did.
/// </summary>
public static class Invariants
{
    /// <summary>
    /// Whether what an edit does not affect has to stay as it was. While it does not, a run is silent on it unless asked, so that it finds
    /// what else there is.
    /// </summary>
    public static bool JudgesSteps { get; set; }

    /// <summary>Checks <paramref name="input"/>; <paramref name="before"/> is the series of its files, made already.</summary>
    /// <exception cref="BrokenLawException">A law does not hold.</exception>
    public static void Check(Input input, Series before, Sample sample)
    {
        var after = input.Follow(before);
        var changed = input.Edits.Select(edit => edit.Path).Distinct().ToList();
        var documents =
            changed.Count > 0 && !sample.IsAll ? [.. changed.Select(after.Find).OfType<Document>()] : after.DocumentsAndMessages.ToList();
        foreach (var document in documents)
        {
            SpanLaws.Check(document);
            if (sample.Now(4))
                FeatureLaws.CheckWhole(after, document, sample);
            foreach (var offset in sample.UpTo(document.Text.Length))
                FeatureLaws.CheckAt(after, document, offset);
        }

        // As an editor does: the rest has been looked at when the series was made.
        var areFixesJudged = sample.IsAll || sample.Now(4);
        var isStepJudged = JudgesSteps && changed.Count > 0 && sample.Now(8);
        var looked =
            areFixesJudged || isStepJudged
                ? after.DocumentsAndMessages
                : Affected.Between(before, after, changed).Select(after.Find).OfType<Document>();
        var findings = looked.SelectMany(document => RuleLaws.Check(after, document)).ToImmutableArray();
        if (areFixesJudged)
            FixLaws.Check(after, findings, sample);
        if (isStepJudged)
            SeriesLaws.Check(input, before, after, findings);
    }

    /// <summary>Checks all of <paramref name="input"/>.</summary>
    /// <exception cref="BrokenLawException">A law does not hold.</exception>
    public static void Check(Input input) => Check(input, input.ToSeries(), Sample.All);
}
