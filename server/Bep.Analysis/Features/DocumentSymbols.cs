using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>What a <see cref="DocumentSymbol"/> stands for.</summary>
public enum SymbolKind
{
    /// <summary>A proposal, by its document or its row.</summary>
    Proposal,

    /// <summary>A heading and what is under it.</summary>
    Section,

    /// <summary>A field of the front matter.</summary>
    Field,

    /// <summary>A row of the registry.</summary>
    Row,
}

/// <summary>A part of a document, for its outline.</summary>
/// <param name="Name">Never empty.</param>
/// <param name="Detail">What it says; empty for nothing.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Span">All of it.</param>
/// <param name="NameSpan">The part to stand on.</param>
/// <param name="Children">The parts of it, in the order of the text.</param>
public sealed record DocumentSymbol(
    string Name,
    string Detail,
    SymbolKind Kind,
    TextSpan Span,
    TextSpan NameSpan,
    ImmutableArray<DocumentSymbol> Children
);

/// <summary>Draws a document's outline: the front matter's fields, the sections in one another, the registry's rows in theirs.</summary>
public static class DocumentSymbols
{
    /// <summary>The outline of <paramref name="document"/>, in the order of the text.</summary>
    public static ImmutableArray<DocumentSymbol> In(Document document)
    {
        var rows = document.Registry?.Rows.Where(row => row.Number is not null).Select(OfRow).ToImmutableArray() ?? [];
        var home = document.Registry is { } registry
            ? document.Sections.LastOrDefault(section =>
                section.Span.Start <= registry.Table.Span.Start && registry.Table.Span.End <= section.Span.End
            )
            : null;
        var next = 0;
        return [.. (document.FrontMatter?.Fields ?? []).Select(OfField), .. home is null ? rows : [], .. Below(document.Text.Length)];

        // Sections come in the order of the text and lie in one another, so one walk makes the tree.
        ImmutableArray<DocumentSymbol> Below(int end)
        {
            var symbols = ImmutableArray.CreateBuilder<DocumentSymbol>();
            while (next < document.Sections.Length && document.Sections[next] is var section && section.Span.Start < end)
            {
                next++;
                var children = Below(section.Span.End);
                var name = section.Title.Length > 0 ? section.Title : new string('#', section.Level);
                symbols.Add(
                    new(name, "", SymbolKind.Section, section.Span, section.TitleSpan, section == home ? rows.AddRange(children) : children)
                );
            }

            return symbols.ToImmutable();
        }
    }

    private static DocumentSymbol OfField(Field field) =>
        new(field.Name.Value.Length > 0 ? field.Name.Value : ":", field.Value.Value, SymbolKind.Field, field.Line, field.Name.Span, []);

    private static DocumentSymbol OfRow(RegistryRow row)
    {
        var name = $"{row.NumberCell?.Bare} {row.Title?.Bare}".Trim();
        return new(
            name.Length > 0 ? name : row.Number.ToString()!,
            row.Status?.Bare ?? "",
            SymbolKind.Row,
            row.Line,
            row.NumberCell?.Span ?? row.Line,
            []
        );
    }
}
