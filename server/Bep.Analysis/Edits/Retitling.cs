using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>Gives a proposal another title: in its document, in its row, in the links to its heading.</summary>
public static class Retitling
{
    /// <summary>Why <paramref name="title"/> cannot be a title, in a sentence; null where it can.</summary>
    internal static LocalizableString? Refuse(string title) =>
        title.Length == 0 ? (LocalizableString)$"A proposal needs a title."
        : title
            .EnumerateRunes()
            .Any(rune =>
                Rune.IsControl(rune)
                || rune == Rune.ReplacementChar
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            )
            ? (LocalizableString)$"A title is one line of text without control characters."
        : null;

    /// <summary>
    /// The change that gives <paramref name="document"/> the title <paramref name="title"/>, which is text; its file keeps its name.
    /// </summary>
    public static Change Of(Series series, Document document, string title)
    {
        var edits = new FileEdits();
        if (document.WrittenField(FieldRole.Title) is { } field)
            edits.Add(document.Path, FieldEdits.SetValue(document, field, title));
        else if (document.TitleSection is { } section)
            edits.Add(document.Path, InHeading(series.Convention, document, section, title));
        Anchors.Follow(series, edits);
        if (document.Number is { } number && Rows.Of(series, document.Path, number) is { } row && InRow(series, row, title) is { } edit)
            edits.Add(series.RegistryPath, edit);
        return new([.. edits.ToChanges()]);
    }

    /// <summary>The change that gives <paramref name="row"/>, whose document is not there, the title <paramref name="title"/>.</summary>
    public static Change Of(Series series, RegistryRow row, string title) =>
        InRow(series, row, title) is { } edit ? Change.Of(series.RegistryPath, edit) : new([]);

    /// <summary>Where the title stands in <paramref name="section"/>, the number in front of it left out.</summary>
    internal static TextSpan SpanIn(Convention convention, Document document, Section section)
    {
        var written = document.Text.Slice(section.TitleSpan);
        return section.TitleSpan with { Start = section.TitleSpan.End - convention.WithoutNumber(written).Length };
    }

    /// <summary>
    /// The name that the file of <paramref name="document"/> has by its title, and the change that gives it that; null where it has it.
    /// </summary>
    public static Fix? OfFile(Series series, Document document)
    {
        var convention = series.Convention;
        if (document is not { Kind: DocumentKind.Proposal, Number: { } number, Facts.Title: { Length: > 0 } title })
            return null;
        if (!convention.TryReadPath(series.Folder, document.Path, out _, out var slug) || slug.Length == 0)
            return null;
        var wanted = NewProposal.SlugOf(series, convention.WithoutNumber(title));
        if (string.Equals(wanted, slug, StringComparison.OrdinalIgnoreCase))
            return null;
        return WithSlug(series, document, number, slug, wanted);
    }

    /// <summary>
    /// Gives the file of <paramref name="document"/>, or the folder that is its own, and its supporting directory the slug
    /// <paramref name="wanted"/> in place of <paramref name="slug"/>; null where something of that name exists.
    /// </summary>
    internal static Fix? WithSlug(Series series, Document document, ProposalNumber number, string slug, string wanted)
    {
        var own = series.Convention.OwnFolder(series.Folder, document.Path);
        var place = own is not null && Paths.Name(own).Contains(slug, StringComparison.Ordinal) ? own : document.Path;
        var at = place.LastIndexOf(slug, StringComparison.Ordinal);
        var to = string.Concat(place.AsSpan(0, at), wanted, place.AsSpan(at + slug.Length));
        var moves = series
            .DirectoriesOf(number)
            .Where(directory => directory != own && Paths.Name(directory).EndsWith($"-{slug}", StringComparison.Ordinal))
            .Select(directory => new Move(directory, directory[..^slug.Length] + wanted))
            .Prepend(new(place, to))
            .ToImmutableArray();
        return moves.Any(move => series.Exists(move.To))
            ? null
            : new(
                place == own ? (LocalizableString)$"Rename the directory to {Paths.Name(to)}/" : $"Rename the file to {Paths.Name(to)}",
                Moving.Follow(series, moves).And(new([.. moves.Select(move => new FileChange.Rename(move.From, move.To))]))
            );
    }

    private static TextEdit InHeading(Convention convention, Document document, Section section, string title)
    {
        var place = SpanIn(convention, document, section);
        // A heading that is a number alone gets what stands between number and title elsewhere.
        var lead =
            place.IsEmpty && !section.TitleSpan.IsEmpty && document.Text.Content[place.Start - 1] is not (' ' or ':') ? ": "
            : place.IsEmpty && document.Text.Content[place.Start - 1] is not ' ' ? " "
            : "";
        return new(place, lead + TemplateCopy.EscapeHeading(title));
    }

    private static TextEdit? InRow(Series series, RegistryRow row, string title)
    {
        if (row.Title is not { } cell)
            return null;
        var place = row.Link is { } link && cell.Span.Contains(link.Span) ? link.TextSpan : cell.Span;
        var edit = RegistryEdits.SetTitle(series.RegistryDocument, place, title);
        return series.RegistryDocument.Text.Slice(place) == edit.NewText ? null : edit;
    }
}
