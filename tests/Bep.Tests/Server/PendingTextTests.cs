using Bep.Server.Lsp;

namespace Bep.Tests.Server;

/// <summary>Texts that are typed faster than they are read.</summary>
public sealed class PendingTextTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly List<string> _done = [];

    [Fact]
    public async Task Of_a_burst_the_last_text_is_read()
    {
        var gate = new ManualResetEventSlim();
        var first = Begin("1", null, gate);
        var second = Begin("2", first);
        var third = Begin("3", second);
        var last = Begin("4", third);
        gate.Set();
        Assert.Equal("4", (await last.Update.WaitAsync(s_patience))!.Path);
        Assert.Null(await second.Update);
        Assert.Null(await third.Update);
        // Whether the first one had begun when it was overtaken is for the scheduler to say.
        Assert.Equal(["4"], _done.Except(["1"]));
    }

    [Fact]
    public async Task A_text_that_a_request_is_to_see_is_read_in_its_turn()
    {
        var gate = new ManualResetEventSlim();
        var first = Begin("1", null, gate);
        first.Want();
        var second = Begin("2", first);
        second.Want();
        var third = Begin("3", second);
        third.Want();
        third.Release();
        var last = Begin("4", third);
        Assert.False(second.Update.IsCompleted);
        gate.Set();
        await last.Update.WaitAsync(s_patience);
        Assert.Equal(["1", "2", "4"], _done);
        Assert.Null(await third.Update);
    }

    [Fact]
    public async Task A_text_that_cannot_be_read_holds_up_no_other()
    {
        var first = new PendingText("/a.md", null, () => throw new InvalidOperationException("a fault"), (_, _) => { });
        first.Want();
        var second = Begin("2", first);
        Assert.Equal("2", (await second.Update.WaitAsync(s_patience))!.Path);
        await Assert.ThrowsAsync<InvalidOperationException>(() => first.Update);
    }

    private PendingText Begin(string text, PendingText? before, ManualResetEventSlim? gate = null) =>
        new(
            "/a.md",
            before,
            () =>
            {
                gate?.Wait(s_patience);
                return FileUpdate.Only(text);
            },
            (_, update) =>
            {
                lock (_done)
                    _done.Add(update.Path);
            }
        );
}
