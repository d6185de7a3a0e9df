using System.Collections.Immutable;

namespace Bep.Analysis.Text;

/// <summary>What leads from one text to another, line by line: the longest lines in common stay.</summary>
public static class LineDifference
{
    // Beyond, what is between the first and the last change is replaced as a whole: the table would have more than this many cells.
    private const long MostCells = 4_000_000;

    /// <summary>The lines, from 0, that go, and those that come for them; in order, with equal lines between.</summary>
    public static ImmutableArray<LineChange> Of(SourceText before, SourceText after) => Of(LinesOf(before), LinesOf(after));

    /// <summary>The same of texts that are in lines already, each with its line end.</summary>
    public static ImmutableArray<LineChange> Of(string[] old, string[] now)
    {
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start])
            start++;
        var (oldEnd, nowEnd) = (old.Length, now.Length);
        while (oldEnd > start && nowEnd > start && old[oldEnd - 1] == now[nowEnd - 1])
            (oldEnd, nowEnd) = (oldEnd - 1, nowEnd - 1);
        if (start == oldEnd && start == nowEnd)
            return [];
        return (long)(oldEnd - start) * (nowEnd - start) > MostCells
            ? [new(start, oldEnd, start, nowEnd)]
            : Between(old, start, oldEnd, now, start, nowEnd);
    }

    /// <summary>The edits that make <paramref name="after"/> of <paramref name="before"/>: whole lines, as few as there are.</summary>
    public static IEnumerable<TextEdit> EditsOf(SourceText before, SourceText after) =>
        Of(before, after)
            .Select(change => new TextEdit(
                new(StartOf(before, change.OldStart), StartOf(before, change.OldEnd)),
                after.Slice(new(StartOf(after, change.NewStart), StartOf(after, change.NewEnd)))
            ));

    private static int StartOf(SourceText text, int line) => line < text.LineCount ? text.FullLineSpan(line).Start : text.Length;

    private static string[] LinesOf(SourceText text) =>
        [.. Enumerable.Range(0, text.LineCount).Select(line => text.Slice(text.FullLineSpan(line)))];

    private static ImmutableArray<LineChange> Between(string[] old, int oldStart, int oldEnd, string[] now, int nowStart, int nowEnd)
    {
        var (height, width) = (oldEnd - oldStart, nowEnd - nowStart);
        // The length of what is common after each pair of places.
        var common = new int[height + 1, width + 1];
        for (var i = height - 1; i >= 0; i--)
        {
            for (var j = width - 1; j >= 0; j--)
                common[i, j] =
                    old[oldStart + i] == now[nowStart + j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var changes = ImmutableArray.CreateBuilder<LineChange>();
        for (int i = 0, j = 0; i < height || j < width; )
        {
            if (i < height && j < width && old[oldStart + i] == now[nowStart + j])
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }

            var (fromI, fromJ) = (i, j);
            while (i < height || j < width)
            {
                if (i < height && j < width && old[oldStart + i] == now[nowStart + j])
                    break;
                if (j == width || (i < height && common[i + 1, j] >= common[i, j + 1]))
                    i++;
                else
                    j++;
            }

            changes.Add(new(oldStart + fromI, oldStart + i, nowStart + fromJ, nowStart + j));
        }

        return changes.ToImmutable();
    }
}

/// <summary>Lines that go, and lines that come for them; both from 0, the ends exclusive.</summary>
public readonly record struct LineChange(int OldStart, int OldEnd, int NewStart, int NewEnd);
