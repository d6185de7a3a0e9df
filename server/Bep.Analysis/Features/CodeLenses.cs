using System.Collections.Immutable;
using System.Globalization;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>A few words above a line, with something to do when they are clicked.</summary>
/// <param name="Span">The line they are about.</param>
/// <param name="Title">The words.</param>
/// <param name="Command">What a click does.</param>
public sealed record CodeLens(TextSpan Span, LocalizableString Title, RefactoringCommand Command);

/// <summary>
/// Writes above a proposal's title who refers to it and which steps it may take next, and above rows what is to be done with them.
/// </summary>
public static class CodeLenses
{
    /// <summary>The lenses of <paramref name="document"/>, in the order of the text.</summary>
    public static IEnumerable<CodeLens> In(Series series, Document document)
    {
        if (document is { Kind: DocumentKind.Proposal, Number: { } number, TitleSection: { } title })
            return OfProposal(series, document, number, title.Heading);
        return document.Registry is { } registry ? registry.AllRows.SelectMany(row => OfRow(series, row)) : [];
    }

    private static IEnumerable<CodeLens> OfProposal(Series series, Document document, ProposalNumber number, TextSpan heading)
    {
        var count = Connections.CountReferrersOf(series, number, document.Path);
        if (count > 0)
        {
            var position = document.Text.PositionOf(heading.End);
            yield return new(
                heading,
                count == 1 ? (LocalizableString)$"1 document refers to this" : $"{count} documents refer to this",
                Command(
                    "showReferences",
                    ("line", position.Line.ToString(CultureInfo.InvariantCulture)),
                    ("character", position.Character.ToString(CultureInfo.InvariantCulture))
                )
            );
        }

        if (ProposalCard.ConflictsOf(series, number).Select(rival => rival.Branch.Name).ToList() is { Count: > 0 } branches)
            yield return new(
                heading,
                branches.Count == 1
                    ? (LocalizableString)$"{branches[0]} has this number too"
                    : $"{branches.Count} branches have this number too",
                Command("renumber")
            );
        if (NextSteps.Of(series, document) is { Missing.Length: > 0 and var lacking } step)
            yield return new(
                heading,
                lacking == 1
                    ? (LocalizableString)$"1 thing is missing for {step.Status}"
                    : $"{lacking} things are missing for {step.Status}",
                Command("showNextStep")
            );
        if (document.Facts[FieldRole.Status] is { } status && series.Convention.NextOf(status).ToList() is { Count: > 0 } next)
            yield return new(heading, $"{status} → {string.Join(" | ", next)}", Command("changeStatus"));
    }

    private static IEnumerable<CodeLens> OfRow(Series series, RegistryRow row)
    {
        if (row.Kind == RowKind.Next)
            yield return new(row.Line, $"Reserve {series.Convention.Format(series.NextNumber)}", Command("reserveNumber"));
        else if (row is { Kind: RowKind.Proposal, Number: { } number, Title.Bare.Length: > 0 } && series.PathsOf(number).IsEmpty)
            yield return new(
                row.Line,
                $"Create the document of {series.Convention.Format(number)}",
                new("createDocument", AsksAuthor: false, ("number", series.Convention.Format(number)))
            );
    }

    private static RefactoringCommand Command(string name, params ImmutableArray<(string Name, string Value)> arguments) =>
        new(name, AsksAuthor: true, arguments);
}
