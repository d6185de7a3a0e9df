using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>How a <see cref="Link"/> is written.</summary>
public enum LinkKind
{
    /// <summary><c>[text](target)</c></summary>
    Link,

    /// <summary><c>![text](target)</c></summary>
    Image,

    /// <summary><c>[label]: target</c></summary>
    Definition,

    /// <summary><c>&lt;img src="target"&gt;</c>, <c>&lt;a href="target"&gt;</c></summary>
    Html,
}

/// <summary>Something that leads from a document to a file, a place in it, or the web.</summary>
/// <param name="Kind">How it is written.</param>
/// <param name="Span">All of it.</param>
/// <param name="TextSpan">The text, image description or label between the brackets; empty for HTML.</param>
/// <param name="UrlSpan">The target as written, without angle brackets or quotes.</param>
/// <param name="Url">The target, Markdown's escapes resolved.</param>
/// <param name="Path">
/// The file or folder that is meant, relative to the root, percent escapes resolved; the document itself for a bare <c>#fragment</c>. Null
/// for a web address and for what lies outside the root.
/// </param>
/// <param name="PathSpan">The part of <paramref name="UrlSpan"/> before <c>#</c> or <c>?</c>.</param>
/// <param name="Fragment">What stands after <c>#</c>, escapes resolved; null where there is no <c>#</c>.</param>
/// <param name="FragmentSpan">The part of <paramref name="UrlSpan"/> after <c>#</c>.</param>
public sealed record Link(
    LinkKind Kind,
    TextSpan Span,
    TextSpan TextSpan,
    TextSpan UrlSpan,
    string Url,
    string? Path,
    TextSpan PathSpan,
    string? Fragment,
    TextSpan FragmentSpan
)
{
    /// <summary>False for a definition that no link refers to: a reader never meets it.</summary>
    public bool IsUsed { get; init; } = true;

    /// <summary>Tells whether a fragment names an anchor; GitHub's own script folds case when it looks.</summary>
    public static StringComparer FragmentComparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>True where it leads to the file or folder at <paramref name="path"/>, or to a place in it.</summary>
    public bool LeadsTo(string path) => Path is not null && Paths.Comparer.Equals(Path, path);

    /// <summary>True where it leads to the place <paramref name="anchor"/> in the document at <paramref name="path"/>.</summary>
    public bool LeadsTo(string path, string anchor) => LeadsTo(path) && FragmentComparer.Equals(Fragment, anchor);
}
