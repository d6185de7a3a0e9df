using System.Globalization;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Completes a proposal's document in which nothing stands yet: with the whole template, filled in as far as anything is known.</summary>
internal static class TemplateCompletion
{
    /// <summary>
    /// The template for an empty <paramref name="document"/>, with the title that the number is reserved for, else with the words of the
    /// file's name; null where something stands there already.
    /// </summary>
    public static Completion? At(Series series, Document document, int offset)
    {
        if (
            document is not { Kind: DocumentKind.Proposal, Number: { } number }
            || !document.Text.Content.AsSpan().Trim('\uFEFF').IsWhiteSpace()
            || !series.Convention.TryReadPath(series.Folder, document.Path, out _, out var slug)
        )
            return null;
        var row = series.RowsOf(number).ToList() is [{ Kind: RowKind.Proposal, Title.Text.Length: > 0 } only] ? only : null;
        var title = row is null
            ? CultureInfo.InvariantCulture.TextInfo.ToTitleCase(slug.Replace('-', ' '))
            : RegistryEdits.WithoutEscapes(row.Title!.Text);
        var status = row?.Status is { } cell && series.Convention.Knows(cell.Bare) ? cell.Bare : series.Convention.FirstStatus;
        if (title.Length == 0)
            return null;
        var made = TemplateCopy.Create(series, number, title, status, document.Path);
        var (before, begun, after) = (
            made.Content[..made.Start.Start],
            made.Content[made.Start.Start..made.Start.End],
            made.Content[made.Start.End..]
        );
        return Completion.Of([
            new(title, CompletionKind.Value, new(TextSpan.At(offset), made.Content), made.Content[..Math.Min(made.Content.Length, 20)])
            {
                Detail = $"The whole template",
                Snippet = $"{Snippets.Escape(before)}${{0:{Snippets.Escape(begun)}}}{Snippets.Escape(after)}",
            },
        ]);
    }
}
