using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Checking;

/// <summary>
/// What the template has put into a document that nobody has committed yet, and that its author has not come to: the lines above and below the
/// author's own that are still the template's, and fields with the template's values. What is found there is no fault of anybody's so far.
/// </summary>
internal sealed class Unwritten
{
    private readonly Document _document;
    private readonly Document _template;
    private readonly TextSpan _own;

    private Unwritten(Document document, Document template, TextSpan own) => (_document, _template, _own) = (document, template, own);

    /// <summary>What there is of it in <paramref name="document"/>; null where that is not a new proposal.</summary>
    public static Unwritten? In(Document document, Series series)
    {
        if (
            document is not { Kind: DocumentKind.Proposal, Number: { } number, BodyStart: { } top }
            || series.Template is not { } template
            || !series.ExternalFacts.History.Lacks(document.Path)
        )
            return null;
        var status = document.Facts[FieldRole.Status] ?? series.Convention.FirstStatus;
        var copy = DocumentParser.Parse(
            document.Path,
            new(TemplateCopy.Fill(series, number, series.Convention.WithoutNumber(document.Facts.Title ?? ""), status)),
            series.Folder,
            series.BaseConvention
        );
        var (lines, copied) = (LinesFrom(document.Text, top), LinesFrom(copy.Text, copy.BodyStart ?? 0));
        var most = Math.Min(lines.Count, copied.Count);
        var above = 0;
        while (above < most && IsSame(above, above))
            above++;
        var below = 0;
        while (below < most && IsSame(lines.Count - 1 - below, copied.Count - 1 - below))
            below++;
        return new(
            document,
            template,
            above == lines.Count
                ? TextSpan.At(document.Text.Length)
                : new(lines[above].Start, Math.Max(lines[above].Start, lines[Math.Max(above, lines.Count - below - 1)].End))
        );

        bool IsSame(int line, int other) => document.Text.Slice(lines[line]).Trim() == copy.Text.Slice(copied[other]).Trim();

        // Those that are not blank.
        static List<TextSpan> LinesFrom(SourceText text, int start) =>
            [
                .. Enumerable
                    .Range(text.LineAt(start), text.LineCount - text.LineAt(start))
                    .Select(text.LineSpan)
                    .Where(line => !text.Content.AsSpan(line.Start, line.Length).IsWhiteSpace()),
            ];
    }

    /// <summary>True where <paramref name="finding"/> is about that.</summary>
    public bool Covers(Finding finding) =>
        finding.Span.Start < (_document.BodyStart ?? 0)
            ? finding.Rule.Group == RuleGroup.FrontMatter
                && _document.FrontMatter?.FieldAround(finding.Span) is { } field
                && _template.Field(field.Name.Value)?.Value.Value == field.Value.Value
            : !finding.Span.Intersects(_own);
}
