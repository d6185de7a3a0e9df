using System.Text;
using Bep.Analysis.Checking;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Notation;

/// <summary>
/// Writes findings under the text they are about, with carets, in the notation that <see cref="Fixture"/> reads: for tests, rule pages and
/// the terminal alike.
/// </summary>
public static class Annotated
{
    /// <summary>The files at <paramref name="paths"/> with <paramref name="findings"/> under their lines.</summary>
    public static string Write(Series series, IEnumerable<string> paths, IEnumerable<Finding> findings)
    {
        var result = new StringBuilder();
        var byPath = findings.ToLookup(finding => finding.Path);
        foreach (var path in paths)
        {
            result.Append("-- ").Append(path).Append(" --\n");
            if (series.Find(path) is not { } document)
                continue;
            var byLine = byPath[path].ToLookup(finding => document.Text.LineAt(finding.Span.Start));
            for (var line = 0; line < document.Text.LineCount; line++)
            {
                var isLast = line == document.Text.LineCount - 1;
                var text = document.Text.Slice(document.Text.LineSpan(line));
                if (!isLast || text.Length > 0 || byLine[line].Any())
                    result.Append(text).Append('\n');
                foreach (var finding in byLine[line])
                    result.Append(Marks(document.Text, finding.Span)).Append(' ').Append(finding.Message).Append('\n');
            }
        }

        return result.ToString();
    }

    /// <summary>
    /// The line under the first line of <paramref name="span"/>: blanks up to its start, then a caret for each of its characters, at least
    /// one. Tabs stay tabs and wide characters get wide blanks and carets, so that the marks stand below their text on a screen and every
    /// UTF-16 unit above has one below.
    /// </summary>
    public static string Marks(SourceText text, TextSpan span)
    {
        var line = text.LineSpan(text.LineAt(span.Start));
        var content = text.Slice(line);
        var start = span.Start - line.Start;
        var end = Math.Max(start, Math.Min(span.End - line.Start, content.Length));
        var result = new StringBuilder(end);
        for (var i = 0; i < start; i++)
            result.Append(
                i >= content.Length ? ' '
                : content[i] == '\t' ? '\t'
                : TextWidth.IsWide(content[i]) ? '\u3000'
                : ' '
            );
        for (var i = start; i < end; i++)
            result.Append(TextWidth.IsWide(content[i]) ? '＾' : '^');
        if (start == end)
            result.Append('^');
        return result.ToString();
    }

    /// <summary>True for a line that <see cref="Write"/> puts under another one.</summary>
    internal static bool IsMark(string line)
    {
        var marks = line.AsSpan().TrimStart(" \t\u3000");
        return marks.Length > 0 && marks[0] is '^' or '＾' && marks.TrimStart("^＾") is [] or [' ', ..];
    }
}
