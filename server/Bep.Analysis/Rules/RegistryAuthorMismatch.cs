using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds proposals whose authors in the registry are not those in the document.</summary>
public sealed class RegistryAuthorMismatch() : RegistryMismatch(Severity.Warning, $"author", $"Registry and document agree on the authors.")
{
    // Each author of the row is compared with each of the document.
    private const int MostAuthors = 200;

    /// <inheritdoc/>
    public override bool AppliesToStubs => false;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            The registry says whom to ask. When a proposal has passed into other hands and only one of the two places says so, the question goes
            to somebody who no longer knows. A row without an author is only noted, and so is a name that is spelt in two ways.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Somebody else took it over",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Min Seo | Draft |
                                                                  ^^^^^^^ Registry says Min Seo, BEP-1001-quiet-hours.md says Ada Park.
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^ Registry says Min Seo, BEP-1001-quiet-hours.md says Ada Park.
                ---
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                ---
                """
            ),
            new(
                "A row that names nobody",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | | Draft |
                                                                  ^ Registry names no author, BEP-1001-quiet-hours.md says Ada Park, Min Seo.
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com), Min Seo (min@example.com)
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Registry names no author, BEP-1001-quiet-hours.md says Ada Park, Min Seo.
                ---
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park, Min Seo | Draft |
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com), Min Seo (min@example.com)
                ---
                """
            ),
            new(
                "The same people, written otherwise",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | min-seo, ADA PARK | Draft |
                | [1002](BEP-1002-night-shift.md) | Night Shift | Park Ada et al. | Draft |
                | [1003](BEP-1003-lanterns.md) | Lanterns | [@ada](https://example.com/ada) | Draft |
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com) and Min Seo (min@example.com)
                ---
                -- BEP-1002-night-shift.md --
                ---
                Author:
                  - Min Seo <min@example.com>
                  - Ada Park <ada@example.com>
                ---
                -- BEP-1003-lanterns.md --
                ---
                Author: Ada Park (ada@example.com)
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    protected override Mismatch? Compare(Series series, RegistryRow row, Document proposal)
    {
        if (row.Author is not { } cell || proposal.Field(FieldRole.Author) is not { } field)
            return null;
        var authors = Authors.Read(field.Value.Value);
        var sample = series.Convention.Fields.FirstOrDefault(known => known.Role == FieldRole.Author)?.Sample;
        if (authors.IsEmpty || field.Value.Value == sample)
            return null;

        var names = string.Join(", ", authors.Select(author => author.Name));
        var takeDocument = new Fix($"Change the registry to {names}", Change.Of(series.RegistryPath, RegistryEdits.SetCell(cell, names)));
        var registered = Authors.Read(cell.Text);
        if (registered.IsEmpty)
            return new(
                cell.Span,
                field.Value.Span,
                $"Registry names no author, {proposal.Name} says {names}.",
                [takeDocument],
                Severity.Information
            );

        if (registered.Length > MostAuthors || authors.Length > MostAuthors)
            return new(
                cell.Span,
                field.Value.Span,
                $"More than {MostAuthors} authors are not compared with those of {proposal.Name}.",
                [],
                Severity.Information
            );

        var pairs = Pair(registered, authors);
        var isComplete =
            pairs.All(pair => pair.Likeness != Likeness.Other) && (registered.Length == authors.Length || Authors.HasOthers(cell.Text));
        if (isComplete && pairs.All(pair => pair.Likeness == Likeness.Same))
            return null;

        var takeRow = Authors.HasOthers(cell.Text) ? null : TakeRow(series, proposal, field, pairs);
        return new(
            cell.Span,
            field.Value.Span,
            $"Registry says {cell.Text}, {proposal.Name} says {names}.",
            takeRow is null ? [takeDocument] : [takeDocument, takeRow],
            isComplete ? Severity.Hint : null
        );
    }

    // Each author of the row with the document's that is most like it; each of the document's is given away once.
    private static List<(Author Registered, Author? Own, Likeness Likeness)> Pair(
        ImmutableArray<Author> registered,
        ImmutableArray<Author> authors
    )
    {
        var left = authors.ToList();
        var own = new Author?[registered.Length];
        foreach (var likeness in new[] { Likeness.Same, Likeness.Near })
        {
            for (var i = 0; i < registered.Length; i++)
            {
                if (
                    own[i] is not null
                    || left.FirstOrDefault(author => Authors.Compare(registered[i], author) == likeness) is not { } found
                )
                    continue;
                own[i] = found;
                left.Remove(found);
            }
        }

        return
        [
            .. registered.Select((author, i) => (author, own[i], own[i] is { } found ? Authors.Compare(author, found) : Likeness.Other)),
        ];
    }

    // The row's authors as a front matter names them: with the addresses that the document has, or that of the author at the keyboard.
    private static Fix? TakeRow(
        Series series,
        Document proposal,
        Field field,
        List<(Author Registered, Author? Own, Likeness Likeness)> pairs
    )
    {
        var atKeyboard = Authors.Read(series.ExternalFacts.Author).FirstOrDefault();
        var authors = new List<string>();
        foreach (var (registered, own, _) in pairs)
        {
            var email = own?.Email
                ?? (atKeyboard is not null && Authors.Compare(registered, atKeyboard) == Likeness.Same ? atKeyboard.Email : null);
            if (email is null || !registered.Name.All(c => char.IsLetter(c) || c is ' ' or '-' or '.'))
                return null;
            authors.Add(new Author(registered.Name, email).ToString());
        }

        var names = string.Join(", ", pairs.Select(pair => pair.Registered.Name));
        return proposal.Text.LineAt(field.Value.Span.Start) == proposal.Text.LineAt(field.Value.Span.End)
            ? new(
                $"Change {proposal.Name} to {names}",
                Change.Of(proposal.Path, FieldEdits.SetValue(proposal, field, string.Join(", ", authors)))
            )
            : null;
    }
}
