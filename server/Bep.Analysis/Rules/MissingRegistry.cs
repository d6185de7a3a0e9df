using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds series without a registry table.</summary>
public sealed partial class MissingRegistry()
    : Rule(RuleGroup.Registry, Severity.Error, $"A series has a table in which numbers are reserved.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Number;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A number belongs to a proposal from the moment that its row is in the registry. Without the table two authors take the same number
            and learn of it when both documents are merged.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A registry file without the table",
                """
                -- README.md --
                # Proposals
                ^^^^^^^^^^^ README.md has no registry: a table with the columns Number, Title, Author, Status.
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Accepted
                ---

                # BEP-1001: Quiet Hours
                """,
                """
                -- README.md --
                # Proposals

                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Accepted |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Accepted
                ---

                # BEP-1001: Quiet Hours
                """
            ),
            new(
                "An empty registry is one",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind != DocumentKind.Registry || document.Registry is not null || ListsProposals(document, series))
            yield break;
        var columns = string.Join(", ", series.Convention.Columns);
        yield return Report(
            document,
            document.FirstLine,
            $"{document.Name} has no registry: a table with the columns {columns}.",
            new Fix($"Insert a registry of the documents there are", Insert(document, series))
        )
            is var finding
        && series.Files.Contains(document.Path)
            ? finding
            // Without such a file, the series may well do without a registry.
            : finding with
            {
                Severity = Severity.Information,
            };
    }

    // A list in which each item links a proposal does what the table does for readers.
    private static bool ListsProposals(Document document, Series series)
    {
        var listed = document
            .Links.Where(link =>
                link.Path is { } path
                && DocumentParser.Classify(path, series.Folder, series.BaseConvention).Number is not null
                && Item().IsMatch(document.Text.Slice(document.Text.LineSpan(document.Text.LineAt(link.Span.Start))))
            )
            .Select(link => link.Path)
            .Distinct()
            .Count();
        return listed > 1 && listed * 2 >= series.DocumentNumbers.Count();
    }

    [GeneratedRegex(@"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]")]
    private static partial Regex Item();

    private static Change Insert(Document document, Series series)
    {
        var newLine = document.Text.NewLine;
        var columns = series.Convention.Columns;
        var empty = new Table(default, [.. columns.Select(name => new Cell(name, default))], []);
        var header = new Registry(empty, series.Convention.ColumnsOf(empty), []);
        var rows = series
            .DocumentNumbers.Order()
            .Select(number => RegistryEdits.RowFor(series, header, number, series.PathOf(number)!, series.DocumentOf(number)?.Facts));
        string[] lines =
        [
            $"| {string.Join(" | ", columns)} |",
            $"|{string.Concat(columns.Select(name => new string('-', name.Length + 2) + "|"))}",
            .. rows,
            RegistryEdits.NextRow(header, series.Convention),
        ];
        var table = string.Join(newLine, lines) + newLine;
        if (!series.Files.Contains(document.Path))
            return new([new FileChange.Create(document.Path, table)]);
        var text = document.Text;
        var gap =
            text.Length == 0 ? ""
            : text.EndsInLineEnd ? newLine
            : newLine + newLine;
        return Change.Of(document.Path, TextEdit.Insert(text.Length, gap + table));
    }
}
