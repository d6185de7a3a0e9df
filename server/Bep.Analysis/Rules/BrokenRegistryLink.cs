using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds rows of the registry that link a file that is not there.</summary>
public sealed class BrokenRegistryLink()
    : Rule(RuleGroup.Registry, Severity.Warning, $"The document that a row of the registry links exists.")
{
    private const int MostFixes = 10;

    // What others want of a document shows once it is there.
    private static readonly ImmutableArray<string> s_awaited = ["broken-anchor", "missing-registry-link", "unlinked-reference"];

    /// <inheritdoc/>
    public override Reach Reach => Reach.Number | Reach.Targets;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A row breaks when its document is renamed, or when a row is merged and its document never is. A row that was written ahead of its
            document, with the first status of the lifecycle, is a promise and only noted.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "The document was renamed",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-silent-hours.md) | Quiet Hours | Ada Park | Draft |
                         ^^^^^^^^^^^^^^^^^^^^^^^^ There is no BEP-1001-silent-hours.md; BEP-1001 is BEP-1001-quiet-hours.md.
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                """
            ),
            new(
                "The document never came",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Accepted |
                         ^^^^^^^^^^^^^^^^^^^^^^^ There is no BEP-1001-quiet-hours.md, nor any other document with the number.
                """
            ),
            new(
                "A directory that is not there",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001/) | Quiet Hours | Ada Park | Draft |
                         ^^^^^^^^^ There is no BEP-1001/, nor any other document with the number.
                -- BEP-1002-night-shift.md --
                # Night Shift
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                Created: 2026-01-15
                ---

                # Quiet Hours

                -- BEP-1002-night-shift.md --
                # Night Shift
                """
            ),
            new(
                "A row that links its document",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](./BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        foreach (var row in document.Registry?.AllRows ?? [])
        {
            if (row is not { Number: { } number, Link: { Path: { } target } link } || series.Exists(target))
                continue;
            var paths = series.PathsOf(number);
            var name = Paths.Name(target) + (link.Url.EndsWith('/') ? "/" : "");
            var unlink = new Fix($"Remove the link", Change.Of(document.Path, new TextEdit(link.Span, document.Text.Slice(link.TextSpan))));
            if (paths.IsEmpty)
            {
                // It is reserved ahead of its document, or it was decided before anybody wrote one.
                var isAhead = row.Status?.Bare == series.Convention.FirstStatus || series.Convention.IsSettled(row.Status?.Bare);
                if (series.IsStray(number))
                    continue;
                if (series.ExternalFacts.Branches.BranchWith(target) is { } branch)
                {
                    yield return Report(document, link.UrlSpan, $"There is no {name} here; it is on branch {branch.Name}.") with
                    {
                        Severity = Severity.Information,
                    };
                    continue;
                }

                var create = Create(series, number, row, target);
                yield return Report(
                    document,
                    link.UrlSpan,
                    $"There is no {name}, nor any other document with the number.",
                    create is null ? [unlink] : [create, unlink]
                ) with
                {
                    Severity = isAhead ? Severity.Information : Severity,
                };
            }
            else
            {
                yield return Report(
                    document,
                    link.UrlSpan,
                    $"There is no {name}; {series.Convention.Format(number)} is {Paths.Name(paths[0])}.",
                    [
                        .. paths
                            .Take(MostFixes)
                            .Select(path =>
                                RegistryEdits.Link(
                                    document,
                                    series,
                                    row,
                                    path,
                                    isSafe: paths.Count == 1 && series.RowsOf(number).Count() == 1
                                )
                            ),
                    ]
                );
            }
        }
    }

    // A directory, or a file of another form, is no place for a proposal: the row will link the document that it gets.
    private static Fix? Create(Series series, ProposalNumber number, RegistryRow row, string target)
    {
        if (DocumentParser.Classify(target, series.Folder, series.BaseConvention).Number == number)
        {
            Change Create() =>
                new([
                    TemplateCopy.Create(series, number, row.Title?.Text ?? "", row.Status?.Bare ?? series.Convention.FirstStatus, target),
                ]);
            return new($"Create {Paths.Name(target)} from the template", Create) { Uncovers = s_awaited };
        }

        return ReservedDocument.Prepare(series, number) is var (path, create)
            ? new($"Create {Paths.Name(path)} from the template", create) { Uncovers = s_awaited }
            : null;
    }
}
