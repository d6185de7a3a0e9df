using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>
/// Reads what a source file, in whatever language, says of proposals: its mentions. One in a string counts as one in a comment does, since
/// which is which differs in each language.
/// </summary>
public static class SourceParser
{
    // Nobody writes longer lines by hand.
    private const int LongestLine = 1000;

    private static readonly HashSet<string> s_foreignFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        "bower_components",
        "node_modules",
        "site-packages",
        "third-party",
        "third_party",
        "vendor",
        "vendored",
    };

    private static readonly string[] s_passedOver = [".md", ".markdown", ".mdx", ".lock", ".map", ".svg"];

    /// <summary>
    /// True where the file at <paramref name="path"/> is written by people of the repository, as far as its name tells, and is no Markdown.
    /// </summary>
    public static bool IsSource(string path)
    {
        var name = Paths.Name(path);
        return !Paths.Folder(path).Split('/').Any(s_foreignFolders.Contains)
            && !s_passedOver.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            && !name.Contains(".min.", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// The file at <paramref name="path"/>. Mentions in very long lines, and in those that say <c>bep-ignore</c>, are none.
    /// </summary>
    public static Document Parse(string path, SourceText text, Convention convention) =>
        new()
        {
            Path = path,
            Kind = DocumentKind.Source,
            Number = null,
            Text = text,
            References =
            [
                .. from mention in PlainMentions.In(convention, text.Content)
                let line = text.LineSpan(text.LineAt(mention.Span.Start))
                where line.Length <= LongestLine && !text.Slice(line).Contains(Suppression.BlockMark, StringComparison.Ordinal)
                select new Reference(mention.Value, mention.Span, ReferencePlace.Plain, IsLoose: false)
                {
                    LacksZeros = mention.Span.Length - convention.Prefix.Length - 1 < convention.Digits,
                },
            ],
            Facts = new(null, [], [], []),
        };
}
