using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Something in a text that is opened with a click. It leads to a file or to the web.</summary>
/// <param name="Span">What is clicked on.</param>
/// <param name="Path">The file, relative to the root; null for an address.</param>
/// <param name="Address">The address; null for a file.</param>
public sealed record DocumentLink(TextSpan Span, string? Path, string? Address);

/// <summary>Finds what can be clicked on in a document.</summary>
public static class DocumentLinks
{
    /// <summary>The links of <paramref name="document"/>, in the order of the text.</summary>
    /// <param name="series">The series.</param>
    /// <param name="document">One of its documents.</param>
    /// <param name="editorReadsMarkdown">True where the editor itself makes Markdown's links clickable; mentions outside of them
    /// remain.</param>
    public static IEnumerable<DocumentLink> In(Series series, Document document, bool editorReadsMarkdown)
    {
        var mentions = document
            .References.Where(mention => mention.Place != ReferencePlace.LinkText && mention.Number != document.Number)
            .Select(mention => new DocumentLink(mention.Span, series.PathOf(mention.Number), null))
            .Where(link => link.Path is not null);
        var links = editorReadsMarkdown ? [] : document.Links.Select(link => FromLink(series, link)).OfType<DocumentLink>();
        var issues = Issues.In(series, document).Select(issue => new DocumentLink(issue.Span, null, issue.Address));
        return mentions.Concat(links).Concat(issues).OrderBy(link => link.Span);
    }

    private static DocumentLink? FromLink(Series series, Link link) =>
        link.UrlSpan.IsEmpty ? null
        : link.Path is { } path
            ? series.Exists(path) ? new(link.UrlSpan, path, null)
                : null
        : Uri.TryCreate(link.Url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? new(link.UrlSpan, null, address.AbsoluteUri)
        : null;
}
