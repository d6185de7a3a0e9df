using System.Buffers;
using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds supporting files that no document leads to.</summary>
public sealed class UnusedSupportingFile() : Rule(RuleGroup.Structure, Severity.Hint, $"Each supporting file is used by a document.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Number | Reach.LinksToSupportingFiles;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A file that nothing links is found by nobody who reads the proposal. Sub-documents get lost when the main document's index is not kept,
            pictures when their paragraph is rewritten.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A part that the index leaves out",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                ^^^^^^^^^^^^^ Nothing links BEP-1001/clock.md.

                | Part | What it says |
                |------|--------------|
                | [Bell](./BEP-1001/bell.md) | Who may ring |

                ## Motivation
                -- BEP-1001/bell.md --
                # Bell
                -- BEP-1001/clock.md --
                # Clock
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                | Part | What it says |
                |------|--------------|
                | [Bell](./BEP-1001/bell.md) | Who may ring |
                | [Clock](./BEP-1001/clock.md) |  |

                ## Motivation
                -- BEP-1001/bell.md --
                # Bell
                -- BEP-1001/clock.md --
                # Clock
                """
            ),
            new(
                "No index yet",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                ^^^^^^^^^^^^^ Nothing links BEP-1001/clock.png.
                -- BEP-1001/clock.png --
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                - [clock.png](BEP-1001/clock.png)
                -- BEP-1001/clock.png --
                """
            ),
            new(
                "Named in the text, drawn from, in a folder that is linked, and an index of its own",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                The schema is `hours.graphql`. ![Clock](BEP-1001/clock.png) All drafts are [here](BEP-1001/drafts/).
                -- BEP-1001/README.md --
                See [bell](bell.md).
                -- BEP-1001/bell.md --
                # Bell
                -- BEP-1001/hours.graphql --
                -- BEP-1001/clock.png --
                -- BEP-1001/clock.drawio --
                -- BEP-1001/drafts/first.md --
                # First Draft
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        // Before all documents have been read, nobody knows what they link.
        if (
            !series.IsComplete
            || document is not { Kind: DocumentKind.Proposal, Number: { } number }
            || series.PathOf(number) != document.Path
        )
            yield break;
        foreach (var directory in series.DirectoriesOf(number))
        {
            var files = series
                .Files.FilesBelow(directory)
                .Where(file => series.Find(file) is not { Kind: DocumentKind.Proposal })
                .Order(StringComparer.Ordinal)
                .ToList();
            var linked = files.Where(file => IsLinked(series, directory, file)).ToHashSet();
            var named = NamesIn(document.Text.Content, [.. files.Where(file => !linked.Contains(file)).Select(Paths.Name)]);
            var used = files.Where(file => linked.Contains(file) || named.Contains(Paths.Name(file))).Select(Stem).ToHashSet();
            foreach (var file in files)
            {
                // What a picture was drawn with has its name.
                if (
                    used.Contains(Stem(file))
                    || file[directory.Length..].Contains("/.", StringComparison.Ordinal)
                    || Stem(Paths.Name(file)).ToUpperInvariant() is "README" or "INDEX"
                )
                    continue;
                yield return Report(
                    document,
                    document.FirstLine,
                    $"Nothing links {MentionText.InSeries(series, file)}.",
                    new Fix($"Link {MentionText.InSeries(series, file)} in this document", () =>
                        SubDocuments.Index(document, series, directory, file) is { } edit ? Change.Of(document.Path, edit) : Change.None
                    )
                );
            }
        }
    }

    private static bool IsLinked(Series series, string directory, string file)
    {
        for (var path = file; path.Length >= directory.Length; path = Paths.Folder(path))
        {
            if (series.ReferrersOf(path).Any(referrer => referrer != file))
                return true;
        }

        return false;
    }

    // All names are looked for at once; which of them stand at a place, their lengths tell.
    private static HashSet<string> NamesIn(string content, HashSet<string> names)
    {
        var found = new HashSet<string>();
        if (names.Count == 0)
            return found;
        var (all, lengths, lookup) = (
            SearchValues.Create([.. names], StringComparison.Ordinal),
            names.Select(name => name.Length).Distinct().ToList(),
            names.GetAlternateLookup<ReadOnlySpan<char>>()
        );
        for (var at = 0; content.AsSpan(at).IndexOfAny(all) is >= 0 and var next && found.Count < names.Count; at++)
        {
            at += next;
            foreach (var length in lengths)
            {
                if (at + length <= content.Length && lookup.TryGetValue(content.AsSpan(at, length), out var name))
                    found.Add(name);
            }
        }

        return found;
    }

    private static string Stem(string path) => path.LastIndexOf('.') is var dot && dot > path.LastIndexOf('/') + 1 ? path[..dot] : path;
}
