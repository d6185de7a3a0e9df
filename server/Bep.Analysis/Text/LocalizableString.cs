using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Bep.Analysis.Text;

/// <summary>
/// Words for a person: a sentence, and what stands in its gaps, kept apart so that it can be said in another language. It is written as an
/// interpolated string wherever a sentence is wanted (<c>$"`{name}` has no value."</c>); a gap takes a text, a count or another sentence. Equal
/// words with equal gaps are equal.
/// </summary>
/// <remarks>No string becomes a sentence by itself: what was put together before could not be taken apart again.</remarks>
[InterpolatedStringHandler]
public sealed class LocalizableString : IEquatable<LocalizableString>
{
    private readonly StringBuilder _template;
    private readonly object[] _gaps;
    private int _filled;

    /// <summary>For the compiler, which goes on with as many calls of the appending methods as there is room for.</summary>
    public LocalizableString(int literalLength, int formattedCount)
    {
        _template = new(literalLength + 3 * formattedCount);
        _gaps = new object[formattedCount];
    }

    /// <summary>
    /// The sentence in English, with <c>{0}</c>, <c>{1}</c> for its gaps, as <see cref="string.Format(string, object[])"/> reads it.
    /// </summary>
    public string Template => _template.ToString();

    /// <summary>True for no words at all.</summary>
    public bool IsEmpty => _template.Length == 0;

    /// <summary>A sentence that is the same in all languages: a name, a title, a part of a document.</summary>
    public static LocalizableString Of(string? text) => string.IsNullOrEmpty(text) ? $"" : (LocalizableString)$"{text}";

    /// <summary>All <paramref name="sentences"/>, with <paramref name="separator"/> between them.</summary>
    public static LocalizableString Join(string separator, IEnumerable<LocalizableString> sentences)
    {
        var all = sentences.ToList();
        var joined = new LocalizableString(separator.Length * all.Count, all.Count);
        foreach (var sentence in all)
        {
            if (joined._filled > 0)
                joined.AppendLiteral(separator);
            joined.AppendFormatted(sentence);
        }

        return joined;
    }

    /// <summary>One name, or several of which all are meant: “A, B and C”.</summary>
    public static LocalizableString And(IReadOnlyList<string> names) =>
        names.Count == 1 ? Of(names[0]) : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    /// <summary>One name, or several of which one is meant: “A, B or C”.</summary>
    public static LocalizableString Or(IReadOnlyList<string> names) =>
        names.Count == 1 ? Of(names[0]) : $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";

    /// <summary>For the compiler: words.</summary>
    public void AppendLiteral(string words) =>
        _template.Append(words.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    /// <summary>For the compiler: a gap with a text that is the same in all languages.</summary>
    public void AppendFormatted(string? text) => Fill(text ?? "");

    /// <summary>For the compiler: a gap with a count.</summary>
    public void AppendFormatted(int count) => Fill(count);

    /// <summary>For the compiler: a gap with words of their own.</summary>
    public void AppendFormatted(LocalizableString sentence) => Fill(sentence);

    /// <summary>The same words without the line ends that only broke a long text where it is written.</summary>
    public LocalizableString Unwrapped()
    {
        var unwrapped = new LocalizableString(_template.Length, _gaps.Length) { _filled = _filled };
        unwrapped._template.Append(Template.ReplaceLineEndings(" "));
        _gaps.CopyTo(unwrapped._gaps, 0);
        return unwrapped;
    }

    /// <summary>The sentence in the language into which <paramref name="translate"/> brings a <see cref="Template"/>.</summary>
    public string Localize(Func<string, string> translate) =>
        string.Format(
            CultureInfo.InvariantCulture,
            translate(Template),
            Array.ConvertAll(_gaps, gap => gap is LocalizableString sentence ? sentence.Localize(translate) : gap)
        );

    /// <summary>The sentence in English.</summary>
    public override string ToString() => Localize(template => template);

    /// <inheritdoc/>
    public bool Equals(LocalizableString? other) =>
        other is not null && _template.Equals(other._template) && _gaps.AsSpan().SequenceEqual(other._gaps);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LocalizableString);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Template, _gaps.Length > 0 ? _gaps[0] : null);

    private void Fill(object gap)
    {
        _template.Append('{').Append(_filled).Append('}');
        _gaps[_filled++] = gap;
    }
}
