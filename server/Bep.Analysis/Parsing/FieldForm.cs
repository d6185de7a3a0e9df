using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>
/// A way in which proposals write their fields: it reads them, and says how a value and a line are written. One class for each
/// <see cref="FrontMatterForm"/>.
/// </summary>
internal abstract class FieldForm
{
    private static readonly YamlForm s_yaml = new();
    private static readonly PreformattedForm s_preformatted = new();
    private static readonly FencedForm s_fenced = new();
    private static readonly ListForm s_list = new();
    private static readonly TableForm s_table = new();
    private static readonly SectionsForm s_sections = new();

    /// <summary>The form itself. A series without fields may have a block at the top nevertheless, which is then YAML.</summary>
    public static FieldForm Of(FrontMatterForm form) =>
        form switch
        {
            FrontMatterForm.Preformatted => s_preformatted,
            FrontMatterForm.Fenced => s_fenced,
            FrontMatterForm.List => s_list,
            FrontMatterForm.Table => s_table,
            FrontMatterForm.Sections => s_sections,
            _ => s_yaml,
        };

    /// <summary>Between what the fields of a new document stand, in words; null where a sentence says it another way.</summary>
    public abstract LocalizableString Place { get; }

    /// <summary>True where the fields are a part of the Markdown, below the title.</summary>
    public virtual bool IsBelowTitle => true;

    /// <summary>The fields of <paramref name="text"/>, or null; <paramref name="body"/> is the offset where Markdown starts.</summary>
    public abstract FrontMatter? Read(SourceText text, Convention convention, out int body);

    /// <summary><paramref name="text"/> as a value is written.</summary>
    public virtual string Scalar(string text) => text;

    /// <summary>Makes <paramref name="field"/>, which has a value, say <paramref name="value"/> as it is written.</summary>
    public virtual TextEdit Replace(SourceText text, Field field, string value) => new(field.Value.Span, Scalar(value));

    /// <summary>Takes the value of <paramref name="field"/> away, with the marks and what else stands on its lines.</summary>
    public virtual TextEdit Clear(SourceText text, Field field)
    {
        var end = field.Line.End;
        while (end > field.Name.Span.End && text.Content[end - 1] is '\n' or '\r')
            end--;
        var start = text.Content.IndexOf(':', field.Name.Span.End, end - field.Name.Span.End) is >= 0 and var colon ? colon + 1 : end;
        while (start < end && text.Content[start] is '*' or '_')
            start++;
        return new(new(start, end), "");
    }

    /// <summary>Gives <paramref name="field"/> a value that has none.</summary>
    public virtual TextEdit Fill(SourceText text, Field field, string value)
    {
        var (place, content) = (field.Value.Span, text.Content);
        var lead = content[place.Start - 1] is ':' or '*' or '_' or '|' ? " " : "";
        var trail = place.Start < content.Length && content[place.Start] is '#' or '|' ? " " : "";
        return new(place, lead + Scalar(value) + trail);
    }

    /// <summary>Puts a field below <paramref name="previous"/>, or above all others of <paramref name="block"/> where it is null.</summary>
    public virtual TextEdit Insert(SourceText text, FrontMatter block, Field? previous, string name, string value)
    {
        // As the one beside it is written.
        if ((previous ?? block.Fields.FirstOrDefault()) is not { } model)
            return TextEdit.Insert(block.Content.Start, string.Concat(Lines([(name, value)]).Select(line => line + text.NewLine)));
        var line = text.LineSpan(text.LineAt(model.Name.Span.Start));
        var lead = text.Slice(line with { End = model.Name.Span.Start });
        var between = text.Slice(new(model.Name.Span.End, Math.Min(line.End, Math.Max(model.Name.Span.End, model.Value.Span.Start))));
        var written = $"{lead}{name}{BetweenNameAndValue(between, value)}{Scalar(value)}";
        // The last line of a file may end with the file.
        var at = previous?.Line.End ?? block.Content.Start;
        return at > 0 && at == text.Length && !text.EndsInLineEnd
            ? TextEdit.Insert(at, text.NewLine + written)
            : TextEdit.Insert(at, written + text.NewLine);
    }

    /// <summary>The lines of a new document, without line ends, in which <paramref name="fields"/> stand.</summary>
    public abstract IEnumerable<string> Lines(IEnumerable<(string Name, string Value)> fields);

    // The colon, with the marks around the name that are closed after it: `**Status:** **Final**`. Those of the value are its own.
    private static string BetweenNameAndValue(string written, string value)
    {
        var end = written.IndexOf(':') + 1;
        while (end < written.Length && written[end] is '*' or '_')
            end++;
        var marks = end == 0 ? ":" : written[..end];
        return value.Length == 0 ? marks : $"{marks} ";
    }
}
