using Bep.Server.Protocol;

namespace Bep.Tests.Server;

/// <summary>A folder on the disk that goes with the test.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>The absolute path.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("bep test ").FullName;

    /// <summary>A small series without fault in <c>proposals</c>.</summary>
    public static TempFolder WithSeries()
    {
        var folder = new TempFolder();
        folder.Write("proposals/README.md", Registry());
        folder.Write("proposals/BEP-1000-quiet-hours.md", Proposal("Quiet Hours"));
        folder.Write("proposals/BEP-1001-tide-tables.md", Proposal("Tide Tables", body: "After [BEP-1000](BEP-1000-quiet-hours.md).\n"));
        return folder;
    }

    public static string Registry(params string[] rows) =>
        $"""
            # Proposals

            | Number | Title | Author | Status |
            |--------|-------|--------|--------|
            | [1000](BEP-1000-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
            | [1001](BEP-1001-tide-tables.md) | Tide Tables | Ada Park | Draft |
            {string.Concat(rows.Select(row => row + "\n"))}| _next_ | _(reserve your number here)_ | | |

            """;

    public static string Proposal(string title, string status = "Draft", string body = "") =>
        $"""
            ---
            Author: Ada Park (ada@example.com)
            Status: {status}
            Created: 2026-01-05
            ---

            # {title}

            {body}
            """;

    public string PathOf(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    public string UriOf(string path) => Uris.Of(PathOf(path));

    public string Write(string path, string content) => Write(path, System.Text.Encoding.UTF8.GetBytes(content));

    public string Write(string path, byte[] content)
    {
        var full = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        return UriOf(path);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
