using System.Text.RegularExpressions;
using Bep.Analysis.Changes;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Completes the message of a commit: the titles that fit what the branch changes, verbs, and mentions of proposals.</summary>
internal static partial class MessageCompletion
{
    /// <summary>What can be put in at <paramref name="offset"/>.</summary>
    public static Completion At(Series series, Document message, int offset)
    {
        var line = message.Text.LineSpan(message.Text.LineAt(offset));
        if (offset > line.End || message.Quiet.Any(comment => comment.Start < offset && offset <= comment.End))
            return Completion.None;
        if (message.TitleLine is { } title && title.Start != line.Start)
            return MentionCompletion.At(series, message, offset, replacesTyped: false) ?? Completion.None;

        var typed = message.Text.Slice(new(line.Start, offset));
        if (VerbIn(series.Convention, typed) is { } word)
            return Verbs(series, message.Text, new(line.Start + word, offset), line);
        var titles = Titles(series)
            .Where(one => one.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(one => new CompletionItem(one, CompletionKind.Value, new(line, one), one));
        return Completion.Of(titles.Concat(MentionCompletion.At(series, message, offset, replacesTyped: false)?.Items ?? []));
    }

    // All that the branch changes in one title, then each change by itself.
    private static IEnumerable<string> Titles(Series series)
    {
        if (ChangeFinder.In(series) is not { IsEmpty: false } changes)
            return [];
        return changes.Select(change => TitleWriter.Write(series, [change])).Prepend(TitleWriter.Write(series, changes)).Distinct();
    }

    // Where the verb begins that is being typed; null where none is.
    private static int? VerbIn(Convention convention, string typed)
    {
        if (convention.ChangeForm.Type is { } type)
            return
                ConventionalVerb().Match(typed) is { Success: true } conventional
                && typed.StartsWith(type, StringComparison.OrdinalIgnoreCase)
                ? conventional.Groups["word"].Index
                : null;
        return
            typed.StartsWith($"{convention.Prefix}-", StringComparison.Ordinal) && BracketedVerb().Match(typed) is { Success: true } match
            ? match.Groups["word"].Index
            : null;
    }

    private static Completion Verbs(Series series, SourceText text, TextSpan typed, TextSpan line)
    {
        var convention = series.Convention;
        var numbers = PlainMentions.In(convention, text.Slice(line with { End = typed.Start })).Select(mention => mention.Value).ToList();
        var fitting = ChangeFinder
            .In(series)
            ?.FirstOrDefault(change =>
                numbers.LastOrDefault() == change.Number || (numbers.Count == 0 && change == ChangeFinder.In(series)?[0])
            )
            ?.Kind;
        var end = typed.End;
        while (end < line.End && (char.IsLetter(text.Content[end]) || text.Content[end] == '-'))
            end++;
        var rest = text.Slice(line with { Start = end }).Trim();
        // Nothing after it yet, or the bracket that an editor has put there.
        var isOpen = rest is "" or ")" && numbers.Count > 0;
        return Completion.Of(
            convention
                .ChangeVerbs.OrderByDescending(verb => verb.Kind == fitting)
                .DistinctBy(verb => verb.Word)
                .Select(verb => new CompletionItem(
                    verb.Word,
                    CompletionKind.Value,
                    isOpen
                        ? new(typed with { End = line.End }, $"{verb.Word}): {SummaryOf(verb.Kind)}")
                        : new(typed with { End = end }, verb.Word),
                    verb.Word
                )
                {
                    Detail = verb.Meaning,
                })
        );

        string SummaryOf(ChangeKind kind) =>
            TitleWriter.SummaryOf(
                convention,
                ChangeFinder.In(series)?.FirstOrDefault(change => change.Number == numbers[^1] && change.Kind == kind)
                    ?? ChangeFinder.Of(series, numbers[^1], kind)
            );
    }

    [GeneratedRegex(@"\d \((?<word>[\p{L}-]*)$")]
    private static partial Regex BracketedVerb();

    [GeneratedRegex(@"^[A-Za-z]+(?:\([^()]*\))?!?: (?<word>[\p{L}-]*)$")]
    private static partial Regex ConventionalVerb();
}
