using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Bep.Analysis.Text;
using Bep.Server.Files;

namespace Bep.Server.Git;

/// <summary>
/// Reads objects of a repository by name, many at once, as they are stored: no filter and no conversion runs. One command is kept open for
/// all questions, which follow each other.
/// </summary>
/// <param name="folder">The repository's top folder.</param>
/// <param name="cancel">Ends the reading.</param>
sealed class GitObjects(string folder, CancellationToken cancel) : IAsyncDisposable
{
    // A command that ends over a damaged object is started again after it, but not for ever.
    private const int MostRestarts = 20;

    // Objects are asked for in portions, so that none takes longer than is waited for.
    private const long Portion = 64 << 20;

    // What git ends with where it does not know an option: before 2.36 no command answers both questions. Each is then one of its own.
    private const int UnknownOption = 129;
    private static volatile bool s_staysOpen = true;

    private GitProcess? _open;
    private bool _hasAnswered;

    /// <summary>
    /// What each of <paramref name="names"/> (<c>oid</c>, <c>oid:path</c>) is; null where there is nothing, or it is damaged.
    /// </summary>
    public async Task<ImmutableArray<GitObject?>> FindAsync(IReadOnlyList<string> names)
    {
        var found = new GitObject?[names.Count];
        await AskAsync(false, names, (i, header, _) => found[i] = header).ConfigureAwait(false);
        return [.. found];
    }

    /// <summary>
    /// The texts of the blobs <paramref name="names"/>, by object name; those that are no text, larger than anything that is read, or not
    /// there are left out.
    /// </summary>
    public async Task<IEnumerable<KeyValuePair<string, SourceText>>> ReadTextsAsync(IEnumerable<string> names)
    {
        var found = await FindAsync([.. names.Distinct()]).ConfigureAwait(false);
        var contents = await ReadAsync(found.OfType<GitObject>()).ConfigureAwait(false);
        // One text at a time: there may be thousands.
        return from content in contents
            let text = TextFile.Of(content.Value).Text
            where text is not null
            select KeyValuePair.Create(content.Key, text);
    }

    /// <summary>
    /// The contents of <paramref name="objects"/>, by object name; those that are larger than anything that is read, or cannot be read, are
    /// left out.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(IEnumerable<GitObject> objects)
    {
        var contents = new Dictionary<string, byte[]>();
        var portion = new List<string>();
        long size = 0;
        foreach (var one in objects.Where(one => one.Size <= TextFile.LargestSize).DistinctBy(one => one.Name))
        {
            if (size + one.Size > Portion)
                await ReadPortionAsync().ConfigureAwait(false);
            portion.Add(one.Name);
            size += one.Size;
        }
        await ReadPortionAsync().ConfigureAwait(false);
        return contents;

        async Task ReadPortionAsync()
        {
            await AskAsync(true, portion, (_, header, content) => contents[header.Name] = content).ConfigureAwait(false);
            portion.Clear();
            size = 0;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_open is { } git)
            await EndAsync(git, CancellationToken.None).ConfigureAwait(false);
    }

    private delegate void Take(int index, GitObject header, byte[] content);

    private async Task AskAsync(bool withContent, IReadOnlyList<string> names, Take take)
    {
        // A name is a line; one with a line end in it names nothing that we look for.
        var asked = Enumerable.Range(0, names.Count).Where(i => names[i].AsSpan().IndexOfAny('\n', '\0') < 0).ToList();
        for (var restarts = 0; asked.Count > 0; restarts++)
        {
            var staysOpen = s_staysOpen;
            var (answered, end) = staysOpen
                ? await AskOpenAsync(withContent, names, asked, take).ConfigureAwait(false)
                : await AskOnceAsync(withContent, names, asked, take).ConfigureAwait(false);
            _hasAnswered |= answered > 0;
            if (answered == asked.Count)
                return;
            if (staysOpen && end.Status == UnknownOption)
            {
                s_staysOpen = false;
                continue;
            }
            if (!_hasAnswered && restarts == 0 && !end.Problem.Contains("object", StringComparison.Ordinal))
                throw new GitException(LocalizableString.Of(end.Problem));
            if (restarts == MostRestarts)
                throw new GitException(end.Problem.Length > 0 ? LocalizableString.Of(end.Problem) : $"git does not read its objects");
            asked.RemoveRange(0, answered + 1);
        }
    }

    // How many were answered, and how the command ended where those are not all.
    private async Task<(int Answered, GitAnswer End)> AskOpenAsync(
        bool withContent,
        IReadOnlyList<string> names,
        List<int> asked,
        Take take
    )
    {
        var git = _open ??= GitProcess.Open(folder, ["cat-file", "--batch-command", "--buffer"]);
        var verb = withContent ? "contents" : "info";
        var input = Lines(asked.Select(i => $"{verb} {names[i]}").Append("flush"));
        try
        {
            var answered = await git.AskAsync(input, (answer, limit) => ReadAnswersAsync(answer, withContent, asked, take, limit), cancel)
                .ConfigureAwait(false);
            return answered == asked.Count ? (answered, default) : (answered, await EndAsync(git, cancel).ConfigureAwait(false));
        }
        catch
        {
            // What it would answer next belongs to this question.
            _open = null;
            git.Dispose();
            throw;
        }
    }

    private async Task<(int Answered, GitAnswer End)> AskOnceAsync(
        bool withContent,
        IReadOnlyList<string> names,
        List<int> asked,
        Take take
    )
    {
        string[] arguments = ["cat-file", withContent ? "--batch" : "--batch-check", "--buffer"];
        var answer = await GitProcess.TryAsync(folder, arguments, Lines(asked.Select(i => names[i])), cancel).ConfigureAwait(false);
        var output = new AnswerReader(new MemoryStream(answer.Output));
        return (await ReadAnswersAsync(output, withContent, asked, take, cancel).ConfigureAwait(false), answer);
    }

    private async Task<GitAnswer> EndAsync(GitProcess git, CancellationToken limit)
    {
        _open = null;
        using (git)
            return await git.EndAsync(limit).ConfigureAwait(false);
    }

    private static byte[] Lines(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    // `oid type size`, then, where it was asked for, the content and a line end; or `name missing`.
    private static async Task<int> ReadAnswersAsync(
        AnswerReader answer,
        bool withContent,
        List<int> asked,
        Take take,
        CancellationToken limit
    )
    {
        for (var i = 0; i < asked.Count; i++)
        {
            if (await answer.LineAsync(limit).ConfigureAwait(false) is not { } line)
                return i;
            if (Read(line) is not { } header)
                continue;
            var content = withContent ? await answer.ContentAsync((int)header.Size, limit).ConfigureAwait(false) : [];
            if (content is null)
                return i;
            take(asked[i], header, content);
        }
        return asked.Count;
    }

    private static GitObject? Read(string header) =>
        header.Split(' ') is [var name, var type, var size] && long.TryParse(size, CultureInfo.InvariantCulture, out var bytes)
            ? new(name, type, bytes)
            : null;
}

/// <summary>An object of a repository.</summary>
/// <param name="Name">Its hash, as hexadecimal digits.</param>
/// <param name="Type"><c>blob</c>, <c>commit</c>, <c>tree</c> or <c>tag</c>.</param>
/// <param name="Size">In bytes.</param>
sealed record GitObject(string Name, string Type, long Size);
