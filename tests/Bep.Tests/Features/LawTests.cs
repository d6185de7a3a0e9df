using System.Runtime.CompilerServices;
using Bep.Analysis.Checking;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;

namespace Bep.Tests.Features;

/// <summary>What holds at every place of every document.</summary>
public sealed class LawTests
{
    private const string Registry = """
        -- README.md --
        # 제안서
        | Number | Title | Author | Status |
        |--|--|--|--|
        | [1000](BEP-1000-lamps.md#why) | Lamps 🔦 | - | Draft |
        | 1001 | 한글 \| 제목 | 박아다 | Dra
        | 1002 | _(skipped)_ | | |
        | 1003 |
        || | |
        <<<<<<< HEAD
        | _next_ | _(reserve your number here)_ | | |

        """;

    private const string Lamps = """
        -- BEP-1000-lamps.md --
        ---
        Author: Ada Park (ada@example.com), 박아다
        Status: "Draft" # 초안
        Superseded-By: BEP-1001
        Note:
          - a
        ---
        # BEP-1000: Lamps 🔦
        See BEP-1001, [`BEP-1002`](BEP-XXXX-drafts.md#a), bep-1000, ![그림](그림.png "t"), [a][b], <img src="x.png"> and BEP-

        ## 왜 🔦?
        <!-- BEP-1000 --> | [a](
        | a | b |
        ```
        BEP-1000 [x](
        ```
        [b]: <BEP-1000-lamps.md#왜->

        """;

    private const string Drafts = """
        -- BEP-XXXX-drafts.md --
        ---
        Sta
        -- BEP-1001-half.md --
        ---
        Author: A,
        Status:

        # BEP-XXXX
        -- empty.md --

        """;

    [Theory]
    [InlineData(Registry + Lamps + Drafts, "\n")]
    [InlineData(Registry + Lamps + Drafts, "\r\n")]
    [InlineData(Registry + Lamps + Drafts, "\r")]
    [InlineData(Lamps + Drafts, "\n")]
    [InlineData(Registry + "-- BEP-0000-template.md --\n\uFEFF---\nAuthor: x\n---\n" + Lamps, "\n")]
    public void Every_feature_answers_at_every_offset(string notation, string newLine)
    {
        var fixture = new Fixture([.. Fixture.Read(notation).Files.Select(file => (file.Path, file.Content.Replace("\n", newLine, StringComparison.Ordinal)))], null);
        var series = fixture.ToSeries();
        foreach (var document in series.Documents.Values)
        {
            CheckWhole(series, document);
            for (var offset = 0; offset <= document.Text.Length; offset++) CheckAt(series, document, offset);
        }
    }

    [Fact]
    public void Every_feature_answers_at_the_end_of_every_prefix()
    {
        var fixture = Fixture.Read(Registry + Lamps + Drafts);
        foreach (var (path, content) in fixture.Files)
        {
            var series = fixture.ToSeries();
            for (var length = 0; length <= content.Length; length++)
            {
                series = series.With(DocumentParser.Parse(path, new(content[..length]), series.Folder, series.Basis));
                CheckWhole(series, series.Find(path)!);
                CheckAt(series, series.Find(path)!, length);
            }
        }
    }

    [Fact]
    public void Every_feature_answers_in_the_samples()
    {
        var series = ReadSamples();
        foreach (var document in series.Documents.Values)
        {
            CheckWhole(series, document);
            for (var offset = 0; offset <= document.Text.Length; offset += 3) CheckAt(series, document, offset);
        }
    }

    [SkippableTheory]
    [InlineData("samples")]
    [InlineData("january")]
    public void Every_feature_answers_after_random_edits(string name)
    {
        var series = Rules.CorpusTests.Read(name);
        var random = new Random(11);
        var paths = series.Documents.Keys.Order(StringComparer.Ordinal).ToList();
        string[] snippets =
        [
            "", "#", "\n", "\n## ", "---\n", "BEP-1002", "bep 1012", "[", "](", "](BEP-1004-scenario-tester.md)", "|", "| 1012 |", "<!-- ", "<!-- bep-ignore ", "-->",
            "```\n", "\r\n", "한글", "🔦", "[a]: x.md\n", "<a id=\"x\">", "\uFEFF", "<<<<<<< a\n", "Superseded-By: BEP-1012\n", "\t", "`",
        ];
        for (var i = 0; i < 150; i++)
        {
            // Most edits are made where front matter, titles and tables are.
            var path = paths[random.Next(paths.Count)];
            var text = series.Find(path)!.Text.Content;
            var start = random.Next(Math.Min(text.Length, random.Next(3) == 0 ? text.Length : 1500) + 1);
            var end = Math.Min(text.Length, start + random.Next(8));
            var snippet = snippets[random.Next(snippets.Length)];
            series = Rules.Laws.With(series, path, text[..start] + snippet + text[end..]);
            var document = series.Find(path)!;
            CheckWhole(series, document);
            CheckAt(series, document, start);
            CheckAt(series, document, start + snippet.Length);
            CheckAt(series, document, random.Next(document.Text.Length + 1));
        }

        // What is kept from edit to edit is what a fresh look finds.
        var fresh = Series.Create(series.Folder, series.Basis, series.Surroundings, series.Files.Paths, series.Documents.Values, isComplete: true);
        foreach (var role in Enum.GetValues<FieldRole>()) Assert.Equal(fresh.ValuesOf(role).Order(StringComparer.Ordinal), series.ValuesOf(role).Order(StringComparer.Ordinal));
    }

    private static void CheckWhole(Series series, Document document)
    {
        foreach (var reads in (bool[])[true, false])
        {
            foreach (var link in DocumentLinks.In(series, document, reads))
            {
                LiesIn(document, link.Span);
                Assert.True((link.Path is null) != (link.Address is null));
            }
        }

        CheckOutline(document, DocumentSymbols.In(document), new(0, document.Text.Length));
        foreach (var symbol in WorkspaceSymbols.Find(series, "a", 20)) LiesIn(series, symbol.Place);
        foreach (var reads in (bool[])[true, false])
        {
            foreach (var fold in Folds.In(document, reads)) Assert.True(fold.First >= 0 && fold.First < fold.Last && fold.Last < document.Text.LineCount, $"{fold} is no fold.");
        }

        foreach (var refactoring in Refactorings.In(series, document).Where(refactoring => refactoring.Change is not null)) series.Apply(refactoring.Change!);
        var tokens = ReferenceTokens.In(series, document, new(0, document.Text.Length));
        Assert.All(tokens, token => LiesIn(document, token.Span));
        Assert.Equal(tokens.OrderBy(token => token.Span), tokens);
        Assert.All(tokens, token => Assert.Equal(document.Text.LineAt(token.Span.Start), document.Text.LineAt(token.Span.End)));
        foreach (var mention in PlainMentions.In(series.Convention, document.Text.Content)) LiesIn(document, mention.Span);
        foreach (var lens in CodeLenses.In(series, document)) LiesIn(document, lens.Span);
        foreach (var hint in InlayHints.In(series, document, new(0, document.Text.Length))) LiesIn(document, TextSpan.At(hint.Offset));
    }

    private static void CheckOutline(Document document, IEnumerable<DocumentSymbol> symbols, TextSpan within)
    {
        foreach (var symbol in symbols)
        {
            Assert.NotEqual("", symbol.Name);
            Assert.True(within.Contains(symbol.Span), $"{symbol.Name} is not in its parent.");
            Assert.True(symbol.Span.Contains(symbol.NameSpan), $"The name of {symbol.Name} is not in it.");
            CheckOutline(document, symbol.Children, symbol.Span);
        }
    }

    private static void CheckAt(Series series, Document document, int offset)
    {
        if (Symbol.At(document, offset) is { } symbol) LiesIn(document, symbol.Span);
        if (Hover.At(series, document, offset) is { } hover)
        {
            LiesIn(document, hover.Span);
            Assert.NotEqual("", hover.Markdown.ToString());
        }

        foreach (var declaration in (bool[])[true, false])
        {
            foreach (var place in References.To(series, document, offset, declaration)) LiesIn(series, place);
        }

        foreach (var reads in (bool[])[true, false])
        {
            foreach (var place in Definition.At(series, document, offset, reads)?.Targets ?? []) LiesIn(series, place);
            foreach (var item in Completion.At(series, document, offset, reads).Items)
            {
                LiesIn(document, item.Edit.Span);
                Assert.True(item.Edit.Span.Touches(offset), $"{item.Label} replaces what is not at the cursor.");
                Assert.Equal(document.Text.LineAt(item.Edit.Span.Start), document.Text.LineAt(item.Edit.Span.End));
                Assert.NotEqual("", item.Label);
            }
        }

        foreach (var refactoring in Refactorings.At(series, document, TextSpan.At(offset)))
        {
            Assert.True(refactoring.Change is null != refactoring.Command is null, $"{refactoring.Title} is done in one way.");
            if (refactoring.Change is not null) series.Apply(refactoring.Change);
        }

        foreach (var highlight in Highlights.At(series, document, offset)) LiesIn(document, highlight.Span);
        var selections = Selections.Around(document, offset);
        Assert.True(selections[0].Touches(offset));
        for (var i = 0; i < selections.Length; i++)
        {
            LiesIn(document, selections[i]);
            if (i > 0) Assert.True(selections[i] != selections[i - 1] && selections[i].Contains(selections[i - 1]), $"{selections[i]} is no more than {selections[i - 1]}.");
        }

        if (Hierarchy.At(series, document, offset) is { } node)
        {
            LiesIn(series, node.Place);
            foreach (var (other, spans) in Hierarchy.Referring(series, node)) Assert.All(spans, span => LiesIn(series.Find(other.Place.Path)!, span));
            foreach (var (_, spans) in Hierarchy.ReferredTo(series, node)) Assert.All(spans, span => LiesIn(series.Find(node.Place.Path)!, span));
            foreach (var other in Hierarchy.Successors(series, node).Concat(Hierarchy.Predecessors(series, node))) LiesIn(series, other.Place);
        }

        foreach (var fix in Reserve.At(series, document, offset)) series.Apply(fix.Change);
        foreach (var reads in (bool[])[true, false])
        {
            var target = Rename.Prepare(series, document, offset, reads, out var refusal);
            if (refusal is not null) Assert.Matches(@"^[\p{Lu}\d].*\.$", refusal.ToString());
            if (target is null) continue;
            LiesIn(document, target.Span);
            Assert.True(target.Span.Touches(offset), $"“{target.Text}” is not at the cursor.");
            if (offset != target.Span.Start) continue;
            foreach (var name in (string[])["4321", "", "x", target.Text])
            {
                var change = Rename.To(series, document, offset, name, reads, out refusal);
                Assert.True(change is null == refusal is not null, $"“{name}” for “{target.Text}”: {refusal}");
                if (change is not null) series.Apply(change);
            }
        }
    }

    private static void LiesIn(Document document, TextSpan span) =>
        Assert.True(new TextSpan(0, document.Text.Length).Contains(span) && span.Length >= 0, $"{span} does not lie in {document.Path}.");

    private static void LiesIn(Series series, Place place)
    {
        Assert.True(place.Span.Contains(place.NameSpan), $"{place} stands outside of itself.");
        if (series.Find(place.Path) is { } document) LiesIn(document, place.Span);
        else Assert.True(series.Exists(place.Path) && place.Span.IsEmpty, $"{place} is nowhere.");
    }

    private static Series ReadSamples([CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "samples"));
        var entries = Directory.EnumerateFileSystemEntries(Path.Combine(root, "proposals"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/')).ToList();
        var documents = entries.Where(path => path.EndsWith(".md", StringComparison.Ordinal))
            .Select(path => DocumentParser.Parse(path, new SourceText(File.ReadAllText(Path.Combine(root, path))).Packed(), "proposals", Convention.Default));
        return Series.Create("proposals", Convention.Default, Fixture.Surroundings, entries, documents, isComplete: true);
    }
}
