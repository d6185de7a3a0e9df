using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Text;
using Bep.Server.Files;
using Bep.Server.Protocol;
using Range = Bep.Server.Protocol.Range;

namespace Bep.Server.Lsp;

/// <summary>Every conversion between what the middle says (paths, spans, findings, changes) and what an editor reads.</summary>
static class Translate
{
    public static Position Position(LinePosition position) => new(position.Line, position.Character);

    public static int Offset(SourceText text, Position position) => text.OffsetOf(new(position.Line, position.Character));

    public static Range Range(SourceText text, TextSpan span) =>
        new(Position(text.PositionOf(span.Start)), Position(text.PositionOf(span.End)));

    public static TextSpan Span(SourceText text, Range range)
    {
        var start = Offset(text, range.Start);
        return new(start, Math.Max(start, Offset(text, range.End)));
    }

    public static Location Location(ServerState state, SeriesPlace place, Document document, TextSpan span) =>
        new(state.UriOf(place, document.Path), Range(document.Text, span));

    public static LspTextEdit Edit(SourceText text, TextEdit edit) => new(Range(text, edit.Span), edit.NewText);

    public static Diagnostic Diagnostic(ServerState state, SeriesPlace place, Series series, Document document, Finding finding)
    {
        var related =
            from other in finding.Related
            let target = series.Find(other.Path)
            where target is not null
            select new RelatedInformation(Location(state, place, target, other.Span), other.Message);
        return new(
            Range(document.Text, finding.Span),
            (int)finding.Severity,
            finding.Rule.Name,
            "bep",
            finding.Message,
            RelatedInformation: state.Client.TakesRelated && finding.Related.Length > 0 ? [.. related] : null);
    }

    /// <summary>The change as an edit that the client can carry out; null where it cannot.</summary>
    public static WorkspaceEdit? Change(ServerState state, LoadedSeries loaded, Change change)
    {
        var client = state.Client;
        if (change.Files.Any(file => file is FileChange.Create) && !client.CreatesFiles) return null;
        if (change.Files.Any(file => file is FileChange.Rename) && !client.RenamesFiles) return null;
        var isPlain = change.Files.All(file => file is FileChange.Edit);
        return isPlain && !client.TakesDocumentChanges ? new(Changes: Plain(state, loaded, change)) : new(DocumentChanges: [.. Ordered(state, loaded, change)]);
    }

    /// <summary>Where the cursor is to stand in what <paramref name="change"/> makes of the file at <paramref name="path"/>.</summary>
    public static Range RangeAfter(LoadedSeries loaded, Change change, string path, TextSpan span)
    {
        var text = loaded.Series.Find(path)?.Text ?? SourceText.Empty;
        foreach (var file in change.Files.Where(file => file.Path == path))
        {
            text = file switch
            {
                FileChange.Create create => new(create.Content),
                FileChange.Edit edit => text.With(edit.Edits),
                _ => text,
            };
        }
        return Range(text, span);
    }

    private static Dictionary<string, LspTextEdit[]> Plain(ServerState state, LoadedSeries loaded, Change change) =>
        change.Files.Cast<FileChange.Edit>().ToDictionary(edit => state.UriOf(loaded.Place, edit.Path), edit => Edits(TextOf(loaded, edit.Path), edit.Edits));

    private static IEnumerable<DocumentChange> Ordered(ServerState state, LoadedSeries loaded, Change change)
    {
        foreach (var file in change.Files)
        {
            var uri = state.UriOf(loaded.Place, file.Path);
            var version = state.Open.GetValueOrDefault(loaded.Place.AbsoluteOf(file.Path))?.Version;
            switch (file)
            {
                case FileChange.Edit edit:
                    yield return new(TextDocument: new(uri, version), Edits: Edits(TextOf(loaded, edit.Path), edit.Edits));
                    break;
                case FileChange.Create create:
                    yield return new(Kind: "create", Uri: uri);
                    yield return new(TextDocument: new(uri, null), Edits: [new(default, create.Content)]);
                    break;
                case FileChange.Rename rename:
                    yield return new(Kind: "rename", OldUri: uri, NewUri: state.UriOf(loaded.Place, rename.NewPath));
                    break;
            }
        }
    }

    private static SourceText TextOf(LoadedSeries loaded, string path) => loaded.Series.Find(path)?.Text ?? SourceText.Empty;

    private static LspTextEdit[] Edits(SourceText text, ImmutableArray<TextEdit> edits) => [.. edits.Select(edit => Edit(text, edit))];
}
