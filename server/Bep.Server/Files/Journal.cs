using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Server.Files;

/// <summary>
/// Changes several files of a series together. What is about to be done is first written into a file of its own beside them, and that file
/// is removed when all is done: that moment makes the change. Where it is found, a command was ended in the middle of its work, and the
/// next one takes back what was done. Files are written in place, so that owner, mode, attributes and other names of them stay as they are.
/// Everything here is done under the lock of the series' folder.
/// </summary>
static class Journal
{
    /// <summary>The file's name, in the series' folder.</summary>
    public const string Name = ".bep-journal";

    // In front of the hash of all that follows; what has it and another hash was not written to its end.
    private const string Mark = "bep journal 1 ";

    // Whoever puts such a file into a folder must not fill the memory with it.
    private const int Most = 256 << 20;

    // What a disk writes as a whole.
    private const int Sector = 512;

    /// <summary>True where a change was begun, and is going on or was interrupted.</summary>
    public static bool IsThere(Contained files, SeriesLocation place) => PathIn(files, place) is { } path && Path.Exists(path);

    /// <summary>Does all of the steps or none of them.</summary>
    /// <param name="files">The repository.</param>
    /// <param name="place">Where the series lies.</param>
    /// <param name="steps">What is to be done, in order.</param>
    /// <exception cref="IOException">Something failed. Nothing has changed, or the message says otherwise.</exception>
    /// <exception cref="UnauthorizedAccessException">Something may not be written. Nothing has changed, or the message says
    /// otherwise.</exception>
    public static void Carry(Contained files, SeriesLocation place, ImmutableArray<Step> steps)
    {
        if (steps.IsEmpty)
            return;
        var journal = PathIn(files, place) ?? throw new DirectoryNotFoundException($"{place.Absolute} is outside of {place.Root}");
        var work = new Work(files, place, steps);
        work.Refuse();
        var content = JsonSerializer.SerializeToUtf8Bytes([.. steps.Select(step => step.In(place.Folder))], JournalJson.Default.StepArray);
        if (content.Length > Most - 100)
            throw new IOException($"more than {Most >> 20} MiB would be changed at once");
        using (var file = File.OpenHandle(journal, FileMode.CreateNew, FileAccess.Write))
        {
            try
            {
                RandomAccess.Write(file, [.. Encoding.ASCII.GetBytes($"{Mark}{Sha1.Of(content)}\n"), .. content], 0);
                RandomAccess.FlushToDisk(file);
            }
            catch (IOException)
            {
                File.Delete(journal);
                throw;
            }
        }
        Flush(Path.GetDirectoryName(journal)!);

        try
        {
            foreach (var step in steps)
                work.Do(step, isNew: true);
            Flush(Path.GetDirectoryName(journal)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            try
            {
                work.Settle(canComplete: false);
                File.Delete(journal);
            }
            catch (Exception again) when (again is IOException or UnauthorizedAccessException)
            {
                throw new IOException(
                    $"{e.Message}; what was written before could not be taken back ({again.Message}): the next command does so when it can",
                    e
                );
            }
            throw;
        }
        File.Delete(journal);
    }

    /// <summary>
    /// Ends a change that was interrupted, if there is one: takes it back, unless a file that it had changed was edited since.
    /// </summary>
    /// <returns>What was done, in a sentence without its full stop; null where nothing was to be done.</returns>
    /// <exception cref="IOException">That failed, or what lies there is no journal.</exception>
    /// <exception cref="UnauthorizedAccessException">That may not be done.</exception>
    public static string? Settle(Contained files, SeriesLocation place)
    {
        if (PathIn(files, place) is not { } journal || !Path.Exists(journal))
            return null;
        if (Read(files, place, journal) is not { } steps)
        {
            // Nothing else was touched before all of it was there.
            File.Delete(journal);
            return $"a change of {place.Name} was interrupted before it began";
        }
        var said = new Work(files, place, steps).Settle(canComplete: true);
        Flush(Path.GetDirectoryName(journal)!);
        File.Delete(journal);
        return said;
    }

    // Null where its writing was interrupted.
    private static ImmutableArray<Step>? Read(Contained files, SeriesLocation place, string path)
    {
        if (files.Link(path) is not null)
            throw Foreign("is a link");
        byte[] read;
        try
        {
            read = files.Read(path, Most + 1);
        }
        catch (UnreadableException e)
        {
            throw Foreign(e.Message);
        }
        var content = read.AsSpan();
        if (content.Length > Most)
            throw Foreign("is too large");
        var mark = Encoding.ASCII.GetBytes(Mark).AsSpan();
        if (!content.StartsWith(mark[..Math.Min(content.Length, mark.Length)]))
            throw Foreign("was not written by bep");
        var line = content.IndexOf((byte)'\n');
        if (line < 0 || !Encoding.ASCII.GetBytes(Sha1.Of(content[(line + 1)..])).AsSpan().SequenceEqual(content[mark.Length..line]))
            return null;
        try
        {
            var steps = JsonSerializer
                .Deserialize(content[(line + 1)..], JournalJson.Default.StepArray)
                ?.Select(step => step?.From(place.Folder))
                .ToImmutableArray();
            // It may have come with the folder: then it can do no more than the files that came with it.
            return steps is { } all && all.All(step => step?.IsAllowedIn(place) == true)
                ? [.. all.OfType<Step>()]
                : throw Foreign("reaches further than the series");
        }
        catch (JsonException)
        {
            throw Foreign("was not written by bep");
        }

        IOException Foreign(string why) => new($"{path} {why}, and is not obeyed; remove it");
    }

    private static string? PathIn(Contained files, SeriesLocation place) => files.Entry(Path.Join(place.Absolute, Name));

    // That a file has come, gone or got another name is written to the disk with its folder; Windows does so itself.
    private static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var handle = Unix.Open(folder);
        if (!handle.IsInvalid)
            RandomAccess.FlushToDisk(handle);
    }

    /// <summary>How far a step has come.</summary>
    private enum State
    {
        NotDone,
        Done,

        /// <summary>It was interrupted.</summary>
        Between,

        /// <summary>Somebody else has changed the file since.</summary>
        Edited,
    }

    private sealed class Work(Contained files, SeriesLocation place, ImmutableArray<Step> steps)
    {
        /// <summary>Finds what would be in the way, as far as that can be told before anything is written.</summary>
        /// <exception cref="IOException">Something is.</exception>
        /// <exception cref="UnauthorizedAccessException">Something may not be written.</exception>
        public void Refuse()
        {
            RefuseReadOnly(place.Absolute, place.Name);
            foreach (var step in steps)
            {
                if (step.Kind == StepKind.Write)
                {
                    RefuseReadOnly(Target(step.Path), step.Path);
                    using (File.OpenHandle(Target(step.Path), FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { }
                }
                else if (Path.Exists(Entry(step.NewPath ?? step.Path)))
                {
                    throw new IOException($"{step.NewPath ?? step.Path} is there already; nothing was written");
                }
                else if (step.Kind == StepKind.Move && Path.GetDirectoryName(Entry(step.Path)) is { } folder && Directory.Exists(folder))
                {
                    // A folder that is not there yet is one that gets its name in a step before.
                    RefuseReadOnly(folder, Paths.Folder(step.Path));
                }
            }
        }

        // To root, too: who took the right to write away meant it. On Windows it says nothing of folders.
        private static void RefuseReadOnly(string path, string name)
        {
            if (!(OperatingSystem.IsWindows() && Directory.Exists(path)) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
                throw new UnauthorizedAccessException($"{name} is read-only; nothing was written");
        }

        /// <summary>Does a step.</summary>
        /// <param name="step">The step.</param>
        /// <param name="isNew">False where a part of it may have been done before.</param>
        public void Do(Step step, bool isNew)
        {
            switch (step.Kind)
            {
                case StepKind.Write:
                    if (isNew && !Content(step).AsSpan().SequenceEqual(step.Old))
                        throw new IOException($"{step.Path} has changed meanwhile");
                    Write(Target(step.Path), FileMode.Open, step.New!);
                    break;
                case StepKind.Move:
                    Move(Entry(step.Path), Entry(step.NewPath!));
                    break;
                case StepKind.Folder:
                    Directory.CreateDirectory(Entry(step.Path));
                    break;
                case StepKind.Create:
                    Write(Entry(step.Path), isNew ? FileMode.CreateNew : FileMode.OpenOrCreate, step.New!);
                    break;
            }
        }

        private void Undo(Step step)
        {
            switch (step.Kind)
            {
                case StepKind.Write:
                    Write(Target(step.Path), FileMode.Open, step.Old!);
                    break;
                case StepKind.Move:
                    Move(Entry(step.NewPath!), Entry(step.Path));
                    break;
                case StepKind.Create:
                    File.Delete(Entry(step.Path));
                    break;
                case StepKind.Folder when !Directory.EnumerateFileSystemEntries(Entry(step.Path)).Any():
                    Directory.Delete(Entry(step.Path));
                    break;
            }
        }

        /// <summary>
        /// Takes back what was done. What somebody has edited since stays as it is; if that had been changed before, the rest is completed.
        /// </summary>
        /// <returns>What was done, in a sentence without its full stop.</returns>
        public string Settle(bool canComplete)
        {
            var now = Look();
            int[] edited = [.. Enumerable.Range(0, now.Length).Where(i => now[i].State == State.Edited)];
            var isCompleted = canComplete && edited.Length > 0 && edited.All(i => WasDone(now, i));
            if (isCompleted)
            {
                foreach (var (step, state) in now)
                {
                    if (state is State.NotDone or State.Between)
                        Do(step, isNew: false);
                }
            }
            else
            {
                // Files have their old names again before their old texts.
                for (var i = now.Length - 1; i >= 0; i--)
                {
                    if (now[i].State is State.Done or State.Between)
                        Undo(steps[i]);
                }
            }
            var said = $"a change of {place.Name} was interrupted; it was {(isCompleted ? "completed" : "taken back")}";
            return edited.Length == 0
                ? said
                : $"{said}, but for what was edited since: {string.Join(", ", edited.Select(i => now[i].Step.Path).Distinct())}";
        }

        // What was written may have been moved since, and is looked for where it is now.
        private (Step Step, State State)[] Look()
        {
            var moved = steps.Where(step => step.Kind == StepKind.Move && StateOf(step) == State.Done).ToList();
            return
            [
                .. steps
                    .Select(step => step.Kind == StepKind.Write ? step with { Path = moved.Aggregate(step.Path, Follow) } : step)
                    .Select(step => (step, StateOf(step))),
            ];

            static string Follow(string path, Step move) =>
                path == move.Path || Paths.IsBelow(move.Path, path) ? move.NewPath + path[move.Path.Length..] : path;
        }

        private State StateOf(Step step)
        {
            switch (step.Kind)
            {
                case StepKind.Move:
                    return (Path.Exists(Entry(step.Path)), Path.Exists(Entry(step.NewPath!))) switch
                    {
                        (true, false) => State.NotDone,
                        (false, true) => State.Done,
                        // What lies in a folder is where that is, as long as it has its old name.
                        (false, false) when !Directory.Exists(Path.GetDirectoryName(Entry(step.Path))) => State.NotDone,
                        _ => State.Edited,
                    };
                case StepKind.Folder:
                    return Directory.Exists(Entry(step.Path)) ? State.Done : State.NotDone;
                case StepKind.Create when !Path.Exists(Entry(step.Path)):
                    return State.NotDone;
            }
            var (content, old) = (Content(step), step.Old ?? []);
            return content is null ? State.Edited
                : content.AsSpan().SequenceEqual(step.New) ? State.Done
                : step.Kind == StepKind.Write && content.AsSpan().SequenceEqual(old) ? State.NotDone
                : IsBetween(content, old, step.New!) ? State.Between
                : State.Edited;
        }

        // Steps are done one after the other: those around it tell, or else what the file is more like.
        private bool WasDone((Step Step, State State)[] now, int at)
        {
            if (now[(at + 1)..].Any(one => one.State is State.Done or State.Between))
                return true;
            if (now[..at].Any(one => one.State is State.NotDone or State.Between))
                return false;
            return now[at].Step switch
            {
                { Kind: StepKind.Create } => true,
                { Kind: StepKind.Write } write when Content(write) is { } content => Difference(content, write.New!)
                    < Difference(content, write.Old!),
                _ => false,
            };

            static int Difference(byte[] content, byte[] other) =>
                LineDifference
                    .Of(Text(content), Text(other))
                    .Sum(change => change.OldEnd - change.OldStart + change.NewEnd - change.NewStart);

            static SourceText Text(byte[] content) => new(Encoding.UTF8.GetString(content));
        }

        private byte[]? Content(Step step)
        {
            try
            {
                return files.Read(place.AbsoluteOf(step.Path), Most);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnreadableException)
            {
                return null;
            }
        }

        private string Target(string path) =>
            files.Resolve(place.AbsoluteOf(path)) ?? throw new IOException($"{path} is a link out of the repository");

        private string Entry(string path) =>
            files.Entry(place.AbsoluteOf(path)) ?? throw new IOException($"{path} is behind a link out of the repository");

        private static void Write(string path, FileMode mode, byte[] content)
        {
            using var file = File.OpenHandle(path, mode, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.Write(file, content, 0);
            if (RandomAccess.GetLength(file) != content.Length)
                RandomAccess.SetLength(file, content.Length);
            RandomAccess.FlushToDisk(file);
        }

        private static void Move(string from, string to)
        {
            if (Directory.Exists(from))
                Directory.Move(from, to);
            else
                File.Move(from, to);
        }
    }

    /// <summary>
    /// True for what may lie on the disk while <paramref name="now"/> is written over <paramref name="old"/> from its start, and then cut
    /// off.
    /// </summary>
    internal static bool IsBetween(ReadOnlySpan<byte> content, ReadOnlySpan<byte> old, ReadOnlySpan<byte> now)
    {
        if (content.Length < Math.Min(old.Length, now.Length) || content.Length > Math.Max(old.Length, now.Length))
            return false;
        ReadOnlySpan<byte> written = [.. now, .. old[Math.Min(now.Length, old.Length)..]];
        var isBeginning = true;
        for (var at = 0; at < content.Length; at += Sector)
        {
            var end = Math.Min(at + Sector, content.Length);
            var part = content[at..end];
            if (part.SequenceEqual(written[at..end]))
                continue;
            // In one place the writing may have stopped in the middle; a machine that stopped may have written any of them, or only made
            // room.
            if ((end <= old.Length && part.SequenceEqual(old[at..end])) || part.IndexOfAnyExcept((byte)0) < 0)
                continue;
            var same = part.CommonPrefixLength(written[at..end]);
            if (!isBeginning || at + same > old.Length || end > old.Length || !part[same..].SequenceEqual(old[(at + same)..end]))
                return false;
            isBeginning = false;
        }
        return true;
    }
}

/// <summary>What a step does.</summary>
enum StepKind
{
    /// <summary>Writes another text into a file that is there.</summary>
    Write,

    /// <summary>Gives a file or folder another name.</summary>
    Move,

    /// <summary>Makes a folder.</summary>
    Folder,

    /// <summary>Makes a file.</summary>
    Create,
}

/// <summary>A step of a change.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Path">The file, relative to the root; in the journal relative to the series' folder, so that it can be found from any
/// root.</param>
/// <param name="NewPath">Its new path where it is moved.</param>
/// <param name="Old">What it holds before, where it is written.</param>
/// <param name="New">What it holds afterwards, where it is written or made.</param>
sealed record Step(StepKind Kind, string Path, string? NewPath = null, byte[]? Old = null, byte[]? New = null)
{
    /// <summary>The step as the journal has it.</summary>
    public Step In(string folder) =>
        this with
        {
            Path = Paths.Relative(folder, Path),
            NewPath = NewPath is null ? null : Paths.Relative(folder, NewPath),
        };

    /// <summary>The step of the journal; null where it climbs out of the root.</summary>
    public Step? From(string folder)
    {
        if (Path is null || Paths.Resolve(folder, Path) is not { } path)
            return null;
        if (NewPath is null)
            return this with { Path = path };
        return Paths.Resolve(folder, NewPath) is { } to ? this with { Path = path, NewPath = to } : null;
    }

    /// <summary>
    /// True for what a change of the series at <paramref name="place"/> may do: to its documents, and to names in its folder.
    /// </summary>
    public bool IsAllowedIn(SeriesLocation place)
    {
        return Kind switch
        {
            StepKind.Write => Old is not null && New is not null && IsDocument(Path),
            StepKind.Create => New is not null && IsDocument(Path),
            StepKind.Folder => IsInFolder(Path),
            StepKind.Move => NewPath is not null && IsInFolder(Path) && IsInFolder(NewPath),
            _ => false,
        };

        bool IsDocument(string path) =>
            place.Beyond.Contains(path) || InstructionFiles.IsPlace(path) || (IsInFolder(path) && Listing.IsDocument(path));

        // Nothing that programs look for by its name, and git least of all.
        bool IsInFolder(string path) =>
            path != place.Folder
            && Paths.IsBelow(place.Folder, path)
            && !path.Contains('\0')
            && !path[place.Folder.Length..].Split('/').Any(part => part.StartsWith('.') && part != ConfigurationReader.FileName);
    }
}

/// <summary>Reads and writes steps, without reflection.</summary>
[JsonSerializable(typeof(Step[]))]
sealed partial class JournalJson : JsonSerializerContext;
