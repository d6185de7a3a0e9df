using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds supporting directories of numbers that no document has, and second ones of one number.</summary>
public sealed class SupportingDirectory()
    : Rule(RuleGroup.Structure, Severity.Warning, $"A supporting directory belongs to one document, and a document has one.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Number | Reach.Targets | Reach.LinksToSupportingFiles;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A directory whose document got another number, or was never merged, is kept for ever because nobody knows whose it is. Two directories of
            one proposal come from two ways of naming them: each holds a half, and links lead to the wrong one.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Left behind by a renumbering",
                """
                -- README.md --
                | Number | Title | Author | Status |
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ BEP-1001/ holds supporting files, but no document has the number BEP-1001.
                |--------|-------|--------|--------|
                | [1002](BEP-1002-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                -- BEP-1001/clock.png --
                -- BEP-1002-quiet-hours.md --
                ![Clock](BEP-1001/clock.png)
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1002](BEP-1002-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                -- BEP-1002-quiet-hours.md --
                ![Clock](BEP-1002/clock.png)
                -- BEP-1002/clock.png --
                """
            ),
            new(
                "Two for one document",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                ^^^^^^^^^^^^^ BEP-1001 has 2 supporting directories: BEP-1001/, BEP-1001-quiet-hours/.

                ![Clock](BEP-1001/clock.png) ![Bell](BEP-1001-quiet-hours/bell.png)
                -- BEP-1001/clock.png --
                -- BEP-1001-quiet-hours/bell.png --
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                ![Clock](BEP-1001/clock.png) ![Bell](BEP-1001/bell.png)
                -- BEP-1001/clock.png --
                -- BEP-1001/bell.png --
                """
            ),
            new(
                "Either form will do",
                """
                -- BEP-1001-quiet-hours.md --
                ![Clock](BEP-1001/clock.png)
                -- BEP-1001/clock.png --
                -- BEP-1002-night-shift.md --
                ![Bell](BEP-1002-night-shift/bell.png)
                -- BEP-1002-night-shift/bell.png --
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind == DocumentKind.Registry)
            return WithoutDocument(document, series);
        return document is { Kind: DocumentKind.Proposal, Number: { } number } ? Doubled(document, series, number) : [];
    }

    // Nowhere else is there a text to say it in: at the row that reserves the number, else at the table.
    private IEnumerable<Finding> WithoutDocument(Document document, Series series)
    {
        foreach (var number in series.DirectoryNumbers)
        {
            if (
                !series.PathsOf(number).IsEmpty
                || number == series.Convention.TemplateNumber
                || series.Convention.ExampleNumbers.Contains(number)
            )
                continue;
            foreach (var directory in series.DirectoriesOf(number))
            {
                // A proposal in there is in the wrong folder; that is said of it.
                if (FileName.StraysIn(series, directory).Any())
                    continue;
                var place = series.RowsOf(number).FirstOrDefault()?.Line
                    ?? (
                        document.Registry is { } registry
                            ? document.Text.LineSpan(document.Text.LineAt(registry.Table.Span.Start))
                            : document.FirstLine
                    );
                yield return Report(
                    document,
                    place,
                    $"{MentionText.InSeries(series, directory)}/ holds supporting files, but no document has the number {series.Convention.Format(number)}.",
                    [.. Adoption(series, number, directory)]
                );
            }
        }
    }

    // The one proposal that uses the files is the one they belong to.
    private static IEnumerable<Fix> Adoption(Series series, ProposalNumber number, string directory)
    {
        var users = series
            .Files.FilesBelow(directory)
            .SelectMany(series.ReferrersOf)
            .Where(path => !Paths.IsBelow(directory, path))
            .Distinct()
            .Take(2)
            .ToList();
        if (
            users is not [var user]
            || series.Find(user) is not { Kind: DocumentKind.Proposal, Number: { } owner }
            || !series.DirectoriesOf(owner).IsEmpty
        )
            yield break;
        var convention = series.Convention;
        var to = Paths.Join(series.Folder, convention.Format(owner) + Paths.Name(directory)[convention.Format(number).Length..]);
        if (!series.Exists(to))
            yield return new($"Rename the directory to {Paths.Name(to)}/, whose document uses it", Moving.Of(series, directory, to));
    }

    private IEnumerable<Finding> Doubled(Document document, Series series, ProposalNumber number)
    {
        var directories = series.DirectoriesOf(number);
        if (directories.Count < 2 || series.PathsOf(number).Count != 1)
            yield break;
        var names = string.Join(", ", directories.Select(directory => MentionText.InSeries(series, directory) + "/"));
        yield return Report(
            document,
            document.FirstLine,
            $"{series.Convention.Format(number)} has {directories.Count} supporting directories: {names}.",
            [.. Merger(series, number, directories)]
        );
    }

    private static IEnumerable<Fix> Merger(Series series, ProposalNumber number, ImmutableSortedSet<string> directories)
    {
        var plain = series.Convention.Format(number);
        var usual =
            series.Convention.DirectoriesHaveNumberOnly == false
                ? directories.First(directory => Paths.Name(directory) != plain)
                : directories.FirstOrDefault(directory => Paths.Name(directory) == plain) ?? directories[0];
        var moves = directories
            .Remove(usual)
            .SelectMany(directory => series.Files.FilesBelow(directory).Select(file => new Move(file, usual + file[directory.Length..])))
            .OrderBy(move => move.From, StringComparer.Ordinal)
            .ToImmutableArray();
        // Two files of one name cannot both have it.
        if (moves.Any(move => series.Exists(move.To)) || moves.DistinctBy(move => move.To).Count() < moves.Length)
            yield break;
        yield return new(
            $"Move all files to {Paths.Name(usual)}/",
            Moving.Follow(series, moves).And(new([.. moves.Select(move => new FileChange.Rename(move.From, move.To))]))
        );
    }
}
