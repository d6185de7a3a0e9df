using System.Text;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Tests.Features;

/// <summary>
/// One verb for each feature, and the only place that calls it. A fixture's <c>$0</c> is the cursor; where a verb answers with places, the
/// fixture's carets are the answer.
/// </summary>
internal static class Expect
{
    /// <summary>The cursor is on a symbol that is written like this: its kind, then the text that it covers.</summary>
    public static void Symbol(string notation, string? expected)
    {
        var (_, document, offset) = Read(notation);
        var symbol = Analysis.Features.Symbol.At(document, offset);
        var part = symbol switch
        {
            Symbol.OfLink link => $" {link.Part}",
            Symbol.RowCell cell => $" {cell.Column}",
            _ => "",
        };
        Assert.Equal(expected, symbol is null ? null : $"{symbol.GetType().Name}{part}: {document.Text.Slice(symbol.Span)}");
    }

    /// <summary>The card has exactly these words; null for no card.</summary>
    public static void Hover(string notation, string? expected)
    {
        var (series, document, offset) = Read(notation);
        var hover = Analysis.Features.Hover.At(series, document, offset);
        Assert.Equal(expected, hover?.Markdown.ToString());
        Assert.True(hover?.Span.Touches(offset) ?? true, "The cursor is not on what the card is about.");
    }

    /// <summary>The jump leads to what the carets mark.</summary>
    public static void Definition(string notation, bool editorReadsMarkdown = false)
    {
        var (series, document, offset) = Read(notation);
        var definition = Analysis.Features.Definition.At(series, document, offset, editorReadsMarkdown);
        Assert.True(definition?.Targets.Length > 0 || definition is null);
        Assert.Equal(
            Normalize(notation),
            Mark(notation, series, (definition?.Targets ?? []).Select(place => (place.Path, place.NameSpan, "")))
        );
    }

    /// <summary>The references are what the carets mark.</summary>
    public static void References(string notation, bool includesDeclaration = false)
    {
        var (series, document, offset) = Read(notation);
        var references = Analysis.Features.References.To(series, document, offset, includesDeclaration);
        Assert.Equal(Normalize(notation), Mark(notation, series, references.Select(place => (place.Path, place.NameSpan, ""))));
    }

    /// <summary>The links of the first file are what the carets mark, with their targets after them.</summary>
    public static void Links(string notation, bool editorReadsMarkdown = false)
    {
        var fixture = Fixture.Read(notation);
        var series = fixture.ToSeries();
        var path = fixture.Files[0].Path;
        var links = DocumentLinks.In(series, series.Find(path)!, editorReadsMarkdown);
        Assert.Equal(Normalize(notation), Mark(notation, series, links.Select(link => (path, link.Span, link.Path ?? link.Address!))));
    }

    /// <summary>
    /// What means the same in the cursor's document is what the carets mark, with <c>declaration</c> after what makes it.
    /// </summary>
    public static void Highlights(string notation)
    {
        var (series, document, offset) = Read(notation);
        var highlights = Analysis.Features.Highlights.At(series, document, offset);
        Assert.Equal(
            Normalize(notation),
            Mark(
                notation,
                series,
                highlights.Select(highlight => (document.Path, highlight.Span, highlight.IsDeclaration ? "declaration" : ""))
            )
        );
    }

    /// <summary>The hints in the first file stand after what the carets mark; their words are after the carets.</summary>
    public static void Hints(string notation)
    {
        var fixture = Fixture.Read(notation);
        var series = fixture.ToSeries();
        var document = series.Find(fixture.Files[0].Path)!;
        var hints = InlayHints.In(series, document, new(0, document.Text.Length));
        Assert.Equal(
            Normalize(notation),
            Mark(
                notation,
                series,
                hints.Select(hint => (document.Path, new TextSpan(hint.Offset - 1, hint.Offset), $"{hint.Text}: {hint.Explanation}"))
            )
        );
    }

    /// <summary>The lenses of the first file stand above what the carets mark, with their words and commands.</summary>
    public static void Lenses(string notation)
    {
        var fixture = Fixture.Read(notation);
        var series = fixture.ToSeries();
        var path = fixture.Files[0].Path;
        var lenses = CodeLenses.In(series, series.Find(path)!);
        Assert.Equal(
            Normalize(notation),
            Mark(notation, series, lenses.Select(lens => (path, lens.Span, $"{lens.Title}: {lens.Command.Name}")))
        );
    }

    /// <summary>The coloured mentions of the first file are what the carets mark.</summary>
    public static void Tokens(string notation)
    {
        var fixture = Fixture.Read(notation);
        var series = fixture.ToSeries();
        var document = series.Find(fixture.Files[0].Path)!;
        var tokens = ReferenceTokens.In(series, document, new(0, document.Text.Length));
        Assert.Equal(
            Normalize(notation),
            Mark(notation, series, tokens.Select(token => (document.Path, token.Span, token.State.ToString())))
        );
    }

    /// <summary>The folds of the first file, from line to line, the first one being 1.</summary>
    public static void Folds(string notation, bool editorReadsMarkdown, string expected)
    {
        var fixture = Fixture.Read(notation);
        var folds = Analysis.Features.FoldingRanges.In(fixture.ToSeries().Find(fixture.Files[0].Path)!, editorReadsMarkdown);
        Assert.Equal(
            expected,
            string.Join(", ", folds.Select(fold => $"{fold.First + 1}-{fold.Last + 1}{(fold.IsComment ? " comment" : "")}"))
        );
    }

    /// <summary>The selection grows from the cursor to these texts, and at last to the whole document.</summary>
    public static void Selections(string notation, params string[] expected)
    {
        var (_, document, offset) = Read(notation);
        var selections = Analysis.Features.SelectionRanges.Around(document, offset);
        Assert.Equal(new TextSpan(0, document.Text.Length), selections[^1]);
        Assert.Equal(expected, selections.Take(expected.Length).Select(document.Text.Slice));
    }

    /// <summary>The outline of the first file, one line a symbol, children indented, details after a colon.</summary>
    public static void Outline(string notation, string expected)
    {
        var fixture = Fixture.Read(notation);
        var outline = new StringBuilder();
        Write(DocumentSymbols.In(fixture.ToSeries().Find(fixture.Files[0].Path)!), "");
        Assert.Equal(expected, outline.ToString().TrimEnd());

        void Write(IEnumerable<DocumentSymbol> symbols, string indent)
        {
            foreach (var symbol in symbols)
            {
                outline.Append(indent).Append(symbol.Name).Append(symbol.Detail.Length > 0 ? $": {symbol.Detail}" : "").Append('\n');
                Write(symbol.Children, indent + "  ");
            }
        }
    }

    /// <summary>The query finds these names, in this order, with where they stand after them.</summary>
    public static void Found(string notation, string query, params string[] expected)
    {
        var symbols = WorkspaceSymbols.Find(Fixture.Read(notation).ToSeries(), query, limit: 5);
        Assert.Equal(expected, symbols.Select(symbol => symbol.Container.Length > 0 ? $"{symbol.Name} ({symbol.Container})" : symbol.Name));
    }

    /// <summary>The list offers these labels, in this order, with details after a bar.</summary>
    public static void Completion(string notation, params string[] expected) => Completion(notation, editorReadsMarkdown: false, expected);

    /// <summary>The list offers these labels in an editor that completes Markdown's links itself, or does not.</summary>
    public static void Completion(string notation, bool editorReadsMarkdown, params string[] expected)
    {
        var (completion, document, offset) = Complete(notation, editorReadsMarkdown);
        Assert.Equal(
            expected,
            completion
                .Items.OrderBy(item => item.SortKey, StringComparer.Ordinal)
                .Select(item => item.Detail.IsEmpty ? item.Label : $"{item.Label} | {item.Detail}")
        );
        foreach (var item in completion.Items)
        {
            // As an editor filters: what is typed has its letters, in order, in the filter text.
            var typed = document.Text.Slice(new(item.Edit.Span.Start, offset));
            Assert.True(IsSubsequence(typed, item.FilterText), $"An editor that reads “{typed}” hides “{item.FilterText}”.");
        }
    }

    /// <summary>The list offers these labels, in this order.</summary>
    public static void CompletionLabels(string notation, params string[] expected) =>
        Assert.Equal(expected, Complete(notation, editorReadsMarkdown: false).Completion.Items.Select(item => item.Label));

    /// <summary>Taking the item <paramref name="label"/> turns the line of the cursor into this.</summary>
    public static void Completed(string notation, string label, string expected)
    {
        var (completion, document, offset) = Complete(notation, editorReadsMarkdown: false);
        var item = Assert.Single(completion.Items, item => item.Label == label);
        var after = document.Text.With([item.Edit]);
        Assert.Equal(expected, after.Slice(after.LineSpan(document.Text.LineAt(offset))));
    }

    /// <summary>The snippet of the item <paramref name="label"/>.</summary>
    public static void Snippet(string notation, string label, string? expected) =>
        Assert.Equal(
            expected,
            Assert.Single(Complete(notation, editorReadsMarkdown: false).Completion.Items, item => item.Label == label).Snippet
        );

    /// <summary>The one thing that can be reserved is called this, and leaves these files behind; null for nothing to reserve.</summary>
    public static void Reserved(string notation, string? title, string expected = "")
    {
        var (series, document, offset) = Read(notation);
        var fixes = Reservations.At(series, document, offset);
        if (title is null)
        {
            Assert.Empty(fixes);
            return;
        }

        var fix = Assert.Single(fixes);
        Assert.Equal(title, fix.Title.ToString());
        Assert.Equal(Normalize(expected), WriteFiles(series, series.Apply(fix.Change)));
    }

    /// <summary>
    /// A new proposal with this title leaves these changed files after; writing starts at <c>$0</c>, or with what stands in <c>«»</c>.
    /// </summary>
    public static void Created(string notation, string title, string expected)
    {
        var series = Fixture.Read(notation).ToSeries();
        var (created, refusal) = NewProposal.Create(series, title);
        Assert.Null(refusal);
        var after = series.Apply(created!.Change);
        var text = WriteFiles(series, after);
        var content = after.Find(created.Path)!.Text.Content;
        var at = text.IndexOf($"-- {created.Path} --\n", StringComparison.Ordinal) + $"-- {created.Path} --\n".Length;
        Assert.Equal(content, text.Substring(at, content.Length));
        var start = created.Change.Files.OfType<FileChange.Create>().Single().Start;
        text = start.IsEmpty ? text.Insert(at + start.Start, "$0") : text.Insert(at + start.End, "»").Insert(at + start.Start, "«");
        Assert.Equal(expected + "\n", text);
    }

    /// <summary>
    /// What the cursor is on, called <paramref name="newName"/>, leaves these changed files after, and the files <paramref name="others"/>.
    /// </summary>
    public static void Renamed(string notation, string newName, string expected, params string[] others)
    {
        var (series, document, offset) = Read(notation);
        var (target, refusal) = Rename.Prepare(series, document, offset, editorReadsMarkdown: false);
        Assert.Null(refusal);
        Assert.True(target?.Span.Touches(offset), "The cursor is not on what gets another name.");
        var (change, refused) = Rename.To(series, document, offset, newName, editorReadsMarkdown: false);
        Assert.Null(refused);
        var after = series.Apply(change!);
        Assert.Equal(expected.TrimEnd() + "\n", WriteFiles(series, after));
        foreach (var other in others)
            Assert.True(after.Files.Contains(other), $"{other} is not there.");
    }

    /// <summary>
    /// What the cursor is on cannot be called <paramref name="newName"/>, for this reason; null for nothing to rename there.
    /// </summary>
    public static void NotRenamed(string notation, string newName, string? reason)
    {
        var (series, document, offset) = Read(notation);
        var (change, refusal) = Rename.To(series, document, offset, newName, editorReadsMarkdown: false);
        Assert.Null(change);
        Assert.Equal(reason, refusal?.ToString());
    }

    /// <summary>The file or folder moved leaves these changed files after.</summary>
    public static void Moved(string notation, string from, string to, string expected)
    {
        var series = Fixture.Read(notation).ToSeries();
        Assert.Equal(expected.TrimEnd() + "\n", WriteFiles(series, series.Apply(Moving.Of(series, from, to))));
    }

    /// <summary>
    /// What somebody else moves asks for these changes of files, as they are called before, and for these <paramref name="others"/>.
    /// </summary>
    public static void Followed(string notation, Move[] moves, string expected, params string[] others)
    {
        var series = Fixture.Read(notation).ToSeries();
        var change = Moving.Follow(series, [.. moves]);
        var edits = new Change([.. change.Files.Where(file => file is FileChange.Edit)]);
        Assert.Equal(expected.TrimEnd() + "\n", WriteFiles(series, series.Apply(edits)));
        Assert.Equal(others, change.Files.OfType<FileChange.Rename>().Select(rename => $"rename {rename.Path} to {rename.NewPath}"));
    }

    /// <summary>What is called <paramref name="title"/> can be done at the cursor, and leaves these changed files after.</summary>
    public static void Refactored(string notation, string title, string expected)
    {
        var (series, document, offset) = Read(notation);
        var refactoring = Refactor(series, document, offset).First(refactoring => refactoring.Title.ToString() == title);
        Assert.Equal(expected.TrimEnd() + "\n", WriteFiles(series, series.Apply(refactoring.Change!)).TrimEnd() + "\n");
    }

    /// <summary>What is called <paramref name="title"/> cannot be done at the cursor.</summary>
    public static void NotRefactored(string notation, string title)
    {
        var (series, document, offset) = Read(notation);
        Assert.DoesNotContain(title, Refactor(series, document, offset).Select(refactoring => refactoring.Title.ToString()));
    }

    private static IEnumerable<Refactoring> Refactor(Series series, Document document, int offset) =>
        Refactorings.At(series, document, TextSpan.At(offset)).Concat(Refactorings.In(series, document)).SelectMany(group => group);

    /// <summary>There is no new proposal with this title, for this reason.</summary>
    public static void Refused(string notation, string title, string reason)
    {
        var (change, refusal) = NewProposal.Create(Fixture.Read(notation).ToSeries(), title);
        Assert.Null(change);
        Assert.Equal(reason, refusal?.ToString());
    }

    /// <summary>The fixture's series, and the document and offset of its cursor.</summary>
    public static (Series Series, Document Document, int Offset) Read(string notation)
    {
        var fixture = Fixture.Read(notation);
        var series = fixture.ToSeries();
        var (path, offset) = fixture.Cursor ?? throw new InvalidOperationException("The fixture has no cursor.");
        return (series, series.Find(path)!, offset);
    }

    private static (Completion Completion, Document Document, int Offset) Complete(string notation, bool editorReadsMarkdown)
    {
        var (series, document, offset) = Read(notation);
        return (Analysis.Features.Completion.At(series, document, offset, editorReadsMarkdown), document, offset);
    }

    private static bool IsSubsequence(string typed, string text)
    {
        var next = 0;
        foreach (var c in text)
        {
            if (next < typed.Length && char.ToLowerInvariant(c) == char.ToLowerInvariant(typed[next]))
                next++;
        }

        return next == typed.Length;
    }

    private static string Normalize(string notation) => notation.Replace("$0", "", StringComparison.Ordinal) + "\n";

    private static string Mark(string notation, Series series, IEnumerable<(string Path, TextSpan Span, string Message)> places)
    {
        var result = new StringBuilder();
        var byPath = places.ToLookup(place => place.Path);
        foreach (var (path, _) in Fixture.Read(notation).Files)
        {
            result.Append($"-- {path} --\n");
            if (series.Find(path)?.Text is not { } text)
                continue;
            for (var line = 0; line < text.LineCount; line++)
            {
                var content = text.Slice(text.LineSpan(line));
                if (line < text.LineCount - 1 || content.Length > 0)
                    result.Append(content).Append('\n');
                foreach (var place in byPath[path].Where(place => text.LineAt(place.Span.Start) == line))
                    result.Append($"{Annotated.Marks(text, place.Span)} {place.Message}".TrimEnd()).Append('\n');
            }
        }

        return result.ToString();
    }

    private static string WriteFiles(Series before, Series after)
    {
        var changed = after
            .DocumentsAndMessages.Where(document => before.Find(document.Path)?.Text.Content != document.Text.Content)
            .OrderBy(document => document.Path, StringComparer.Ordinal);
        return string.Concat(changed.Select(document => $"-- {document.Path} --\n{document.Text.Content}"));
    }
}
