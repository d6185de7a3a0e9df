using System.Collections.Immutable;
using System.Text;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Text;
using Bep.Server.Files;

namespace Bep.Server.Cli;

/// <summary>
/// Carries changes out on the disk. Nothing is written where a file is no longer what was read; and each file is the old one or the new
/// one, whenever the machine stops.
/// </summary>
static class ChangeWriter
{
    /// <summary>Makes the files of <paramref name="before"/> those of <paramref name="after"/>.</summary>
    /// <param name="place">Where the series lies.</param>
    /// <param name="before">The series as it was read.</param>
    /// <param name="after">The series after <paramref name="changes"/>.</param>
    /// <param name="changes">What leads from one to the other, in order.</param>
    /// <exception cref="UnusableException">A file has changed meanwhile, is in the way, or cannot be written.</exception>
    public static void Write(SeriesPlace place, Series before, Series after, IEnumerable<FileChange> changes)
    {
        var renames = changes.OfType<FileChange.Rename>().ToImmutableArray();
        var texts = after.Documents.Values
            .Select(document => (document.Path, New: document.Text, Old: before.Find(OriginOf(document.Path))?.Text))
            // A registry that is not there is an empty document.
            .Where(text => text.Old is null || !ReferenceEquals(text.Old, text.New) && text.Old.Content != text.New.Content)
            .Select(text => text with { Old = before.Files.Contains(OriginOf(text.Path)) ? text.Old : null })
            .ToImmutableArray();
        var prepared = new List<(string Temporary, string Path)>();
        try
        {
            foreach (var (path, _, old) in texts) Verify(path, old);
            foreach (var rename in renames)
            {
                if (Path.Exists(place.AbsoluteOf(rename.NewPath))) throw new UnusableException($"{rename.NewPath} is there already; nothing was written");
            }

            // What may fail for want of space or permission comes first, while nothing has happened yet.
            foreach (var (path, text, old) in texts) prepared.Add((Prepare(text, old is null ? null : place.AbsoluteOf(OriginOf(path))), path));
            foreach (var rename in renames)
            {
                var (from, to) = (place.AbsoluteOf(rename.Path), place.AbsoluteOf(rename.NewPath));
                if (Directory.Exists(from)) Directory.Move(from, to);
                else File.Move(from, to);
            }
            foreach (var (temporary, path) in prepared)
            {
                var target = place.AbsoluteOf(path);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                // A link stays a link.
                var link = File.Exists(target) ? File.ResolveLinkTarget(target, returnFinalTarget: true) : null;
                File.Move(temporary, link?.FullName ?? target, overwrite: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException(e.Message);
        }
        finally
        {
            foreach (var (temporary, _) in prepared) File.Delete(temporary);
        }

        string OriginOf(string path)
        {
            foreach (var rename in renames.Reverse())
            {
                if (path == rename.NewPath || Paths.IsBelow(rename.NewPath, path)) path = rename.Path + path[rename.NewPath.Length..];
            }
            return path;
        }

        void Verify(string path, SourceText? old)
        {
            var origin = place.AbsoluteOf(OriginOf(path));
            if (old is null && Path.Exists(origin)) throw new UnusableException($"{path} is there already; nothing was written");
            if (old is null) return;
            var content = File.ReadAllBytes(origin).AsSpan();
            if (!content[TextFile.MarkLength(content)..].SequenceEqual(Encoding.UTF8.GetBytes(old.Content)))
                throw new UnusableException($"{path} has changed meanwhile; nothing was written");
        }

        // In the series' folder, which is on the same disk and is not renamed.
        string Prepare(SourceText text, string? original)
        {
            var temporary = Path.Join(place.Absolute, $".bep-{Guid.NewGuid():N}");
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                // A byte-order mark is no part of the text, and stays.
                if (original is not null && TextFile.MarkLength(File.ReadAllBytes(original)) > 0) file.Write(Encoding.UTF8.Preamble);
                file.Write(Encoding.UTF8.GetBytes(text.Content));
                file.Flush(flushToDisk: true);
            }
            if (original is not null && !OperatingSystem.IsWindows()) File.SetUnixFileMode(temporary, File.GetUnixFileMode(original));
            return temporary;
        }
    }
}
