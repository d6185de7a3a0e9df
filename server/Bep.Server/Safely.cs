namespace Bep.Server;

/// <summary>
/// The one place where threads and tasks that nobody waits for begin. Whatever is thrown there is reported on standard error and ends the
/// piece of work that threw it, never the process.
/// </summary>
static class Safely
{
    /// <summary>Starts a thread that does not keep the process alive.</summary>
    /// <param name="name">What it does, for debuggers and reports.</param>
    /// <param name="work">What it does.</param>
    /// <param name="priority">Its priority.</param>
    public static Thread Start(string name, Action work, ThreadPriority priority = ThreadPriority.Normal)
    {
        var thread = new Thread(() => Try(name, work))
        {
            IsBackground = true,
            Name = name,
            Priority = priority,
        };
        thread.Start();
        return thread;
    }

    /// <summary>Runs work on the thread pool.</summary>
    /// <param name="doing">What it does, for reports.</param>
    /// <param name="work">What it does.</param>
    public static void Run(string doing, Func<Task> work) => Forget(doing, Task.Run(work));

    /// <summary>Lets work go on without waiting for it.</summary>
    /// <param name="doing">What it does, for reports.</param>
    /// <param name="work">What was begun.</param>
    public static async void Forget(string doing, Task work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Report(doing, e);
        }
    }

    /// <summary>Does a piece of work among others: it may fail, they go on.</summary>
    /// <returns>False where it failed.</returns>
    public static bool Try(string doing, Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception e)
        {
            Report(doing, e);
            return false;
        }
    }

    /// <summary>Likewise for what has a result.</summary>
    /// <returns>The result; <paramref name="otherwise"/> where the work failed.</returns>
    public static T Try<T>(string doing, Func<T> work, T otherwise)
    {
        var result = otherwise;
        return Try(doing, () =>
        {
            result = work();
        }) ? result : otherwise;
    }

    /// <summary>Likewise for what is waited for. What was cancelled has not failed.</summary>
    public static async Task<T> TryAsync<T>(string doing, Func<Task<T>> work, T otherwise)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Report(doing, e);
            return otherwise;
        }
    }

    /// <summary>A bug of ours: the report goes where crashes go.</summary>
    public static void Report(string doing, Exception e)
    {
        try
        {
            Console.Error.WriteLine($"bep: {doing}: {e}");
        }
        catch (IOException)
        {
            // Nobody reads it.
        }
    }
}
