using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Something that a proposal lacks before it takes its next step.</summary>
/// <param name="Words">What it is.</param>
/// <param name="Span">Where in the document.</param>
public sealed record MissingPart(LocalizableString Words, TextSpan Span);

/// <summary>A proposal's next step, and what it lacks for that.</summary>
/// <param name="Status">The status after it.</param>
/// <param name="Missing">What is missing, in the order of the text.</param>
public sealed record NextStep(string Status, ImmutableArray<MissingPart> Missing);

/// <summary>
/// Tells what is left to do before a proposal can go on: questions that are open, boxes that are not ticked, sections without text, and what
/// the next status asks for. It is a list for its author, and no finding: whether a question may stay open is for people to say.
/// </summary>
public static partial class NextSteps
{
    // A document with more has a list that nobody reads to its end.
    private const int MostParts = 100;

    /// <summary>
    /// The step that <paramref name="document"/> takes if all goes well; null where its life is over, or nothing is known of what follows.
    /// </summary>
    public static NextStep? Of(Series series, Document document)
    {
        var step = StatusChange
            .Steps(series, document)
            .FirstOrDefault(step =>
                StatusCategories.Of(series.Convention, step.Status)
                    is not (StatusCategory.Rejected or StatusCategory.Withdrawn or StatusCategory.Superseded)
            );
        if (step is null || document.Facts[FieldRole.Status] is not { } status || series.Convention.IsSettled(status))
            return null;
        var missing = new List<MissingPart>();
        if (step.Version is { Name: var version })
            missing.Add(new($"`{version}` is not filled in.", PlaceOf(FieldRole.TargetVersion, version)));
        if (step.Successor is { } successor)
            missing.Add(new($"`{successor}` is not filled in.", PlaceOf(FieldRole.Successor, successor)));
        if (step.Reason is { } reason)
            missing.Add(new($"There is no section `{reason}`.", document.FirstLine));
        missing.AddRange(InText(document));
        return new(step.Status, [.. missing.OrderBy(part => part.Span).Take(MostParts)]);

        TextSpan PlaceOf(FieldRole role, string name) =>
            document.FrontMatter!.Fields.FirstOrDefault(field => field.Role == role || field.Name.Value == name)?.Name.Span
            ?? document.FirstLine;
    }

    private static IEnumerable<MissingPart> InText(Document document)
    {
        var text = document.Text;
        TextSpan? open = null;
        for (var i = 0; i < document.Sections.Length; i++)
        {
            var section = document.Sections[i];
            var next = i + 1 < document.Sections.Length ? document.Sections[i + 1] : null;
            if (open?.Contains(section.Heading) == true)
            {
                yield return new($"Open question: {section.Title}", section.Heading);
                continue;
            }

            if (OpenQuestions().IsMatch(section.Title))
                open = section.Span;
            else if (
                section.Level > 1
                && section.Title.Length > 0
                && text.Content.AsSpan(section.Heading.End..section.Span.End).IsWhiteSpace()
            )
                yield return new($"There is nothing under `{section.Title}`.", section.Heading);
            var own = new TextSpan(section.Heading.End, next?.Heading.Start ?? text.Length);
            var areQuestions = open == section.Span;
            var count = 0;
            foreach (var part in Lines(document, own, areQuestions))
            {
                count++;
                yield return part;
            }

            if (areQuestions && count == 0 && Question(text, own) is { } question)
                yield return question;
        }
    }

    // Of open questions each item of the list counts that is not struck through or ticked, elsewhere each box that is not ticked.
    private static IEnumerable<MissingPart> Lines(Document document, TextSpan span, bool areQuestions)
    {
        var text = document.Text;
        for (var line = text.LineAt(span.Start); line < text.LineCount && text.LineSpan(line).Start < span.End; line++)
        {
            var place = text.LineSpan(line);
            if (place.Start < span.Start || Item().Match(text.Slice(place)) is not { Success: true } item)
                continue;
            var words = item.Groups["words"];
            var at = place.Start + words.Index;
            if (Spans.LastUpTo(document.Quiet, at, quiet => quiet) is >= 0 and var i && document.Quiet[i].End > at)
                continue;
            var isTicked = item.Groups["box"].Value is "[x]" or "[X]" || words.Value.StartsWith("~~", StringComparison.Ordinal);
            if (
                isTicked
                || !(item.Groups["box"].Success || (areQuestions && item.Groups["indent"].Length < 2 && !Nothing().IsMatch(words.Value)))
            )
                continue;
            var shown = new TextSpan(place.Start + words.Index, place.Start + words.Index + words.Length);
            yield return areQuestions
                ? new($"Open question: {words.Value.TrimEnd()}", shown)
                : new($"Not ticked: {words.Value.TrimEnd()}", shown);
        }
    }

    // What stands there without a list is one question.
    private static MissingPart? Question(SourceText text, TextSpan span)
    {
        for (var line = text.LineAt(span.Start); line < text.LineCount && text.LineSpan(line).Start < span.End; line++)
        {
            var place = text.LineSpan(line);
            var words = text.Slice(place).Trim();
            if (place.Start >= span.Start && words.Length > 0)
                return char.IsLetter(words[0]) && !Nothing().IsMatch(words) ? new($"Open question: {words}", place) : null;
        }

        return null;
    }

    [GeneratedRegex(
        @"\b(?:open|unresolved|remaining|outstanding)\s+(?:questions?|issues?|points?)\b|미결|열린 질문",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex OpenQuestions();

    [GeneratedRegex(@"^(?<indent>[ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?:(?<box>\[[ xX]\])[ \t]+)?(?<words>\S.*)$")]
    private static partial Regex Item();

    [GeneratedRegex(@"^(?:none|nothing|n/?a|no(?:ne)?\b.{0,20}|-+|tbd|없음)[.!]?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Nothing();
}
