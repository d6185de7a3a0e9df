using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Bep.Analysis.Text;
using Bep.Server.Files;

namespace Bep.Server.Git;

/// <summary>Reads objects of a repository by name, many at once, as they are stored: no filter and no conversion runs.</summary>
static class GitObjects
{
    // A command that ends over a damaged object is started again after it, but not for ever.
    private const int MostRestarts = 20;

    // Objects are asked for in portions, so that no answer becomes larger than what is waited for.
    private const long Portion = 64 << 20;

    /// <summary>
    /// What each of <paramref name="names"/> (<c>oid</c>, <c>oid:path</c>) is; null where there is nothing, or it is damaged.
    /// </summary>
    public static async Task<ImmutableArray<GitObject?>> FindAsync(string folder, IReadOnlyList<string> names, CancellationToken cancel)
    {
        var found = new GitObject?[names.Count];
        await AskAsync(folder, "--batch-check", names, (i, header, _) => found[i] = header, cancel).ConfigureAwait(false);
        return [.. found];
    }

    /// <summary>
    /// The texts of the blobs <paramref name="names"/>, by object name; those that are no text, larger than anything that is read, or not
    /// there are left out.
    /// </summary>
    public static async Task<IEnumerable<KeyValuePair<string, SourceText>>> ReadTextsAsync(
        string folder,
        IEnumerable<string> names,
        CancellationToken cancel
    )
    {
        var found = await FindAsync(folder, [.. names.Distinct()], cancel).ConfigureAwait(false);
        var contents = await ReadAsync(folder, found.OfType<GitObject>(), cancel).ConfigureAwait(false);
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
    public static async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(
        string folder,
        IEnumerable<GitObject> objects,
        CancellationToken cancel
    )
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
            await AskAsync(folder, "--batch", portion, (_, header, content) => contents[header.Name] = content.ToArray(), cancel)
                .ConfigureAwait(false);
            portion.Clear();
            size = 0;
        }
    }

    private delegate void Take(int index, GitObject header, ReadOnlySpan<byte> content);

    private static async Task AskAsync(string folder, string mode, IReadOnlyList<string> names, Take take, CancellationToken cancel)
    {
        // A name is a line; one with a line end in it names nothing that we look for.
        var asked = Enumerable.Range(0, names.Count).Where(i => names[i].AsSpan().IndexOfAny('\n', '\0') < 0).ToList();
        for (var restarts = 0; asked.Count > 0; restarts++)
        {
            var input = Encoding.UTF8.GetBytes(string.Concat(asked.Select(i => names[i] + "\n")));
            var answer = await GitProcess.TryAsync(folder, ["cat-file", mode], input, cancel).ConfigureAwait(false);
            var answered = Parse(answer.Output, mode == "--batch", asked, take);
            if (answered == asked.Count)
                return;
            if (answered == 0 && restarts == 0 && !answer.Problem.Contains("object", StringComparison.Ordinal))
                throw new GitException(LocalizableString.Of(answer.Problem));
            if (restarts == MostRestarts)
                throw new GitException(answer.Problem.Length > 0 ? LocalizableString.Of(answer.Problem) : $"git does not read its objects");
            asked.RemoveRange(0, answered + 1);
        }
    }

    // `oid type size`, then with a batch the content and a line end; or `name missing`.
    private static int Parse(ReadOnlySpan<byte> output, bool hasContent, List<int> asked, Take take)
    {
        for (var i = 0; i < asked.Count; i++)
        {
            var end = output.IndexOf((byte)'\n');
            if (end < 0)
                return i;
            var header = Read(Encoding.UTF8.GetString(output[..end]));
            output = output[(end + 1)..];
            if (header is null)
                continue;
            var size = hasContent ? (int)header.Size : 0;
            if (output.Length < size + (hasContent ? 1 : 0))
                return i;
            take(asked[i], header, output[..size]);
            if (hasContent)
                output = output[(size + 1)..];
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
