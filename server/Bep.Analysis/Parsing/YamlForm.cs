using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>Fields as a YAML mapping between two lines of three hyphens, at the very top.</summary>
internal sealed partial class YamlForm : FieldForm
{
    /// <inheritdoc/>
    public override LocalizableString Place => $"between two `---` lines at its very top";

    /// <inheritdoc/>
    public override bool IsBelowTitle => false;

    /// <inheritdoc/>
    public override FrontMatter? Read(SourceText text, Convention convention, out int body) =>
        FrontMatterParser.Parse(text, convention, out body);

    /// <inheritdoc/>
    public override string Scalar(string text) => Scalar(text, quote: null, isInList: false);

    /// <inheritdoc/>
    public override TextEdit Insert(SourceText text, FrontMatter block, Field? previous, string name, string value) =>
        TextEdit.Insert(previous?.Line.End ?? block.Content.Start, Line(name, value) + text.NewLine);

    /// <inheritdoc/>
    public override IEnumerable<string> Lines(IEnumerable<(string Name, string Value)> fields) =>
        fields.Select(field => Line(field.Name, field.Value)).Prepend("---").Append("---");

    /// <summary>
    /// In quotes what was in quotes, a list what was a list, with its anchor or tag. A comment after it stays.
    /// </summary>
    public override TextEdit Replace(SourceText text, Field field, string value)
    {
        var (place, content) = (field.Value.Span, text.Content);
        var properties = Properties().Match(content, place.Start, place.Length).Length;
        place = place with { Start = place.Start + properties };
        var written = content[place.Start..place.End];
        string[] parts = field.Role is FieldRole.Author or FieldRole.Successor ? value.Split(", ") : [value];
        if (written is ['[', .., ']'])
            return new(place, $"[{string.Join(", ", parts.Select(part => Scalar(part, QuoteOf(written.AsSpan(1)), isInList: true)))}]");
        if (written is ['-', ' ' or '\t' or '\r' or '\n', ..])
        {
            var line = text.LineSpan(text.LineAt(place.Start));
            var indent = text.NewLine + new string(' ', place.Start - line.Start);
            return new(place, string.Join(indent, parts.Select(part => "- " + Scalar(part, QuoteOf(written.AsSpan(1)), isInList: false))));
        }

        return new(place, Scalar(value, QuoteOf(written), isInList: false));
    }

    /// <summary><c>Name: value</c>, without a blank at the end where there is no value.</summary>
    public static string Line(string name, string value) => value.Length == 0 ? $"{name}:" : $"{name}: {value}";

    private static char? QuoteOf(ReadOnlySpan<char> written) => written.TrimStart() is [var first and ('"' or '\''), ..] ? first : null;

    // YAML 1.2.2, 7.3.
    private static string Scalar(string text, char? quote, bool isInList)
    {
        var isPlain =
            Plain().IsMatch(text)
            && !text.Contains(": ", StringComparison.Ordinal)
            && !text.Contains(" #", StringComparison.Ordinal)
            && text[^1] is not ':' and not ' '
            && !(isInList && text.AsSpan().ContainsAny("[]{},"));
        return quote switch
        {
            '\'' => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            null when isPlain => text,
            _ => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        };
    }

    // An anchor, a tag.
    [GeneratedRegex(@"\G(?:[&!]\S*\s+)*")]
    private static partial Regex Properties();

    // Begins with a letter or digit: no mark of YAML's.
    [GeneratedRegex(@"^[\p{L}\p{Nd}]")]
    private static partial Regex Plain();
}
