using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>The labels by which links name their definitions (CommonMark 0.31, 4.7 and 6.3).</summary>
internal static partial class LinkLabels
{
    /// <summary>The label that <paramref name="definition"/> gives, in one line.</summary>
    public static string Of(string content, Link definition) =>
        OneLine(content[definition.TextSpan.Start..definition.TextSpan.End].Trim('[', ']'));

    /// <summary>What may be labels in <paramref name="span"/>, without their brackets; some of it is other text in brackets.</summary>
    public static IEnumerable<TextSpan> In(string content, TextSpan span) =>
        Label()
            .Matches(content[span.Start..span.End])
            .Select(match => match.Groups["label"])
            .Select(label => new TextSpan(span.Start + label.Index, span.Start + label.Index + label.Length));

    /// <summary>Labels match however they are broken into lines and whatever their case.</summary>
    public static string Normalize(string label) => Blanks().Replace(OneLine(label), " ").Trim().ToUpperInvariant().ToLowerInvariant();

    /// <summary><paramref name="text"/> in one line.</summary>
    public static string OneLine(string text) => LineBreak().Replace(text, " ");

    [GeneratedRegex(@"\[(?<label>(?:\\.|[^\[\]\\])+)\]", RegexOptions.Singleline)]
    private static partial Regex Label();

    // A line of a quotation begins with a sign that is no part of what it says.
    [GeneratedRegex(@"[ \t]*(?:\r\n?|\n)[ \t>]*")]
    private static partial Regex LineBreak();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
