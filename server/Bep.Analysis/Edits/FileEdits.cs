using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>Edits of several files while they are gathered.</summary>
internal sealed class FileEdits
{
    private readonly Dictionary<string, List<TextEdit>> _byPath = [];
    private readonly HashSet<(string Path, TextEdit Edit)> _all = [];

    /// <summary>The files with edits, in the order of their paths.</summary>
    public IEnumerable<string> Paths => _byPath.Keys.Order(StringComparer.Ordinal);

    /// <summary>The edits of the file at <paramref name="path"/> so far, in no order.</summary>
    public IReadOnlyList<TextEdit> Of(string path) => _byPath.GetValueOrDefault(path, []);

    /// <summary>One more edit of the file at <paramref name="path"/>; the same one twice is one.</summary>
    public void Add(string path, TextEdit edit)
    {
        if (!_byPath.TryGetValue(path, out var edits))
            _byPath.Add(path, edits = []);
        if (_all.Add((path, edit)))
            edits.Add(edit);
    }

    /// <summary>
    /// Takes the edits within <paramref name="span"/> of the file at <paramref name="path"/> out, and returns them in order.
    /// </summary>
    public IReadOnlyList<TextEdit> Take(string path, TextSpan span)
    {
        var taken = Of(path).Where(edit => span.Contains(edit.Span)).OrderBy(edit => edit.Span).ToList();
        if (taken.Count > 0)
            _byPath[path].RemoveAll(edit => span.Contains(edit.Span));
        foreach (var edit in taken)
            _all.Remove((path, edit));
        return taken;
    }

    /// <summary>The edits as changes, by path.</summary>
    public IEnumerable<FileChange> ToChanges() =>
        Paths.Where(path => _byPath[path].Count > 0).Select(path => new FileChange.Edit(path, _byPath[path]));
}
