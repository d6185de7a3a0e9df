using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;

namespace Bep.Fuzz;

/// <summary>A file of a series.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Content">Its text; null, in <see cref="Input.Edits"/>, for a file that goes.</param>
public readonly record struct SourceFile(string Path, string? Content);

/// <summary>A series, and what is then done to some of its files.</summary>
/// <param name="Files">The files at first.</param>
/// <param name="Edits">Other texts for some of them, new files, and files that go; one after another.</param>
public sealed record Input(ImmutableArray<SourceFile> Files, ImmutableArray<SourceFile> Edits)
{
    private const string Edit = "edit:",
        Delete = "delete:";

    /// <summary>The same files after the edits, with no edit left to be made.</summary>
    public Input Settled()
    {
        var files = Files;
        foreach (var edit in Edits)
        {
            var at = -1;
            for (var i = 0; i < files.Length; i++)
                if (files[i].Path == edit.Path)
                    at = i;
            files = (at, edit.Content) switch
            {
                (>= 0, null) => files.RemoveAt(at),
                (< 0, null) => files,
                (>= 0, _) => files.SetItem(at, edit),
                _ => files.Add(edit),
            };
        }

        return new(files, []);
    }

    /// <summary>The series of <see cref="Files"/>, read from nothing.</summary>
    public Series ToSeries() =>
        new Fixture([.. Files.Where(file => !IsOfBranch(file.Path)).Select(file => (file.Path, file.Content!))], null)
        {
            Branches =
            [
                .. from file in Files
                where IsOfBranch(file.Path)
                let parts = file.Path.Split(':', 2)
                select (parts[0], parts[1], file.Content!),
            ],
        }.ToSeries();

    /// <summary>True for <c>branch:path</c>, a file of another branch, which no edit is made of.</summary>
    public static bool IsOfBranch(string path) => path.Contains(':', StringComparison.Ordinal);

    /// <summary>
    /// The series after <see cref="Edits"/>, made out of <paramref name="before"/> step by step, as an editor's server does.
    /// </summary>
    public Series Follow(Series before)
    {
        var series = before;
        foreach (var edit in Edits)
        {
            series =
                edit.Content is null ? series.Without(edit.Path)
                : IsRead(edit.Path) ? series.With(DocumentParser.Parse(edit.Path, new(edit.Content), series.Folder, series.BaseConvention))
                : series.WithFile(edit.Path);
            // Folders come with their files and go with the last one.
            foreach (var folder in WithFolders(edit.Path).Skip(1))
            {
                if (edit.Content is not null)
                    series = series.WithFile(folder);
                else if (!series.Files.In(folder).Any())
                    series = series.Without(folder);
            }
        }

        return series;
    }

    /// <summary>
    /// The files as text that any editor can show: <c>-- path --</c> in front of each, a backslash for what is not to be seen (<c>\r</c>,
    /// <c>\t</c>, <c>\u0000</c>, <c>\\</c>), and one at the end of a text that does not end with a line end.
    /// </summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (path, content) in Files)
            Write(path, content!);
        foreach (var (path, content) in Edits)
            Write((content is null ? Delete : Edit) + path, content ?? "");
        return text.ToString();

        void Write(string path, string content)
        {
            text.Append("-- ").Append(path).Append(" --\n");
            for (var i = 0; i < content.Length; i++)
            {
                var c = content[i];
                _ = c switch
                {
                    // What would be read as the beginning of a file.
                    '-' when (i == 0 || content[i - 1] == '\n') && content.AsSpan(i).StartsWith("-- ") => text.Append("\\u002d"),
                    '\n' => text.Append(c),
                    '\r' => text.Append("\\r"),
                    '\t' => text.Append("\\t"),
                    '\\' => text.Append("\\\\"),
                    _ when char.IsControl(c)
                            || char.IsSurrogate(c)
                            || char.GetUnicodeCategory(c)
                                is UnicodeCategory.Format
                                    or UnicodeCategory.LineSeparator
                                    or UnicodeCategory.ParagraphSeparator => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                    _ => text.Append(c),
                };
            }

            if (content.Length > 0 && content[^1] != '\n')
                text.Append("\\\n");
        }
    }

    /// <summary>Reads what <see cref="ToString"/> wrote. Lines in front of the first file are a remark.</summary>
    public static Input Read(string notation)
    {
        var files = ImmutableArray.CreateBuilder<SourceFile>();
        var edits = ImmutableArray.CreateBuilder<SourceFile>();
        string? path = null;
        var content = new StringBuilder();
        foreach (var line in notation.TrimEnd('\n').Split('\n'))
        {
            if (line is ['-', '-', ' ', .. var name, ' ', '-', '-'])
            {
                Finish();
                path = name;
            }
            else
            {
                content.Append(line).Append('\n');
            }
        }

        Finish();
        return new(files.ToImmutable(), edits.ToImmutable());

        void Finish()
        {
            var text = Unescaped(content.ToString());
            content.Clear();
            if (path is null)
                return;
            if (path.StartsWith(Edit, StringComparison.Ordinal))
                edits.Add(new(path[Edit.Length..], text));
            else if (path.StartsWith(Delete, StringComparison.Ordinal))
                edits.Add(new(path[Delete.Length..], null));
            else
                files.Add(new(path, text));
        }
    }

    private static string Unescaped(string text)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            switch (text[++i])
            {
                case 'r':
                    result.Append('\r');
                    break;
                case 't':
                    result.Append('\t');
                    break;
                case '\\':
                    result.Append('\\');
                    break;
                case 'u':
                    result.Append((char)int.Parse(text.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    i += 4;
                    break;
            }
        }

        return result.ToString();
    }

    private static bool IsRead(string path) =>
        path.EndsWith(".md", StringComparison.Ordinal)
        || Paths.Name(path) == ConfigurationReader.FileName
        || DocumentParser.IsMessage(path);

    private static IEnumerable<string> WithFolders(string path)
    {
        for (; path.Length > 0; path = Paths.Folder(path))
            yield return path;
    }
}
