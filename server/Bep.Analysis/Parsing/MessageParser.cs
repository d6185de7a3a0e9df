using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>
/// Reads a commit message as git does: lines that begin with <c>#</c> are comments, and below the scissors nothing counts.
/// </summary>
internal static class MessageParser
{
    // Where git keeps the messages that are being written, as seen from the root; and where those are said to lie that it keeps elsewhere.
    private static readonly string[] s_folders = [".git", ".git/elsewhere"];

    private const string Scissors = "------------------------ >8 ------------------------";

    /// <summary>True where the file at <paramref name="path"/>, relative to the root, is a message that is being written.</summary>
    public static bool IsMessage(string path) =>
        s_folders.Contains(Paths.Folder(path))
        && Paths.Name(path) is var name
        && (name.EndsWith("_EDITMSG", StringComparison.Ordinal) || name is "MERGE_MSG" or "SQUASH_MSG");

    /// <summary>The message at <paramref name="path"/>.</summary>
    public static Document Parse(string path, SourceText text, Convention convention)
    {
        var comments = ImmutableArray.CreateBuilder<TextSpan>();
        TextSpan? title = null;
        for (var line = 0; line < text.LineCount; line++)
        {
            var span = text.LineSpan(line);
            var content = text.Slice(span);
            if (content.StartsWith('#'))
            {
                var isEnd = content.Contains(Scissors, StringComparison.Ordinal);
                comments.Add(isEnd ? span with { End = text.Length } : span);
                if (isEnd)
                    break;
            }
            else if (title is null && !string.IsNullOrWhiteSpace(content))
            {
                title = span;
            }
        }

        var quiet = new Spans(comments);
        return new()
        {
            Path = path,
            Kind = DocumentKind.Message,
            Number = null,
            Text = text,
            TitleLine = title,
            Quiet = comments.ToImmutable(),
            References =
            [
                .. from mention in PlainMentions.In(convention, text.Content)
                where !quiet.AnyAround(mention.Span)
                select new Reference(mention.Value, mention.Span, ReferencePlace.Plain, IsLoose: false),
            ],
            Facts = new(null, [], [], []),
        };
    }
}
