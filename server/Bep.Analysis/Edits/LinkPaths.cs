using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>Makes a link lead elsewhere, in its author's own way of writing paths; only the parts that differ are written.</summary>
internal static class LinkPaths
{
    /// <summary>
    /// The edit with which <paramref name="link"/> leads to <paramref name="target"/> once its document lies in <paramref name="folder"/>;
    /// null where it does so as it is.
    /// </summary>
    /// <param name="content">The document's text.</param>
    /// <param name="link">A link with a path.</param>
    /// <param name="folder">The folder that the document will be in.</param>
    /// <param name="target">The path that is meant, relative to the root.</param>
    public static TextEdit? Redirect(string content, Link link, string folder, string target)
    {
        var raw = content[link.PathSpan.Start..link.PathSpan.End];
        var isHtml = link.Kind == LinkKind.Html;
        if (Paths.Resolve(folder, Destination.Read(raw, isHtml)) is { } same && Paths.Comparer.Equals(same, target))
            return null;

        var relative = Paths.Relative(folder, target).Split('/');
        string[] parts =
            raw.StartsWith('/') ? ["", .. target.Split('/')]
            : raw.StartsWith("./", StringComparison.Ordinal) && relative[0] != ".." ? [".", .. relative]
            : relative;
        if (raw.EndsWith('/'))
            parts = [.. parts, ""];
        var written = raw.Split('/');

        int head = 0,
            tail = 0,
            most = Math.Min(written.Length, parts.Length);
        while (head < most && IsSame(written[head], parts[head]))
            head++;
        while (tail < most - head && IsSame(written[^(tail + 1)], parts[^(tail + 1)]))
            tail++;
        var (old, now) = (written[head..^tail], parts[head..^tail]);
        // Between other parts each one brings its slash along; at the end, one that nothing stands for takes the whole path with it.
        if (tail == 0 && (old.Length == 0 || now.Length == 0))
            (head, old, now) = (0, written, parts);
        var slash = tail > 0 ? "/" : "";
        var start = link.PathSpan.Start + written[..head].Sum(part => part.Length + 1);
        var text = string.Join('/', now.Select((part, i) => Encode(part, old.Length == now.Length ? old[i] : raw, isHtml)));
        return new(
            new(start, start + (old.Length == 0 ? 0 : string.Join('/', old).Length + slash.Length)),
            now.Length == 0 ? "" : text + slash
        );

        bool IsSame(string written, string part) => Paths.Comparer.Equals(Destination.Read(written, isHtml), part);
    }

    /// <summary><paramref name="fragment"/> as it is written after <c>#</c> in place of <paramref name="written"/>.</summary>
    public static string Fragment(string fragment, string written) => Encode(fragment, written, isHtml: false);

    // As the part that was there was escaped, so is the one that takes its place.
    private static string Encode(string part, string model, bool isHtml)
    {
        if (model.Contains(' '))
            return Destination.Write(part, isBracketed: true);
        var decoded = Destination.Read(model, isHtml);
        return decoded != model && decoded.Any(c => c > '\x7F') && !model.Any(c => c > '\x7F')
            ? Uri.EscapeDataString(part)
            : Destination.Write(part);
    }
}
