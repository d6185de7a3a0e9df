using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Finds sections of proposals by words, the most telling first.</summary>
public static class ProposalSearch
{
    // Nobody reads more of a list than this, and nobody asks with more words.
    private const int MostWords = 12;

    // How much an occurrence in a heading or a title tells, and how many in a text are told apart.
    private const double HeadingWeight = 3;
    private const double TitleWeight = 4;
    private const int MostOccurrences = 8;

    private const int ExcerptLength = 200;

    /// <summary>
    /// The sections of proposals, and of the documents in their directories, that have the words of <paramref name="query"/>: a word that few
    /// sections have counts more, and so does one in a heading; who has all of them stands above who has some. A word is found where one
    /// begins with it, whatever its letter case.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="query">Words.</param>
    /// <param name="most">How many sections at most.</param>
    public static ImmutableArray<SearchResult> Find(Series series, string query, int most)
    {
        string[] words =
        [
            .. query
                .Split(query.Where(c => !char.IsLetterOrDigit(c)).Distinct().ToArray(), StringSplitOptions.RemoveEmptyEntries)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Take(MostWords),
        ];
        if (words.Length == 0)
            return [];
        var places = Concurrently
            .Map(series.Documents.Values.Where(document => MentionText.IsOfProposal(series, document)), document =>
                Places(series, document, words)
            )
            .SelectMany(found => found)
            .ToList();
        var weights = words
            .Select((_, i) => Math.Log(1 + (double)places.Count / (1 + places.Count(place => place.Scores[i] > 0))))
            .ToArray();
        return
        [
            .. places
                .Select(place =>
                    (Place: place, Count: place.Scores.Count(score => score > 0), Score: place.Scores.Zip(weights, (a, b) => a * b).Sum())
                )
                .Where(found => found.Count > 0)
                .OrderByDescending(found => found.Count)
                .ThenByDescending(found => found.Score)
                .ThenBy(found => found.Place.Document.Path, StringComparer.Ordinal)
                .ThenBy(found => found.Place.Span.Start)
                .Take(most)
                .Select(found => Result(series, found.Place)),
        ];
    }

    private static SearchResult Result(Series series, Place place)
    {
        var (document, heading, span, first) = (place.Document, place.Heading, place.Span, place.First);
        var line = document.Text.LineAt(first);
        var words = document.Text.Slice(document.Text.LineSpan(line)).Trim();
        return new(
            document.Path,
            MentionText.OwnNumber(series, document),
            heading,
            document.Text.LineAt(span.Start) + 1,
            PlainMarkdown.Shorten(words, ExcerptLength)
        );
    }

    private sealed record Place(Document Document, string Heading, TextSpan Span, int First, double[] Scores);

    // Each heading with what stands below it up to the next one, and what stands above the first.
    private static List<Place> Places(Series series, Document document, string[] words)
    {
        var places = new List<Place>();
        var text = document.Text.Content;
        var title = Titles.Of(series, document.Path);
        var start = document.BodyStart ?? 0;
        var heading = title;
        foreach (var section in document.Sections)
        {
            Add(heading, new(start, Math.Max(start, section.Heading.Start)));
            (heading, start) = (section.Title, section.Heading.Start);
        }

        Add(heading, new(start, text.Length));
        return places;

        void Add(string name, TextSpan span)
        {
            if (text.AsSpan(span.Start..span.End).IsWhiteSpace())
                return;
            var scores = new double[words.Length];
            var first = span.End;
            for (var i = 0; i < words.Length; i++)
            {
                var count = 0;
                for (
                    var at = Next(text, words[i], span.Start, span.End);
                    at >= 0 && count < MostOccurrences;
                    at = Next(text, words[i], at + words[i].Length, span.End)
                )
                {
                    if (count++ == 0)
                        first = Math.Min(first, at);
                }
                scores[i] =
                    Math.Sqrt(count)
                    + (Next(name, words[i], 0, name.Length) >= 0 ? HeadingWeight : 0)
                    + (count > 0 && Next(title, words[i], 0, title.Length) >= 0 ? TitleWeight : 0);
            }
            places.Add(new(document, name, span, first == span.End ? span.Start : first, scores));
        }
    }

    // Korean puts no blank in front of most words.
    private static int Next(string text, string word, int start, int end)
    {
        for (int at; start < end; start = at + 1)
        {
            var found = text.AsSpan(start, end - start).IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
                return -1;
            at = start + found;
            if (at == 0 || !char.IsAsciiLetterOrDigit(text[at]) || !char.IsAsciiLetterOrDigit(text[at - 1]))
                return at;
        }

        return -1;
    }
}

/// <summary>A section in which words were found.</summary>
/// <param name="Path">Its document, relative to the root.</param>
/// <param name="Number">The proposal that the document is, or is a part of; null where it has no number.</param>
/// <param name="Heading">The section's title.</param>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="Excerpt">The first line with one of the words.</param>
public sealed record SearchResult(string Path, ProposalNumber? Number, string Heading, int Line, string Excerpt);
