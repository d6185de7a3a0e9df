using System.Collections.Immutable;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>What a <see cref="Refactoring"/> does; editors sort by it.</summary>
public enum RefactoringKind
{
    /// <summary>Writes something otherwise.</summary>
    Rewrite,

    /// <summary>Puts a part into a document of its own.</summary>
    Extract,

    /// <summary>Gives a file another name.</summary>
    Move,

    /// <summary>Changes a whole document, wherever the cursor is.</summary>
    Source,
}

/// <summary>Something that can be done at the cursor, whether or not anything is wrong there.</summary>
/// <param name="Title">What it does, as a command.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Change">What it changes; null where <paramref name="Command"/> says how it is done.</param>
/// <param name="Command">A command that asks its author for more, or that costs too much to be worked out before it is chosen; null for
/// none.</param>
public sealed record Refactoring(LocalizableString Title, RefactoringKind Kind, Change? Change, RefactoringCommand? Command = null)
{
    /// <summary>By which an author can ask for it whenever a document is saved; empty for what is chosen by hand alone.</summary>
    public string Name { get; init; } = "";
}

/// <summary>A command for a document.</summary>
/// <param name="Name">Its name, without the prefix that says who carries it out.</param>
/// <param name="AsksAuthor">True where an editor has to ask its author first, so that only a client which knows the command can do
/// it.</param>
/// <param name="Arguments">What the command is to know beside the document.</param>
public sealed record RefactoringCommand(string Name, bool AsksAuthor, params ImmutableArray<(string Name, string Value)> Arguments);

/// <summary>
/// Collects what can be done at a place, in groups that are worked out one by one as they are read: a group that fails does not take the
/// others.
/// </summary>
public static class Refactorings
{
    /// <summary>What can be done at <paramref name="span"/>, the selection, of <paramref name="document"/>.</summary>
    public static ImmutableArray<IEnumerable<Refactoring>> At(Series series, Document document, TextSpan span) =>
        [
            OfMention(series, document, span),
            OfStatus(series, document, span),
            OfTitle(series, document, span),
            OfName(series, document, span),
            OfSection(series, document, span),
            OfQuestion(series, document, span),
            OfTable(document, span),
        ];

    /// <summary>What can be done with all of <paramref name="document"/>.</summary>
    public static ImmutableArray<IEnumerable<Refactoring>> In(Series series, Document document) =>
        [LinksIn(series, document), TableIn(document)];

    private static IEnumerable<Refactoring> OfMention(Series series, Document document, TextSpan span)
    {
        if (
            Symbol.At(document, span.Start) is Symbol.Mention { Reference: var mention }
            && Linking.Of(series, document, mention) is { } link
        )
            yield return new(
                $"Link this mention of {series.Convention.Format(mention.Number)}",
                RefactoringKind.Rewrite,
                Change.Of(document.Path, link)
            );
    }

    private static IEnumerable<Refactoring> OfStatus(Series series, Document document, TextSpan span)
    {
        var proposal = Symbol.At(document, span.Start) switch
        {
            Symbol.FieldName { Field.Role: FieldRole.Status } or Symbol.FieldValue { Field.Role: FieldRole.Status } => document,
            Symbol.RowCell { Column: ColumnRole.Status, Row: { Number: { } number } row }
                when series.DocumentOf(number) is { } owner && Rows.Of(series, owner.Path, number) == row => owner,
            _ => null,
        };
        if (proposal is null)
            yield break;
        foreach (var step in StatusSteps.Offer(series, proposal))
            yield return step;
    }

    private static Section? HeadingAt(Document document, TextSpan span) =>
        document.Sections.FirstOrDefault(section => section.Heading.Touches(span.Start));

    private static IEnumerable<Refactoring> OfTitle(Series series, Document document, TextSpan span)
    {
        if (HeadingAt(document, span) is not { } heading || heading != document.TitleSection)
            yield break;
        foreach (var step in StatusSteps.Offer(series, document))
            yield return step;
    }

    private static IEnumerable<Refactoring> OfName(Series series, Document document, TextSpan span)
    {
        if (HeadingAt(document, span) is not { } heading || heading != document.TitleSection)
            yield break;
        if (Retitling.OfFile(series, document) is { } named)
            yield return new(named.Title, RefactoringKind.Move, named.Change);
        if (document is { Kind: DocumentKind.Proposal, Number: not null })
            yield return new($"Create a sub-document…", RefactoringKind.Extract, null, new("createSubDocument", AsksAuthor: true));
    }

    private static IEnumerable<Refactoring> OfSection(Series series, Document document, TextSpan span)
    {
        if (HeadingAt(document, span) is { } heading && Splitting.Of(series, document, heading).Value is { } split)
            yield return new($"Move this section into a document of its own", RefactoringKind.Extract, split);
    }

    private static IEnumerable<Refactoring> OfQuestion(Series series, Document document, TextSpan span)
    {
        var question = OpenQuestions.In(document).FirstOrDefault(question => question.Item?.Touches(span.Start) == true);
        if (question is not null && OpenQuestions.Resolve(series, document, question) is { } change)
            yield return new($"Move this question to the log of decisions", RefactoringKind.Rewrite, change);
    }

    // Above the rows, so that nothing is worked out while they are written.
    private static IEnumerable<Refactoring> OfTable(Document document, TextSpan span)
    {
        if (
            document.Registry is { } registry
            && document.Text.LineSpan(document.Text.LineAt(registry.Table.Span.Start)).Touches(span.Start)
            && RegistryLayout.Tidy(document, registry) is { } tidied
        )
            yield return new($"Align and sort the registry", RefactoringKind.Rewrite, tidied);
    }

    private static IEnumerable<Refactoring> LinksIn(Series series, Document document)
    {
        if (Linking.In(series, document).ToList() is { Count: > 0 } links)
            yield return new(
                $"Link all mentions of proposals in this document",
                RefactoringKind.Source,
                Change.Of(document.Path, [.. links])
            )
            {
                Name = "linkMentions",
            };
        if (document.Kind is DocumentKind.Proposal or DocumentKind.Registry)
            yield return new(
                $"Link all mentions of proposals in all documents",
                RefactoringKind.Source,
                null,
                new("linkMentions", AsksAuthor: false)
            );
    }

    private static IEnumerable<Refactoring> TableIn(Document document)
    {
        if (document.Registry is { } registry && RegistryLayout.Tidy(document, registry) is { } tidied)
            yield return new($"Align and sort the registry", RefactoringKind.Source, tidied) { Name = "alignRegistry" };
    }
}
