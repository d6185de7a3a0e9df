using System.Collections.Immutable;
using System.Text;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Server.Git;

/// <summary>Looks for a text in files of a repository: one <c>git grep</c>, of whose answer no more is read than anybody can use.</summary>
static class Search
{
    // As much as a hundred thousand lines take that people wrote; a file whose one line is longer is no text of theirs.
    private const int MostBytes = 32 << 20;

    /// <summary>The lines in which <paramref name="wanted"/> is, and whether there are more.</summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="wanted">What is looked for.</param>
    /// <param name="commits">The commits whose files are looked through, by their hashes; none for what is tracked in the working tree.</param>
    /// <param name="paths">Which files, as git's pathspecs.</param>
    /// <param name="cancel">Ends the search.</param>
    /// <exception cref="GitException">There is no repository, no such commit, or no git.</exception>
    public static async Task<(ImmutableArray<FoundLine> Lines, bool IsCut)> ReadAsync(
        string root,
        Pattern wanted,
        IReadOnlyCollection<string> commits,
        IEnumerable<string> paths,
        CancellationToken cancel
    )
    {
        // Binary files are passed over, and no file is run through a program that the repository names for it.
        string[] arguments =
        [
            "grep",
            "-I",
            "--no-textconv",
            "--no-recurse-submodules",
            "--no-color",
            "--full-name",
            "--line-number",
            "--null",
            wanted.Kind,
            $"--max-count={IGit.MostLines}",
            "-e",
            wanted.Text,
            .. commits,
            "--",
            .. paths,
        ];
        using var git = GitProcess.Open(root, arguments);
        var (answer, isCut) = await git.AskAsync([], (output, limit) => output.UpToAsync(MostBytes, limit), cancel).ConfigureAwait(false);
        // It ends with 1 where it finds nothing.
        if (!isCut && await git.EndAsync(cancel).ConfigureAwait(false) is { Status: not (0 or 1) } end)
            throw new GitException(LocalizableString.Of(end.Problem));
        return ([.. Parse(answer, commits.Count > 0)], isCut);
    }

    // `path NUL line NUL text LF`, with `commit:` in front of the path. A path may hold line ends and a text may hold NULs.
    private static IEnumerable<FoundLine> Parse(byte[] answer, bool hasCommits)
    {
        for (var at = 0; at < answer.Length; )
        {
            if (
                Next(answer, at, (byte)'\0') is not { } path
                || Next(answer, path.End, (byte)'\0') is not { } number
                || Next(answer, number.End, (byte)'\n') is not { } line
            )
                yield break;
            at = line.End;
            if (!int.TryParse(number.Text, out var from1))
                continue;
            var colon = hasCommits ? path.Text.IndexOf(':') : -1;
            yield return new(path.Text[(colon + 1)..], from1 - 1, line.Text.TrimEnd('\r')) { Commit = colon > 0 ? path.Text[..colon] : "" };
        }
    }

    private static (string Text, int End)? Next(byte[] answer, int at, byte mark) =>
        answer.AsSpan(at).IndexOf(mark) is >= 0 and var length ? (Encoding.UTF8.GetString(answer, at, length), at + length + 1) : null;
}

/// <summary>What git looks for in a line of a file or a message.</summary>
/// <param name="Text">The text, or the expression.</param>
/// <param name="Kind">The option by which git knows which of the two it is, whatever the repository's configuration says.</param>
readonly record struct Pattern(string Text, string Kind)
{
    /// <summary><paramref name="text"/> letter for letter.</summary>
    public static Pattern Of(string text) => new(text, "--fixed-strings");

    /// <summary>
    /// <paramref name="mark"/>, where it is not empty, or one of <paramref name="keys"/> with no digit behind it. One expression, because git
    /// goes through all text once more for each pattern that it has. Both are letters, digits and hyphens, of which none means anything in it.
    /// </summary>
    public static Pattern Of(string mark, OwnKeys keys)
    {
        if (keys.All.Count == 0)
            return Of(mark);
        var trackers = keys
            .All.GroupBy(one => IssueKeys.LettersOf(one.Key), one => one.Key)
            .Select(all => $"{all.Key}-({string.Join('|', all.Select(key => key[(all.Key.Length + 1)..]))})");
        return new($"{(mark.Length > 0 ? $"{mark}|" : "")}({string.Join('|', trackers)})([^0-9]|$)", "--extended-regexp");
    }
}
