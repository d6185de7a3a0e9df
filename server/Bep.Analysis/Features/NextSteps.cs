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
        foreach (var field in step.Fields)
            missing.Add(new($"`{field.Name}` is not filled in.", PlaceOf(field.Role == FieldRole.Other ? null : field.Role, field.Name)));
        if (step.Reason is { } reason)
            missing.Add(new($"There is no section `{reason}`.", document.FirstLine));
        missing.AddRange(InText(document));
        return new(step.Status, [.. missing.OrderBy(part => part.Span).Take(MostParts)]);

        TextSpan PlaceOf(FieldRole? role, string name) =>
            document.FrontMatter!.Fields.FirstOrDefault(field => field.Role == role || field.Name.Value == name)?.Name.Span
            ?? document.FirstLine;
    }

    private static IEnumerable<MissingPart> InText(Document document)
    {
        var questions = OpenQuestions.In(document).ToList();
        foreach (var question in questions)
            yield return new($"Open question: {question.Words}", question.Span);
        var content = document.Text.Content;
        var asked = questions.Select(question => question.Span.Start).ToHashSet();
        foreach (var section in document.Sections)
            if (
                section.Level > 1
                && section.Title.Length > 0
                && !asked.Contains(section.Heading.Start)
                && !OpenQuestions.IsTitle(section.Title)
                && content.AsSpan(section.Heading.End..section.Span.End).IsWhiteSpace()
            )
                yield return new($"There is nothing under `{section.Title}`.", section.Heading);
        foreach (var box in Boxes(document))
            if (!asked.Contains(box.Start))
                yield return new($"Not ticked: {document.Text.Slice(box).TrimEnd()}", box);
    }

    private static IEnumerable<TextSpan> Boxes(Document document) =>
        Box()
            .Matches(document.Text.Content)
            .Select(match => match.Groups["words"])
            .Where(words => !OpenQuestions.IsQuiet(document, words.Index))
            .Select(words => new TextSpan(words.Index, words.Index + words.Length));

    [GeneratedRegex(@"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[ \][ \t]+(?<words>\S[^\r\n]*)", RegexOptions.Multiline)]
    private static partial Regex Box();
}
