using System.Text.RegularExpressions;

namespace Bep.Tests.Server;

/// <summary>Nothing throws out of a thread.</summary>
public sealed partial class SafelyTests
{
    [Fact]
    public void Threads_and_tasks_begin_in_one_place()
    {
        var sources = Directory
            .EnumerateFiles(Path.Join(Repository.Root, "server"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin"))
            .ToList();
        var begun = sources.Where(path => Begins().IsMatch(File.ReadAllText(path))).Select(Path.GetFileName);
        // The other one waits for what it begins, and throws what that throws.
        Assert.Equal(["Concurrently.cs", "Safely.cs"], begun.Order());
    }

    [Theory]
    [InlineData("new Thread(work).Start();")]
    [InlineData("private async void Ask()")]
    [InlineData("_ = Task.Run(work);")]
    [InlineData("ThreadPool.QueueUserWorkItem(work);")]
    [InlineData("_ = AskAsync(client);")]
    public void Other_beginnings_are_noticed(string code) => Assert.Matches(Begins(), code);

    [Fact]
    public async Task What_fails_ends_alone()
    {
        var after = new TaskCompletionSource();
        Bep.Server.Safely.Start("a thread", () => throw new InvalidOperationException("a thread"));
        Bep.Server.Safely.Run("a task", () => throw new InvalidOperationException("a task"));
        Bep.Server.Safely.Forget("what was begun", Task.FromException(new InvalidOperationException("what was begun")));
        Assert.False(Bep.Server.Safely.Try("a part", () => throw new InvalidOperationException("a part")));
        Assert.Equal(7, Bep.Server.Safely.Try("a part with a result", () => throw new InvalidOperationException("a part"), 7));
        Assert.Equal(
            8,
            await Bep.Server.Safely.TryAsync(
                "a part that is waited for",
                () => Task.FromException<int>(new InvalidOperationException("a part")),
                8
            )
        );
        Bep.Server.Safely.Start("another thread", after.SetResult);
        await after.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [GeneratedRegex(
        @"\bnew Thread\(|\basync void\b|\bTask\.Run\(|\bTask\.Factory\b|\bThreadPool\.|\.ContinueWith\(|\bnew (?:System\.Threading\.)?Timer\(|_ = [\w.]*Async\(|\bParallel\."
    )]
    private static partial Regex Begins();
}
