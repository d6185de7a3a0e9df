using System.Buffers;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Snapshot;

/// <summary>A web address of a file, or a folder, of the repository that the series lies in.</summary>
/// <param name="Path">What it is the address of, relative to the root.</param>
/// <param name="PathSpan">Where the address says that path.</param>
internal readonly record struct WebAddress(string Path, TextSpan PathSpan)
{
    // A branch that is no name of a certain work; a link to any other one, or to a commit, is meant for that one.
    private static readonly string[] s_branches = ["main", "master", "HEAD"];

    private static readonly SearchValues<char> s_ends = SearchValues.Create(" \t\r\n<>\"'`()[]|");

    /// <summary>Those in the text of <paramref name="document"/>, in links or not, in order.</summary>
    public static IEnumerable<WebAddress> In(Series series, Document document)
    {
        var places = series.ExternalFacts.Remotes.Select(WebPlaceOf).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (places.Count == 0)
            yield break;
        var content = document.Text.Content;
        foreach (var place in places)
        {
            for (
                var at = content.IndexOf(place, StringComparison.OrdinalIgnoreCase);
                at >= 0;
                at = content.IndexOf(place, at + place.Length, StringComparison.OrdinalIgnoreCase)
            )
            {
                if (!content.AsSpan(0, at).EndsWith("://"))
                    continue;
                var start = at + place.Length;
                var length = content.AsSpan(start).IndexOfAny(s_ends);
                var address = content[start..(length < 0 ? content.Length : start + length)];
                if (Read(series, address, start) is { } found)
                    yield return found;
            }
        }
    }

    /// <summary>The one that <paramref name="link"/> leads to; null for every other link.</summary>
    public static WebAddress? Of(Series series, Link link)
    {
        if (
            !Uri.TryCreate(link.Url, UriKind.Absolute, out var address)
            || address.Scheme is not ("https" or "http")
            || address.Query.Length > 0
        )
            return null;
        foreach (var remote in series.ExternalFacts.Remotes)
        {
            if (WebPlaceOf(remote) is not { } place)
                continue;
            var at = link.Url.IndexOf(place + "/", StringComparison.OrdinalIgnoreCase);
            if (at > 0 && link.Url.AsSpan(0, at).EndsWith("://") && Read(series, link.Url[(at + place.Length)..], 0) is { } found)
                return found;
        }

        return null;
    }

    // `/blob/main/path`, also with `tree`, `raw` and GitLab's `-` before them.
    private static WebAddress? Read(Series series, string address, int start)
    {
        var parts = address.Split('/');
        var first = parts is ["", "-", ..] ? 2 : 1;
        if (
            parts.Length < first + 3
            || parts[0].Length > 0
            || parts[first] is not ("blob" or "tree" or "raw")
            || !s_branches.Contains(parts[first + 1])
        )
            return null;
        var lead = parts.Take(first + 2).Sum(part => part.Length + 1);
        var end = address.AsSpan(lead).IndexOfAny('?', '#') is >= 0 and var query ? lead + query : address.Length;
        // A sentence may end with an address.
        for (; end > lead; end--)
        {
            if (Uri.UnescapeDataString(address[lead..end]).TrimEnd('/') is { Length: > 0 } path && series.Exists(path))
                return new(path, new(start + lead, start + end));
            if (address[end - 1] is not ('.' or ',' or ';' or ':' or '!' or '*' or '_' or '~'))
                return null;
        }

        return null;
    }

    // `host/owner/name` of `git@host:owner/name.git`, `https://host/owner/name`, `ssh://git@host:22/owner/name.git`.
    private static string? WebPlaceOf(string remote)
    {
        var text = remote.EndsWith(".git", StringComparison.Ordinal) ? remote[..^4] : remote;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0)
            return address.Host + address.AbsolutePath.TrimEnd('/');
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var colon = text.IndexOf(':', at + 1);
        return colon > at + 1 && !text[(at + 1)..colon].Contains('/') ? $"{text[(at + 1)..colon]}/{text[(colon + 1)..].Trim('/')}" : null;
    }
}
