using System.Collections.Immutable;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>A way to fix a finding.</summary>
public sealed record Fix
{
    private readonly Lazy<Change> _change;

    /// <summary>A fix that makes <paramref name="change"/>; see <see cref="IsSafe"/>.</summary>
    public Fix(LocalizableString title, Change change, bool isSafe = false)
        : this(title, () => change) => IsSafe = isSafe;

    /// <summary>A fix for which the whole series has to be looked through: that is done once somebody wants to see the change.</summary>
    public Fix(LocalizableString title, Func<Change> change) => (Title, _change) = (title, new(change));

    /// <summary>What it does, as a command: “Link BEP-1055-slug.md”.</summary>
    public LocalizableString Title { get; init; }

    /// <summary>What it changes.</summary>
    public Change Change => _change.Value;

    /// <summary>
    /// The rules whose findings the fault has hidden, as a value that cannot be read hides what is wrong with it, or that what the fix
    /// writes asks for. A fix adds findings of no other rule.
    /// </summary>
    public ImmutableArray<string> Uncovers { get; init; } = [];

    /// <summary>True where the result is certainly what the author meant; only such fixes run unasked.</summary>
    public bool IsSafe { get; }
}

/// <summary>Edits of one or more files that belong together: all of them, or none.</summary>
/// <param name="Files">Each file's part, carried out in order.</param>
public sealed record Change(ImmutableArray<FileChange> Files)
{
    /// <summary>Nothing: what a fix makes of a text in which there is no place for what it wants to write.</summary>
    public static Change None { get; } = new([]);

    /// <summary>Edits of the one file at <paramref name="path"/>.</summary>
    public static Change Of(string path, params ImmutableArray<TextEdit> edits) => new([new FileChange.Edit(path, edits)]);

    /// <summary>This change and then <paramref name="other"/>, which has to do with other files.</summary>
    public Change And(Change other) => new(Files.AddRange(other.Files));
}

/// <summary>What happens to one file.</summary>
/// <param name="Path">The file, relative to the root.</param>
public abstract record FileChange(string Path)
{
    /// <summary>Edits of its text as it is in the snapshot.</summary>
    public sealed record Edit : FileChange
    {
        /// <summary>Edits of <paramref name="path"/>; they are put in order.</summary>
        /// <exception cref="ArgumentException">Two of the edits overlap.</exception>
        public Edit(string path, IEnumerable<TextEdit> edits)
            : base(path)
        {
            Edits = [.. edits.OrderBy(edit => edit.Span)];
            for (var i = 1; i < Edits.Length; i++)
            {
                if (Edits[i].Span.Start < Edits[i - 1].Span.End)
                    throw new ArgumentException($"Edits of {path} overlap.", nameof(edits));
            }
        }

        /// <summary>Sorted and disjoint; their places are those of the unchanged text.</summary>
        public ImmutableArray<TextEdit> Edits { get; }
    }

    /// <summary>A new file; the change is refused where there is one already.</summary>
    public sealed record Create(string Path, string Content) : FileChange(Path)
    {
        /// <summary>Where in its text writing starts, or goes on.</summary>
        public TextSpan Start { get; init; }
    }

    /// <summary>Another name or folder; the change is refused where there is something already.</summary>
    public sealed record Rename(string Path, string NewPath) : FileChange(Path);
}
