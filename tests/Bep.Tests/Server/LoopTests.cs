using Bep.Server;
using Bep.Server.Lsp;

namespace Bep.Tests.Server;

public sealed class LoopTests
{
    private const int Threads = 4;
    private const int Pieces = 2_000;

    [Fact]
    public void Work_of_many_threads_is_done_one_piece_at_a_time_and_that_of_each_in_its_order()
    {
        var loop = new Loop();
        var (inside, together, done) = (0, 0, new List<(int Thread, int Piece)>());
        // What a thread posts has been done when the last of them is back.
        InParallel(thread =>
        {
            for (var i = 0; i < Pieces; i++)
            {
                var piece = i;
                loop.Post(() =>
                {
                    if (Interlocked.Increment(ref inside) > 1)
                        together++;
                    done.Add((thread, piece));
                    Interlocked.Decrement(ref inside);
                });
            }
        });
        Assert.Equal(0, together);
        for (var thread = 0; thread < Threads; thread++)
            Assert.Equal(Enumerable.Range(0, Pieces), done.Where(one => one.Thread == thread).Select(one => one.Piece));
    }

    [Fact]
    public void What_is_posted_by_a_piece_of_work_comes_after_it_and_what_fails_does_not_end_the_rest()
    {
        var loop = new Loop();
        var done = new List<string>();
        loop.Post(() =>
        {
            loop.Post(() => throw new InvalidOperationException("It is to fail."));
            loop.Post(() => done.Add("inner"));
            done.Add("outer");
        });
        Assert.Equal(["outer", "inner"], done);
    }

    [Fact]
    public void What_many_threads_hand_over_is_taken_by_one_until_the_mailbox_is_closed_and_empty()
    {
        var mailbox = new Mailbox<(int Thread, int Piece)>();
        var taken = new List<(int Thread, int Piece)>();
        var taker = new Thread(() =>
        {
            while (mailbox.TryTake(out var one))
                taken.Add(one);
        });
        taker.Start();
        InParallel(thread =>
        {
            for (var i = 0; i < Pieces; i++)
                mailbox.Add((thread, i));
        });
        mailbox.Close();
        mailbox.Add((-1, -1));
        taker.Join();
        for (var thread = 0; thread < Threads; thread++)
            Assert.Equal(Enumerable.Range(0, Pieces), taken.Where(one => one.Thread == thread).Select(one => one.Piece));
        Assert.Equal(Threads * Pieces, taken.Count);
    }

    private static void InParallel(Action<int> work)
    {
        var threads = Enumerable.Range(0, Threads).Select(i => new Thread(() => work(i))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }
}
