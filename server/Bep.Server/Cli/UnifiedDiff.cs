using System.Collections.Immutable;
using System.Text;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Server.Cli;

/// <summary>What a change does to files, in the form that git writes and applies.</summary>
static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>Every file that differs, by path; renamed ones under both names.</summary>
    /// <param name="before">The series as its files are.</param>
    /// <param name="after">The series as they are to be.</param>
    /// <param name="renames">Which of them have another name, in order.</param>
    /// <param name="hasMark">True where the file at this path begins with a byte-order mark, which is no part of its text.</param>
    public static string Of(Series before, Series after, IEnumerable<FileChange.Rename> renames, Predicate<string> hasMark)
    {
        var moved = renames.Reverse().ToImmutableArray();
        var diff = new StringBuilder();
        foreach (var path in after.Files.Paths.Order(StringComparer.Ordinal))
        {
            var origin = moved.Aggregate(path, (at, rename) =>
                at == rename.NewPath || Paths.IsBelow(rename.NewPath, at) ? rename.Path + at[rename.NewPath.Length..] : at
            );
            var isNew = !before.Files.Contains(origin);
            // A folder has no text; what lies in it is listed by itself.
            if (after.Files.In(path).Any() || (isNew && after.Find(path) is null))
                continue;
            var (text, newText) = (before.Find(origin)?.Text, after.Find(path)?.Text);
            var mark = !ReferenceEquals(text, newText) && !isNew && hasMark(origin) ? "\uFEFF" : "";
            var (old, now) = ReferenceEquals(text, newText) ? ([], []) : (LinesOf(text, mark), LinesOf(newText, mark));
            var changes = LineDifference.Of(old, now);
            if (changes.IsEmpty && origin == path && !isNew)
                continue;

            diff.Append($"diff --git {Quoted("a/" + origin)} {Quoted("b/" + path)}\n");
            if (isNew)
                diff.Append("new file mode 100644\n");
            if (origin != path)
                diff.Append($"rename from {Quoted(origin)}\nrename to {Quoted(path)}\n");
            if (!changes.IsEmpty)
                diff.Append(isNew ? "--- /dev/null\n" : $"--- {Quoted("a/" + origin)}{End(origin)}\n")
                    .Append($"+++ {Quoted("b/" + path)}{End(path)}\n");
            foreach (var hunk in Hunks(changes))
                Write(diff, old, now, hunk);
        }
        return diff.ToString();
    }

    // As git writes names that would end a line or be taken for something else (git-config(1), core.quotePath).
    private static string Quoted(string path) =>
        !path.Any(IsQuoted)
            ? path
            : $"\"{string.Concat(path.Select(c => !IsQuoted(c) ? $"{c}" : c is '"' or '\\' ? $"\\{c}" : $"\\{Convert.ToString(c, 8).PadLeft(3, '0')}"))}\"";

    private static bool IsQuoted(char c) => c is < ' ' or '\x7f' or '"' or '\\';

    // Where a name has blanks, a tabulator says where it ends.
    private static string End(string path) => path.Contains(' ') && !path.Any(IsQuoted) ? "\t" : "";

    // Changes whose surroundings meet are shown together.
    private static IEnumerable<ImmutableArray<LineChange>> Hunks(ImmutableArray<LineChange> changes)
    {
        var hunk = ImmutableArray.CreateBuilder<LineChange>();
        foreach (var change in changes)
        {
            if (hunk.Count > 0 && change.OldStart - hunk[^1].OldEnd > 2 * Context)
            {
                yield return hunk.ToImmutable();
                hunk.Clear();
            }
            hunk.Add(change);
        }
        if (hunk.Count > 0)
            yield return hunk.ToImmutable();
    }

    private static void Write(StringBuilder diff, string[] old, string[] now, ImmutableArray<LineChange> hunk)
    {
        var before = Math.Min(Context, hunk[0].OldStart);
        var after = Math.Min(Context, old.Length - hunk[^1].OldEnd);
        var (oldStart, newStart) = (hunk[0].OldStart - before, hunk[0].NewStart - before);
        var (oldCount, newCount) = (hunk[^1].OldEnd + after - oldStart, hunk[^1].NewEnd + after - newStart);
        diff.Append($"@@ -{(oldCount == 0 ? 0 : oldStart + 1)},{oldCount} +{(newCount == 0 ? 0 : newStart + 1)},{newCount} @@\n");
        var at = oldStart;
        foreach (var change in hunk)
        {
            Lines(' ', old[at..change.OldStart]);
            Lines('-', old[change.OldStart..change.OldEnd]);
            Lines('+', now[change.NewStart..change.NewEnd]);
            at = change.OldEnd;
        }
        Lines(' ', old[at..(oldStart + oldCount)]);

        void Lines(char sign, string[] lines)
        {
            foreach (var line in lines)
            {
                diff.Append(sign).Append(line);
                if (!line.EndsWith('\n'))
                    diff.Append("\n\\ No newline at end of file\n");
            }
        }
    }

    // As git has them: a line feed alone ends one, and nothing after the last is not a line.
    private static string[] LinesOf(SourceText? text, string mark)
    {
        var content = mark + text?.Content;
        var lines = content.Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
            lines[i] += '\n';
        return lines[^1].Length > 0 ? lines : lines[..^1];
    }
}
