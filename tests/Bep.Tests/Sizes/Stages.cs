using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Tests.Sizes;

/// <summary>What is done with a series between its texts and what an editor shows of it, one after the other.</summary>
public static class Stages
{
    /// <summary>The names of the stages, in order.</summary>
    public static ImmutableArray<string> Names { get; } = ["parse", "check", "features"];

    /// <summary>Does all of it; <paramref name="measure"/> is called with each stage's name and has to carry it out.</summary>
    public static void Run(Sized sized, int size, Action<string, Action> measure)
    {
        var files = sized.Files(size);
        Series series = null!;
        measure("parse", () => series = Read(files));
        var findings = new List<Finding>();
        // Files that nobody has open are kept packed.
        var packed = Series.Create(
            "",
            series.BaseConvention,
            series.ExternalFacts,
            series.Files.Paths,
            series.DocumentsAndMessages.Select(document => document with { Text = document.Text.Packed() }),
            isComplete: true
        );
        measure("check", () =>
        {
            foreach (var document in packed.DocumentsAndMessages)
                findings.AddRange(RuleBook.Default.Check(document, packed));
        });
        measure("features", () =>
        {
            var looked = series
                .DocumentsAndMessages.OrderByDescending(document => document.Text.Length)
                .ThenBy(document => document.Path, StringComparer.Ordinal)
                .Take(3)
                .ToList();
            foreach (var document in looked)
                LookAt(series, document, findings.Where(finding => finding.Path == document.Path).ToList());
            LookAtAll(series);
        });
    }

    private static Series Read(Dictionary<string, string> files)
    {
        var configuration = files.TryGetValue(ConfigurationReader.FileName, out var settings)
            ? DocumentParser.Parse(ConfigurationReader.FileName, new(settings), "", Convention.Default)
            : null;
        var basis = ConfigurationReader.BaseConvention(configuration, "");
        var documents = files
            .Where(file => !file.Key.EndsWith(".png", StringComparison.Ordinal))
            .Select(file => DocumentParser.Parse(file.Key, new(file.Value), "", basis));
        return Series.Create("", basis, Fixture.ExternalFacts, files.Keys.SelectMany(WithFolders), documents, isComplete: true);
    }

    private static IEnumerable<string> WithFolders(string path)
    {
        for (; path.Length > 0; path = Paths.Folder(path))
            yield return path;
    }

    private static void LookAt(Series series, Document document, List<Finding> findings)
    {
        var text = document.Text;
        var all = new TextSpan(0, text.Length);
        // As LSP has it: lines and characters.
        foreach (var finding in findings)
            _ = (text.PositionOf(finding.Span.Start), text.PositionOf(finding.Span.End));
        for (var line = 0; line < text.LineCount; line++)
            _ = text.OffsetOf(new(line, 1));
        _ = DocumentSymbols.In(document);
        foreach (var isMarkdown in new[] { false, true })
        {
            _ = FoldingRanges.In(document, isMarkdown);
            _ = DocumentLinks.In(series, document, isMarkdown).Count();
        }

        _ = CodeLenses.In(series, document).Count();
        _ = InlayHints.In(series, document, all).Count();
        _ = ReferenceTokens.In(series, document, all);
        _ = Issues.In(series, document).Count();
        _ = Connections.Of(series, document.Path);
        _ = Linking.In(series, document).Count();
        _ = Refactorings.In(series, document).Sum(each => each.Count());
        if (document.Registry is { } registry)
            _ = RegistryLayout.Tidy(document, registry);
        foreach (var finding in findings.Take(3).Concat(findings.TakeLast(3)))
        {
            foreach (var fix in finding.Fixes.Concat(Ignore.For(series, document, finding)))
                _ = fix.Change;
        }

        foreach (var offset in Places(document))
        {
            _ = Completion.At(series, document, offset, editorReadsMarkdown: false);
            _ = Hover.At(series, document, offset);
            _ = Definition.At(series, document, offset, editorReadsMarkdown: false);
            _ = References.To(series, document, offset, includesDeclaration: true);
            _ = Highlights.At(series, document, offset);
            _ = SelectionRanges.Around(document, offset);
            _ = Hierarchy.At(series, document, offset);
            _ = Reservations.At(series, document, offset);
            _ = Issues.At(series, document, offset);
            _ = Refactorings.At(series, document, TextSpan.At(offset)).Sum(each => each.Count());
            if (Rename.Prepare(series, document, offset, editorReadsMarkdown: false).Value is not null)
                _ = Rename.To(series, document, offset, "Another", editorReadsMarkdown: false).Value;
        }

        // One keystroke, as the editor sends it.
        var typed = DocumentParser.Parse(
            document.Path,
            text.With([TextEdit.Insert(text.Length / 2, "x")]),
            series.Folder,
            series.BaseConvention
        );
        var next = series.With(typed);
        _ = Affected.Between(series, next, [document.Path]).Count;
    }

    // Of each kind of thing the one in the middle, so that the same is asked for at each size.
    private static IEnumerable<int> Places(Document document)
    {
        return new[]
        {
            Middle(document.References, reference => reference.Span),
            Middle(document.Links, link => link.TextSpan),
            Middle(document.Links, link => link.UrlSpan),
            Middle(document.Sections, section => section.TitleSpan),
            Middle(document.FrontMatter?.Fields ?? [], field => field.Value.Span),
            Middle(document.Registry?.Rows ?? [], row => row.Line),
            Middle(document.Suppressions, suppression => suppression.Rule.Span),
        }
            .OfType<int>()
            .Prepend(0)
            .Append(document.Text.Length);

        static int? Middle<T>(ImmutableArray<T> things, Func<T, TextSpan> place) =>
            things.IsEmpty ? null : place(things[things.Length / 2]).Start + 1;
    }

    private static void LookAtAll(Series series)
    {
        _ = ProposalList.Of(series);
        _ = ProposalGraph.Of(series);
        _ = WorkspaceSymbols.Find(series, "a", 100);
        _ = series.NextNumber;
    }
}
