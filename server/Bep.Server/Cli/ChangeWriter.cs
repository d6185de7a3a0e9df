using System.Collections.Immutable;
using System.Text;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;

namespace Bep.Server.Cli;

/// <summary>
/// Carries changes out on the disk: all of a change or nothing of it, whenever the program is ended. Nothing is written where a file is no
/// longer what was read.
/// </summary>
static class ChangeWriter
{
    // Longer than anybody writes, even if twenty do so at once.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The right to change the series at <paramref name="place"/>, until it is given back. What another command left half done is taken
    /// back first. What was read before may have changed by then.
    /// </summary>
    /// <exception cref="UnusableException">Another command keeps it for minutes, or what was left half done cannot be taken
    /// back.</exception>
    public static IDisposable Begin(CommandContext world, SeriesLocation place)
    {
        try
        {
            return Begin(world, place, s_patience)
                ?? throw new UnusableException($"another command has been changing {place.Absolute} for minutes; nothing was written");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException(e.Message);
        }
    }

    /// <summary>
    /// Takes back what another command left half done, so that the series can be read. Where that fails, it is said and reading goes on.
    /// </summary>
    public static void Settle(CommandContext world, SeriesLocation place)
    {
        if (!Journal.IsThere(Contained.In(world.Files, place.Root), place))
            return;
        try
        {
            // It may also be at work.
            using var right = Begin(world, place, s_patience);
            if (right is null)
                world.Terminal.Warn($"another command has been changing {place.Absolute} for minutes, and may not be done");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            world.Terminal.Warn($"what a command left half done in {place.Absolute} could not be taken back: {e.Message}");
        }
    }

    private static FolderLock? Begin(CommandContext world, SeriesLocation place, TimeSpan patience)
    {
        var files = Contained.In(world.Files, place.Root);
        var right = FolderLock.Take(files.Resolve(place.Absolute) ?? place.Absolute, patience);
        if (right is null)
            return null;
        try
        {
            if (Journal.Settle(files, place) is { } said)
                world.Terminal.Warn(said);
            return right;
        }
        catch
        {
            right.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Makes the files of <paramref name="before"/> those of <paramref name="after"/>. Whoever calls this has the right to, see
    /// <see cref="Begin(CommandContext, SeriesLocation)"/>.
    /// </summary>
    /// <param name="place">Where the series lies.</param>
    /// <param name="before">The series as it was read.</param>
    /// <param name="after">The series after <paramref name="changes"/>.</param>
    /// <param name="changes">What leads from one to the other, in order.</param>
    /// <exception cref="UnusableException">A file has changed meanwhile, is in the way, or cannot be written.</exception>
    public static void Write(SeriesLocation place, Series before, Series after, IEnumerable<FileChange> changes)
    {
        var files = Contained.In(new Disk(), place.Root);
        var moves = changes.OfType<FileChange.Rename>().ToImmutableArray();
        try
        {
            var texts = after
                .Documents.Values.OrderBy(document => document.Path, StringComparer.Ordinal)
                .Select(document => (document.Path, Origin: OriginOf(document.Path), document.Text))
                .Where(text =>
                    before.Find(text.Origin)?.Text is not { } old || (!ReferenceEquals(old, text.Text) && old.Content != text.Text.Content)
                )
                // A registry that is not there is an empty document.
                .ToLookup(text => before.Files.Contains(text.Origin));
            // Under its old name each file is certainly the one that was read.
            ImmutableArray<Step> written =
            [
                .. texts[true].Select(text => WriteStep(text.Origin, before.Find(text.Origin)?.Text, text.Text)),
            ];
            ImmutableArray<Step> moved = [.. moves.Select(move => new Step(StepKind.Move, move.Path, move.NewPath))];
            ImmutableArray<Step> created = [.. texts[false].SelectMany(text => CreateSteps(text.Path, text.Text))];
            Journal.Carry(files, place, [.. written, .. moved, .. created.Distinct()]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException(e.Message);
        }

        string OriginOf(string path)
        {
            foreach (var rename in moves.Reverse())
            {
                if (path == rename.NewPath || Paths.IsBelow(rename.NewPath, path))
                    path = rename.Path + path[rename.NewPath.Length..];
            }
            return path;
        }

        Step WriteStep(string path, SourceText? old, SourceText now)
        {
            var content = files.Read(place.AbsoluteOf(path), TextFile.LargestSize + 1);
            // A byte-order mark is no part of the text, and stays.
            var mark = TextFile.MarkLength(content);
            if (old is null || !content.AsSpan(mark).SequenceEqual(Encoding.UTF8.GetBytes(old.Content)))
                throw new UnusableException($"{path} has changed in the meantime; nothing was written");
            return new(StepKind.Write, path, Old: content, New: [.. content.AsSpan(0, mark), .. Encoding.UTF8.GetBytes(now.Content)]);
        }

        IEnumerable<Step> CreateSteps(string path, SourceText text)
        {
            var missing = new Stack<string>();
            for (
                var folder = Paths.Folder(path);
                folder.Length > 0 && !files.IsFolder(place.AbsoluteOf(folder));
                folder = Paths.Folder(folder)
            )
                missing.Push(folder);
            foreach (var folder in missing)
                yield return new(StepKind.Folder, folder);
            yield return new(StepKind.Create, path, New: Encoding.UTF8.GetBytes(text.Content));
        }
    }
}
