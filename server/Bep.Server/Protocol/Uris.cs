namespace Bep.Server.Protocol;

/// <summary>
/// File addresses, in the spellings that editors use: <c>file:///c%3A/a%20b</c>, <c>file:///C:/a b</c>, <c>file://host/share</c>.
/// </summary>
static class Uris
{
    /// <returns>The absolute path; null for an address that is no file's.</returns>
    public static string? ToPath(string uri)
    {
        const string scheme = "file://";
        if (!uri.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var slash = uri.IndexOf('/', scheme.Length);
        if (slash < 0)
            return null;
        var host = uri[scheme.Length..slash];
        var path = Uri.UnescapeDataString(uri[slash..]);
        if (path.Contains('\0'))
            return null;
        if (!OperatingSystem.IsWindows())
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

        path = path.Replace('/', '\\');
        if (host is not ("" or "localhost"))
            path = $@"\\{host}{path}";
        else if (path is [_, var drive, ':', ..])
            path = $"{char.ToUpperInvariant(drive)}:{path[3..]}";
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
    }

    /// <summary>The address of an absolute path.</summary>
    public static string Of(string path)
    {
        var joined = Escape(path);
        // A path begins with a slash, a drive or, for a share, two backslashes.
        return joined.StartsWith("//", StringComparison.Ordinal) ? $"file:{joined}"
            : joined.StartsWith('/') ? $"file://{joined}"
            : $"file:///{joined}";
    }

    /// <summary>The path, absolute or not, as it stands in an address.</summary>
    public static string Escape(string path) => string.Join('/', path.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
}
