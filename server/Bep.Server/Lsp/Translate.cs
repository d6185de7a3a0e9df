using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Text;
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

    public static Location Location(ServerState state, LoadedSeries loaded, string path, TextSpan span) =>
        new(state.UriOf(loaded.Place, path), Range(TextOf(loaded, path), span));

    public static LocationOrLink Target(ServerState state, LoadedSeries loaded, Range origin, NavigationTarget place)
    {
        var text = TextOf(loaded, place.Path);
        var uri = place.Branch is { } branch
            ? new RevisionFile(RevisionFile.Branch, loaded.Place.AbsoluteOf(place.Path), branch).Uri
            : state.UriOf(loaded.Place, place.Path);
        var name = Range(text, place.NameSpan);
        return state.Client.TakesDefinitionLinks
            ? new(OriginSelectionRange: origin, TargetUri: uri, TargetRange: Range(text, place.Span), TargetSelectionRange: name)
            : new(Uri: uri, Range: name);
    }

    /// <summary>The middle's simple Markdown (bold, lists, escapes), or what it reads like.</summary>
    public static MarkupContent Markup(ClientInfo client, LocalizableString sentence, bool readsMarkdown)
    {
        var markdown = client.Localize(sentence);
        if (readsMarkdown)
            return new("markdown", markdown);
        var plain = new StringBuilder(markdown.Length);
        for (var i = 0; i < markdown.Length; i++)
        {
            if (markdown[i] == '*' && i + 1 < markdown.Length && markdown[i + 1] == '*')
                i++;
            else if (markdown[i] == '\\' && i + 1 < markdown.Length && char.IsAscii(markdown[i + 1]))
                plain.Append(markdown[++i]);
            else
                plain.Append(markdown[i]);
        }
        return new("plaintext", plain.ToString());
    }

    /// <summary>LSP 3.17, SymbolKind.</summary>
    public static int Kind(SymbolKind kind) =>
        kind switch
        {
            SymbolKind.Proposal => 1, // File
            SymbolKind.Section => 15, // String, as other Markdown outlines have it
            SymbolKind.Field => 8, // Field
            _ => 22, // EnumMember
        };

    /// <summary>LSP 3.17, CompletionItemKind.</summary>
    public static int Kind(CompletionKind kind) =>
        kind switch
        {
            CompletionKind.Proposal or CompletionKind.Heading => 18, // Reference
            CompletionKind.File => 17, // File
            CompletionKind.Field => 5, // Field
            _ => 12, // Value
        };

    public static LspTextEdit Edit(SourceText text, TextEdit edit) => new(Range(text, edit.Span), edit.NewText);

    public static Diagnostic Diagnostic(ServerState state, LoadedSeries loaded, Document document, Finding finding)
    {
        var related = finding.Related.Select(other => new RelatedInformation(
            Location(state, loaded, other.Path, other.Span),
            state.Client.Localize(other.Message)
        ));
        return new(
            Range(document.Text, finding.Span),
            (int)(finding.IsMarkOnly ? Severity.Hint : finding.Severity),
            finding.Rule.Name,
            "bep",
            state.Client.Localize(finding.Message),
            state.Client.TakesCodeDescriptions && RulePages.UriOf(finding.Rule.Name) is { } page ? new(page) : null,
            state.Client.TakesTags && finding.Tag is { } tag ? [(int)tag] : null,
            RelatedInformation: state.Client.TakesRelated && finding.Related.Length > 0 ? [.. related] : null
        );
    }

    /// <summary>The change as an edit that the client can carry out; null where it cannot.</summary>
    /// <exception cref="RequestException">It edits a text that is not the one in the editor.</exception>
    public static WorkspaceEdit? Change(ServerState state, LoadedSeries loaded, Change change)
    {
        var client = state.Client;
        if (change.Files.Any(file => file is FileChange.Create) && !client.CreatesFiles)
            return null;
        if (change.Files.Any(file => file is FileChange.Rename) && !client.RenamesFiles)
            return null;
        var isPlain = change.Files.All(file => file is FileChange.Edit);
        return isPlain && !client.TakesDocumentChanges
            ? new(Changes: Plain(state, loaded, change))
            : new(DocumentChanges: [.. Ordered(state, loaded, change)]);
    }

    /// <summary>
    /// The command as the client gives it; null where neither the client nor, by way of its edits, the server can carry it out.
    /// </summary>
    public static LspCommand? Command(ServerState state, string uri, LocalizableString title, RefactoringCommand command)
    {
        var name = $"bep.{(command.AsksAuthor ? "" : "server.")}{command.Name}";
        if (command.AsksAuthor ? !state.Client.Commands.Contains(name) : !state.Client.AppliesEdits)
            return null;
        return new(
            state.Client.Localize(title),
            name,
            [command.Arguments.Add(("uri", uri)).ToDictionary(argument => argument.Name, argument => argument.Value)]
        );
    }

    /// <summary>
    /// The client's command that shows the file which <paramref name="change"/> makes, with the cursor where writing starts; null where it
    /// makes none, or the client has no such command.
    /// </summary>
    public static LspCommand? Show(ServerState state, LoadedSeries loaded, LocalizableString title, Change change)
    {
        const string name = "bep.showDocument";
        if (change.Files.OfType<FileChange.Create>().FirstOrDefault() is not { } made || !state.Client.Commands.Contains(name))
            return null;
        var (start, end) = Range(new(made.Content), made.Start);
        return new(
            state.Client.Localize(title),
            name,
            [
                new()
                {
                    ["uri"] = state.UriOf(loaded.Place, made.Path),
                    ["line"] = start.Line.ToString(CultureInfo.InvariantCulture),
                    ["character"] = start.Character.ToString(CultureInfo.InvariantCulture),
                    ["endLine"] = end.Line.ToString(CultureInfo.InvariantCulture),
                    ["endCharacter"] = end.Character.ToString(CultureInfo.InvariantCulture),
                },
            ]
        );
    }

    /// <summary>Where the cursor is to stand in what <paramref name="change"/> makes of the file at <paramref name="path"/>.</summary>
    public static Range RangeAfter(LoadedSeries loaded, Change change, string path, TextSpan span)
    {
        var text = TextOf(loaded, path);
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
        change
            .Files.Cast<FileChange.Edit>()
            .Select(edit => Edited(state, loaded, edit.Path, edit.Edits))
            .ToDictionary(edited => edited.TextDocument!.Uri, edited => edited.Edits!);

    /// <summary>Edits of a file, with the version of the text that they were computed from.</summary>
    private static DocumentChange Edited(ServerState state, LoadedSeries loaded, string path, ImmutableArray<TextEdit> edits)
    {
        var text = TextOf(loaded, path);
        return new(
            TextDocument: new(state.UriOf(loaded.Place, path), state.VersionOf(loaded.Place, path, text)),
            Edits: [.. edits.Select(edit => Edit(text, edit))]
        );
    }

    private static IEnumerable<DocumentChange> Ordered(ServerState state, LoadedSeries loaded, Change change)
    {
        // What changes the text of one file alone cannot be undone in Visual Studio Code while that file is closed, and with it the renames
        // cannot; a second edit, which changes nothing, keeps all of it together.
        if (
            change.Files.OfType<FileChange.Edit>().ToArray() is [var only]
            && change
                .Files.OfType<FileChange.Rename>()
                .FirstOrDefault(rename => rename.Path != only.Path && loaded.Series.Find(rename.Path) is not null)
                is { } renamed
        )
            yield return Edited(state, loaded, renamed.Path, [new(default, "")]);

        var renames = new List<FileChange.Rename>();
        var parted = 0;
        // What is new comes first: no text leads to a file that is not there yet, and what follows is edits of texts that Visual Studio Code
        // can undo together.
        foreach (var file in change.Files.OrderByDescending(file => file is FileChange.Create))
        {
            var uri = state.UriOf(loaded.Place, file.Path);
            switch (file)
            {
                case FileChange.Edit edit:
                    parted = renames.Count;
                    yield return Edited(state, loaded, edit.Path, edit.Edits);
                    break;
                case FileChange.Create create:
                    yield return new(Kind: "create", Uri: uri);
                    yield return new(TextDocument: new(uri, null), Edits: [new(default, create.Content)]);
                    break;
                case FileChange.Rename rename:
                    // Renames that follow one another are made at once by Visual Studio Code, which leaves behind what is unsaved in a file
                    // that is in two of them. An edit that changes nothing parts them: in a document that has got another name by now, for one
                    // that is edited twice under one name is, in the second edit, not of the version that it had before the first.
                    if (
                        renames.Skip(parted).Any(earlier => rename.Path == earlier.NewPath || Paths.IsBelow(earlier.NewPath, rename.Path))
                        && change
                            .Files.Select(other => other.Path)
                            .FirstOrDefault(path => loaded.Series.Find(path) is not null && Renamed(path) != path)
                            is { } between
                    )
                    {
                        parted = renames.Count;
                        yield return new(TextDocument: new(state.UriOf(loaded.Place, Renamed(between)), null), Edits: [new(default, "")]);
                    }
                    renames.Add(rename);
                    yield return new(Kind: "rename", OldUri: uri, NewUri: state.UriOf(loaded.Place, rename.NewPath));
                    break;
            }
        }

        string Renamed(string path) => renames.Aggregate(path, Moved);
    }

    private static string Moved(string path, FileChange.Rename rename) =>
        path == rename.Path || Paths.IsBelow(rename.Path, path) ? rename.NewPath + path[rename.Path.Length..] : path;

    private static SourceText TextOf(LoadedSeries loaded, string path) => loaded.Series.FindLinked(path)?.Text ?? SourceText.Empty;
}
