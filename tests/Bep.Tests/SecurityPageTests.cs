using System.Text.RegularExpressions;

namespace Bep.Tests;

/// <summary>docs/security.md says nothing that no test shows.</summary>
public sealed partial class SecurityPageTests
{
    [Fact]
    public void Each_sentence_has_tests_that_are_there()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));
        var rows = page.Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| What holds", StringComparison.Ordinal))
            .ToArray();
        var tests = string.Concat(
            new[] { "*.cs", "*.mjs" }
                .SelectMany(pattern =>
                    Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), pattern, SearchOption.AllDirectories)
                )
                .Select(File.ReadAllText)
        );
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var named = Name().Matches(row.Split('|')[^2]).Select(match => match.Groups[1].Value).ToArray();
            Assert.True(named.Length > 0, row);
            Assert.All(named, name =>
                Assert.True(
                    tests.Contains($" {name}(", StringComparison.Ordinal)
                        || tests.Contains($"test(\"{name}", StringComparison.Ordinal)
                        || tests.Contains($"test(`{name}", StringComparison.Ordinal),
                    name
                )
            );
        }
    }

    [Fact]
    public void Only_one_folder_touches_the_disk()
    {
        var server = Path.Combine(Repository.Root, "server", "Bep.Server");
        foreach (var file in Directory.EnumerateFiles(server, "*.cs", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(server, file).Replace(Path.DirectorySeparatorChar, '/');
            var code = string.Concat(File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
            var calls = Call().Matches(code).Select(match => match.Value).Distinct().ToArray();
            if (name.StartsWith("Files/", StringComparison.Ordinal))
                Assert.DoesNotContain(calls, call =>
                    call.StartsWith("System.Net", StringComparison.Ordinal) || call.Contains("Process", StringComparison.Ordinal)
                );
            else
                Assert.Equal(s_exceptions.GetValueOrDefault(name, []), calls.Order(StringComparer.Ordinal));
        }
    }

    // What is not asked for a repository's content: the program's own pages and start, git itself, and what is watched or about to be written.
    private static readonly Dictionary<string, string[]> s_exceptions = new()
    {
        ["Git/GitProcess.cs"] = ["Path.Exists", "Process.S", "new ProcessStartInfo"],
        ["Git/RepositoryWatch.cs"] = ["new FileSystemWatcher"],
        ["Lsp/LanguageServer.cs"] = ["Process.G"],
        ["Lsp/RulePages.cs"] = ["Directory.E"],
        ["StartupTrace.cs"] = ["Process.G"],
    };

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(
        @"(?<![\w.])(?:File|Directory|FileInfo|DirectoryInfo|FileStream|FileSystemWatcher|StreamReader|StreamWriter|Process|Socket|HttpClient|TcpListener)\.[A-Z]|Path\.Exists|new (?:FileInfo|DirectoryInfo|FileStream|FileSystemWatcher|StreamReader|StreamWriter|Process|ProcessStartInfo|Socket|HttpClient|TcpListener)\b|System\.Net"
    )]
    private static partial Regex Call();
}
