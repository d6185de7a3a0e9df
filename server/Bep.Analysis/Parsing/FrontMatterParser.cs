using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Text;
using YamlDotNet.Core.Events;

namespace Bep.Analysis.Parsing;

/// <summary>
/// Reads the block at the top of a document. A scanner that never gives up finds the lines of each field; what is more than plain lines
/// YamlDotNet reads, and the scanner's reading stays for those lines alone that are not YAML, so that a half-typed block still has its
/// other fields.
/// </summary>
internal static partial class FrontMatterParser
{
    // A block with more broken lines than this is not a front matter with slips; the reader has seen enough.
    private const int MaxProblems = 20;

    // No person nests deeper, and the reader's time grows with the square of the depth.
    private const int MaxDepth = 64;

    // What an alias stands for is written once and read many times.
    private const int LongestAnchored = 1_000;

    // An anchor and the sign of a text block are shorter.
    private const int LongestLead = 100;

    /// <summary>The block of <paramref name="text"/>, or null; <paramref name="body"/> is the offset where Markdown starts.</summary>
    public static FrontMatter? Parse(SourceText text, Convention convention, out int body)
    {
        var content = text.Content;
        var top = content.StartsWith('\uFEFF') ? 1 : 0;
        body = top;
        var fence = text.LineSpan(0) with { Start = top };
        if (!IsFence(content.AsSpan(fence.Start, fence.Length), "---"))
            return null;

        var (last, isClosed) = FindLastLine(text, content);
        if (!isClosed && last == 0)
            return null;

        var start = text.FullLineSpan(0).End;
        var end = isClosed ? text.FullLineSpan(last).Start : text.FullLineSpan(last).End;
        var fields = OneForEachRole(ScanFields(text, content, 1, isClosed ? last - 1 : last, convention), convention);
        var span = new TextSpan(top, text.LineSpan(last).End);
        body = text.FullLineSpan(last).End;
        var problems = FindProblems(text, new(start, end), convention, ref fields);
        if (!isClosed)
            problems = problems.Insert(0, new(FrontMatterProblemKind.Unclosed, fence, ""));
        return WithBroken(new(span, new(start, end), isClosed, fields, problems));
    }

    // A block without problems, as nearly all are, is left as it is.
    private static FrontMatter WithBroken(FrontMatter block)
    {
        var problems = block.Problems.Where(problem => problem.Kind != FrontMatterProblemKind.Unclosed).ToList();
        if (problems.Count == 0)
            return block;
        var isAll = problems.Exists(problem => problem.Kind == FrontMatterProblemKind.NotMapping);
        var unread = problems.Find(problem => problem.Kind == FrontMatterProblemKind.TooMany)?.Span.Start ?? int.MaxValue;
        var broken = problems.Select(problem => block.FieldAround(problem.Span)?.Line.Start).ToHashSet();
        return block with
        {
            Fields =
            [
                .. block.Fields.Select(field =>
                    field with
                    {
                        IsBroken = isAll || field.Line.Start >= unread || broken.Contains(field.Line.Start),
                    }
                ),
            ],
        };
    }

    // Beside the field with the very name, another spelling of it is another field.
    internal static ImmutableArray<Field> OneForEachRole(ImmutableArray<Field> fields, Convention convention)
    {
        var named = fields
            .Where(field => field.Role != FieldRole.Other && field.Name.Value == convention.NameOf(field.Role))
            .Select(field => field.Role)
            .ToHashSet();
        return
        [
            .. fields.Select(field =>
                named.Contains(field.Role) && field.Name.Value != convention.NameOf(field.Role)
                    ? field with
                    {
                        Role = FieldRole.Other,
                    }
                    : field
            ),
        ];
    }

    private static bool IsFence(ReadOnlySpan<char> line, string fence) => line.TrimEnd().SequenceEqual(fence);

    // The closing fence's line, or the last line that can belong to a block without one. Markdown that has clearly begun ends the search:
    // a thematic break further down closes nothing.
    private static (int Line, bool IsClosed) FindLastLine(SourceText text, string content)
    {
        var wasBlank = false;
        var isDoubtful = false;
        for (var i = 1; i < text.LineCount; i++)
        {
            var span = text.LineSpan(i);
            var line = content.AsSpan(span.Start, span.Length);
            if (IsFence(line, "---") || IsFence(line, "..."))
            {
                if (
                    isDoubtful
                    && (
                        YamlReader.Read(content[text.FullLineSpan(0).End..span.Start], MaxDepth, out var mistake) is var parts
                        && (mistake is not null || !IsMapping(parts))
                    )
                )
                    break;
                return (i, true);
            }

            if (wasBlank && !line.IsWhiteSpace() && !YamlLine().IsMatch(line) && !IsCommentOfField(text, content, i))
            {
                // What no scanner of lines can tell from Markdown, the YAML reader can.
                if (line[0] == '#')
                    break;
                isDoubtful = true;
            }

            wasBlank = line.IsWhiteSpace();
        }

        var last = 0;
        for (var i = 1; i < text.LineCount; i++)
        {
            var span = text.LineSpan(i);
            if (!FieldLine().IsMatch(content.AsSpan(span.Start, span.Length)))
                break;
            last = i;
        }

        return (last, false);
    }

    // A heading is followed by a blank line or by prose, a comment by the field that it is about or by the end of the block.
    private static bool IsCommentOfField(SourceText text, string content, int line)
    {
        for (; line < text.LineCount; line++)
        {
            var span = text.LineSpan(line);
            var next = content.AsSpan(span.Start, span.Length);
            if (next is not ['#', ..])
                return KeyLine().IsMatch(next) || IsFence(next, "---") || IsFence(next, "...");
        }

        return false;
    }

    internal static ImmutableArray<Field> ScanFields(SourceText text, string content, int firstLine, int lastLine, Convention convention)
    {
        var fields = ImmutableArray.CreateBuilder<Field>();
        StringBuilder? value = null;
        for (var i = firstLine; i <= lastLine; i++)
        {
            var span = text.LineSpan(i);
            var line = content.AsSpan(span.Start, span.Length);
            if (line.IsWhiteSpace() || line[0] == '#')
                continue;
            if (line[0] is ' ' or '\t' or '-')
            {
                if (fields.Count > 0)
                    fields[^1] = Continue(fields[^1], value ??= new(fields[^1].Value.Value), line, span, text.FullLineSpan(i).End);
                continue;
            }

            Finish();

            var colon = FindColon(line);
            var name = (colon < 0 ? line : line[..colon]).TrimEnd();
            var place = colon < 0 ? TextSpan.At(span.End) : Trimmed(content, new(span.Start + colon + 1, span.End));
            var key = Unquoted(name.ToString());
            fields.Add(
                Remarked(
                    new(
                        new(key, new(span.Start, span.Start + name.Length)),
                        convention.RoleOf(key),
                        ReadValue(content, place),
                        text.FullLineSpan(i)
                    ),
                    convention
                )
            );
        }

        Finish();
        return fields.ToImmutable();

        void Finish()
        {
            if (value is not null)
                fields[^1] = fields[^1] with { Value = fields[^1].Value with { Value = value.ToString() } };
            value = null;
        }
    }

    /// <summary>The field in a line of which nothing but <c>Name: value</c> is asked; null where it is none.</summary>
    internal static Field? PlainField(SourceText text, int at, Convention convention)
    {
        var content = text.Content;
        var line = Trimmed(content, text.LineSpan(at));
        var colon = FindColon(content.AsSpan(line.Start, line.Length));
        if (colon < 0)
            return null;
        var name = content[line.Start..(line.Start + colon)].TrimEnd();
        var value = Trimmed(content, line with { Start = line.Start + colon + 1 });
        return Remarked(
            new(
                new(name, new(line.Start, line.Start + name.Length)),
                convention.RoleOf(name),
                new(content[value.Start..value.End], value),
                text.FullLineSpan(at)
            ),
            convention
        );
    }

    // The colon that ends a key is followed by a blank or nothing.
    private static int FindColon(ReadOnlySpan<char> line)
    {
        for (var i = 1; i < line.Length; i++)
        {
            if (line[i] == ':' && (i + 1 == line.Length || line[i + 1] is ' ' or '\t'))
                return i;
        }

        return -1;
    }

    // An indented or listed line goes on with the field above it: the value becomes the list of what the lines hold.
    private static Field Continue(Field field, StringBuilder value, ReadOnlySpan<char> line, TextSpan span, int end)
    {
        var item = line.Trim();
        if (item.Length > 1 && item[0] == '-' && item[1] is ' ')
            item = item[1..].TrimStart();
        if (value.Length <= LongestLead && Lead().IsMatch(value.ToString()))
            value.Clear();
        else
            value.Append(", ");
        value.Append(Unquoted(item.ToString()));
        var start = field.Value.Span.IsEmpty ? span.Start + line.Length - line.TrimStart().Length : field.Value.Span.Start;
        return field with
        {
            Value = field.Value with { Span = new(start, span.Start + line.TrimEnd().Length) },
            Line = field.Line with { End = end },
        };
    }

    private static Located<string> ReadValue(string content, TextSpan span)
    {
        var value = content[span.Start..span.End];
        if (value.Length > 0 && value[0] is '"' or '\'')
            return ReadQuoted(value, span);

        var comment =
            value.StartsWith('#') ? 0
            : Comment().Match(value) is { Success: true } match ? match.Index
            : -1;
        if (comment >= 0)
        {
            span = Trimmed(content, span with { End = span.Start + comment });
            value = content[span.Start..span.End];
        }

        return new(value == "-" || IsNull(value) ? "" : value, span);
    }

    // YAML 1.2.2, 7.3: within double quotes a backslash stands before what would end the text, within single ones a quote is written twice.
    private static Located<string> ReadQuoted(string value, TextSpan span)
    {
        var text = new StringBuilder();
        for (var i = 1; i < value.Length; i++)
        {
            var isEscape =
                i + 1 < value.Length
                && (value[0] == '"' ? value[i] == '\\' && value[i + 1] is '"' or '\\' : value[i] == '\'' && value[i + 1] == '\'');
            if (isEscape)
                i++;
            else if (value[i] == value[0])
                return new(text.ToString(), span with { End = span.Start + i + 1 });
            text.Append(value[i]);
        }

        return new(text.ToString(), span);
    }

    // `superseded by [ADR-0005](0005-title.md)` is the status superseded, and says more than that.
    internal static Field Remarked(Field field, Convention convention)
    {
        if (
            field.Role != FieldRole.Status
            || convention.Knows(field.Value.Value)
            || Remark().Match(field.Value.Value) is not { Success: true } match
        )
            return field;
        var (status, place) = (match.Groups["status"].Value, field.Value.Span);
        // Quotes are around both.
        if (field.Value.Value.Length != place.Length)
            return field with { Value = new(status, place), Remark = place };
        var end = place.Start + status.Length;
        return field with
        {
            Value = new(status, place with { End = end }),
            Remark = place with { Start = place.Start + match.Groups["remark"].Index },
        };
    }

    private static string Unquoted(string value) =>
        value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;

    private static TextSpan Trimmed(string content, TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        while (end > start && content[end - 1] is ' ' or '\t')
            end--;
        if (start == end)
            return TextSpan.At(Math.Min(span.Start + 1, span.End));
        while (content[start] is ' ' or '\t')
            start++;
        return new(start, end);
    }

    // Those of `fields` that are more than plain lines are then as YAML has them.
    private static ImmutableArray<FrontMatterProblem> FindProblems(
        SourceText text,
        TextSpan content,
        Convention convention,
        ref ImmutableArray<Field> fields
    )
    {
        var problems = ImmutableArray.CreateBuilder<FrontMatterProblem>();
        var yaml = text.Slice(content).ToCharArray();
        var unread = new List<Field>();
        var isPlain = true;
        foreach (var field in fields)
        {
            if (field.IsEmpty && !field.Value.Span.IsEmpty && yaml[field.Value.Span.Start - content.Start] == '-')
            {
                problems.Add(new(FrontMatterProblemKind.LoneDash, field.Value.Span, field.Name.Value));
                Blank(yaml, field.Value.Span.Shifted(-content.Start));
                unread.Add(field);
                continue;
            }

            isPlain &= IsPlain(text, field);
        }

        if (fields.Length == 0 && !new string(yaml).All(char.IsWhiteSpace))
            isPlain = false;
        if (!isPlain && Judge(text, content, yaml, fields, unread, problems) is { } parts)
        {
            var kept = unread.Select(field => field.Name.Span.Start).ToHashSet();
            fields =
            [
                .. ReadFields(text, content, parts, convention)
                    .Where(field => !kept.Contains(field.Name.Span.Start))
                    .Concat(unread)
                    .OrderBy(field => field.Name.Span.Start),
            ];
        }

        // There is one problem for a line. Those of the reader are few.
        var names = new HashSet<string>(StringComparer.Ordinal);
        var judged = problems.Where(problem => problem.Kind == FrontMatterProblemKind.NotYaml).ToList();
        foreach (var field in fields)
        {
            // Words without a colon are no key.
            if (names.Add(field.Name.Value) || !text.Slice(field.Line).Contains(':'))
                continue;
            foreach (var problem in judged.Where(problem => field.Line.Contains(problem.Span)))
                problems.Remove(problem);
            problems.Add(new(FrontMatterProblemKind.DuplicateKey, field.Name.Span, field.Name.Value));
        }

        return [.. problems.OrderBy(problem => problem.Span.Start)];
    }

    // Nearly every real block is a handful of `Name: words` lines, which are YAML beyond doubt. Not asking saves each start of the server
    // the time to load and compile the YAML reader.
    private static bool IsPlain(SourceText text, Field field)
    {
        var line = text.Slice(field.Line).AsSpan().TrimEnd(" \t\r\n");
        return PlainField().IsMatch(line)
            && !line[(field.Name.Span.Length + 1)..].Contains(": ", StringComparison.Ordinal)
            && line[^1] != '\t';
    }

    // The parts of the block, without the lines that are not YAML: their fields go to `unread`. Null where nothing can be read.
    private static List<YamlPart>? Judge(
        SourceText text,
        TextSpan content,
        char[] yaml,
        ImmutableArray<Field> fields,
        List<Field> unread,
        ImmutableArray<FrontMatterProblem>.Builder problems
    )
    {
        // The reader stops at the first line it does not accept, which need not be the one that is wrong: words without a colon, or a quote
        // that nothing closes, take the lines below with them. So a field that is none by itself is reported and blanked first, and without
        // one the line at which the reader stopped; and the rest is judged again.
        using var broken = fields.Where(field => !unread.Contains(field) && !IsFieldAlone(text.Slice(field.Line))).GetEnumerator();
        for (var tries = 0; ; tries++)
        {
            var parts = YamlReader.Read(new string(yaml), MaxDepth, out var mistake);
            if (mistake is null)
            {
                if (IsMapping(parts))
                    return parts;
                problems.Add(new(FrontMatterProblemKind.NotMapping, text.LineSpan(text.LineAt(content.Start)), ""));
                return null;
            }

            var alone = broken.MoveNext() ? broken.Current : null;
            var line = text.LineAt(alone?.Line.Start ?? Math.Min(content.Start + mistake.Offset, Math.Max(content.Start, content.End - 1)));
            var field = alone ?? fields.LastOrDefault(field => text.LineAt(field.Line.Start) <= line);
            var span = field?.Line ?? text.FullLineSpan(line);
            if (span.Start < content.Start)
                return null;
            var place = field is { IsEmpty: false } ? field.Value.Span : Trimmed(text.Content, text.LineSpan(line));
            if (tries == MaxProblems)
            {
                problems.Add(new(FrontMatterProblemKind.TooMany, place, ""));
                return null;
            }

            if (!problems.Any(problem => span.Contains(problem.Span)))
                problems.Add(new(FrontMatterProblemKind.NotYaml, place, mistake.Words));
            if (field is not null && !unread.Contains(field))
                unread.Add(field);
            Blank(yaml, span.Shifted(-content.Start));
        }
    }

    private static bool IsFieldAlone(string lines) =>
        YamlReader.Read(lines, MaxDepth, out var mistake) is var parts && mistake is null && IsMapping(parts);

    // The names and values of the block's mapping.
    private static List<Field> ReadFields(SourceText text, TextSpan content, List<YamlPart> parts, Convention convention)
    {
        var fields = new List<Field>();
        var anchors = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = parts.FindIndex(part => part.Event is MappingStart) + 1;
        if (at == 0)
            return fields;
        while (parts[at].Event is not MappingEnd)
        {
            var key = parts[at];
            var name = ReadNode(parts, ref at, anchors, out var nameSpan);
            var value = ReadNode(parts, ref at, anchors, out var valueSpan);
            // A name that is itself a list or a mapping, or says nothing, is not a field.
            if (key.Event is not Scalar || nameSpan.IsEmpty || name.Length == 0)
                continue;
            nameSpan = WithoutProperties(text.Content, nameSpan.Shifted(content.Start));
            // Nor is one over several lines, after a question mark, or one that a tag has taken in.
            if (nameSpan.IsEmpty || text.LineAt(nameSpan.Start) != text.LineAt(nameSpan.End))
                continue;
            var place = WithoutProperties(text.Content, valueSpan.Shifted(content.Start));
            if (place.IsEmpty)
                place = BehindColon(text, nameSpan, content.End);
            var line = text.FullLineSpan(text.LineAt(nameSpan.Start)) with
            {
                End = text.FullLineSpan(text.LineAt(Math.Max(nameSpan.End, place.End))).End,
            };
            fields.Add(Remarked(new(new(name, nameSpan), convention.RoleOf(name), new(value.Trim(), place), line), convention));
        }

        return fields;
    }

    // A node as one text: the items of a list with commas between, what an alias stands for. Its place ends with its last character.
    private static string ReadNode(List<YamlPart> parts, ref int at, Dictionary<string, string> anchors, out TextSpan span)
    {
        var (first, place) = parts[at++];
        span = place;
        string value;
        switch (first)
        {
            case Scalar scalar:
                value = scalar.Style == YamlDotNet.Core.ScalarStyle.Plain && IsNull(scalar.Value) ? "" : scalar.Value;
                break;
            case AnchorAlias alias:
                return anchors.GetValueOrDefault(alias.Value.Value, "");
            case MappingStart or SequenceStart:
                var items = new List<string>();
                var end = place.End;
                while (parts[at].Event is not (MappingEnd or SequenceEnd))
                {
                    var item = ReadNode(parts, ref at, anchors, out var inner);
                    end = Math.Max(end, inner.End);
                    if (first is MappingStart)
                    {
                        item = $"{item}: {ReadNode(parts, ref at, anchors, out inner)}";
                        end = Math.Max(end, inner.End);
                    }

                    items.Add(item);
                }

                // For the reader a list in brackets ends in front of the last one, and another where the next line begins.
                var isFlow = first is MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow };
                span = place with { End = isFlow ? parts[at].Span.Start + 1 : end };
                at++;
                value = string.Join(", ", items);
                break;
            default:
                return "";
        }

        if (first is NodeEvent { Anchor: { IsEmpty: false } anchor } && value.Length <= LongestAnchored)
            anchors[anchor.Value] = value;
        return value;
    }

    // YAML 1.2.2, 6.9: an anchor and a tag in front of a node are no part of what it says. A text block ends with the line end, or several.
    private static TextSpan WithoutProperties(string content, TextSpan span)
    {
        var (start, end) = span;
        while (end > start && IsWhiteSpace(content[end - 1]))
            end--;
        while (start < end && content[start] is '&' or '!')
        {
            while (start < end && !IsWhiteSpace(content[start]))
                start++;
            while (start < end && IsWhiteSpace(content[start]))
                start++;
        }

        return new(start, end);

        // To YAML, other blanks are characters like any other (YAML 1.2.2, 5.5).
        static bool IsWhiteSpace(char c) => c is ' ' or '\t' or '\r' or '\n';
    }

    private static TextSpan BehindColon(SourceText text, TextSpan name, int end)
    {
        var line = text.LineSpan(text.LineAt(name.End));
        var colon = text.Content.AsSpan(name.End, Math.Max(0, Math.Min(line.End, end) - name.End)).IndexOf(':');
        if (colon < 0)
            return TextSpan.At(name.End);
        var at = name.End + colon + 1;
        return TextSpan.At(at < line.End && text.Content[at] is ' ' or '\t' ? at + 1 : at);
    }

    // YAML 1.2.2, 10.3.2
    private static bool IsNull(string value) => value is "~" or "null" or "Null" or "NULL";

    // A block without a field is an empty scalar for the reader, or nothing; that is not wrong.
    private static bool IsMapping(List<YamlPart> parts) =>
        parts.Select(part => part.Event).FirstOrDefault(part => part is NodeEvent) switch
        {
            Scalar scalar => scalar.Value.Length == 0,
            MappingStart or null => true,
            _ => false,
        };

    private static void Blank(char[] characters, TextSpan span)
    {
        for (var i = Math.Max(0, span.Start); i < Math.Min(span.End, characters.Length); i++)
        {
            if (characters[i] is not ('\r' or '\n'))
                characters[i] = ' ';
        }
    }

    // What can follow a blank line in a YAML mapping: another key, or more of the last one. `# ` may be a heading or a comment.
    [GeneratedRegex(@"^(?:[ \t-]|[\w""'][^:]*:(?:\s|$))")]
    private static partial Regex YamlLine();

    [GeneratedRegex(@"^[A-Za-z][\w-]*:(?:\s|$)")]
    private static partial Regex KeyLine();

    // What may stand in front of a value on lines of its own: an anchor, the sign of a text block.
    [GeneratedRegex(@"^(?:&\S+\s*)?(?:[|>][-+0-9]*)?$")]
    private static partial Regex Lead();

    // YAML 1.2.2, 6.6
    [GeneratedRegex(@"[ \t]#")]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"^(?<status>\p{L}[\p{L}-]*(?:\s+\p{L}[\p{L}-]*)??)(?:\s+(?<remark>(?:by|with)\s+\S.*|\([^()]*\))|(?<remark>[,;]\s+(?:\d\S*|\S+\s.*)))$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Remark();

    [GeneratedRegex(@"^[A-Za-z][\w-]*(?:[ ]?:.*)?\s*$")]
    private static partial Regex FieldLine();

    [GeneratedRegex(@"^[A-Za-z][\w-]*:(?:[ ]+[\p{L}\p{Nd}](?:(?!\s#)[^\r\n])*)?(?<!:)$|^[A-Za-z][\w-]*:$")]
    private static partial Regex PlainField();
}
