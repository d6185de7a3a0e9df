using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;

namespace Bep.Analysis.Changes;

/// <summary>The title of a change as somebody wrote it.</summary>
/// <param name="Span">The line.</param>
/// <param name="Parts">What it says of each proposal; empty where it is not of the series' form.</param>
public sealed partial record WrittenTitle(TextSpan Span, ImmutableArray<TitlePart> Parts)
{
    /// <summary>
    /// The title in the first line of <paramref name="message"/>, if it is one that can be judged: in the process' own form a line that
    /// begins with the prefix, as a conventional commit one that is of that form and names a proposal. Null for anything else.
    /// </summary>
    public static WrittenTitle? Read(Convention convention, Document message) =>
        message.TitleLine is { } line ? Read(convention, message.Text.Slice(line), line.Start) : null;

    // Nobody reads a title of more.
    private const int MostParts = 100;

    /// <summary>The same of one line.</summary>
    public static WrittenTitle? Read(Convention convention, string line, int start = 0)
    {
        var text = line.TrimEnd();
        if (convention.ChangeForm.Type is { } type)
            return ReadConventional(convention, type, text, start);
        if (!text.StartsWith($"{convention.Prefix}-", StringComparison.Ordinal))
            return null;
        return new(new(start, start + text.Length), ReadParts(convention, text, start));
    }

    /// <summary>
    /// What a line that is nearly of the form says, as far as can be told: <c>BEP-1055: Change it</c>, <c>BEP-1055 [new] Quiet Hours</c>.
    /// </summary>
    public static (ImmutableArray<ProposalNumber> Numbers, string? Word, string Summary) Guess(Convention convention, string line)
    {
        var numbers = ImmutableArray.CreateBuilder<ProposalNumber>();
        var end = 0;
        foreach (var mention in PlainMentions.In(convention, line))
        {
            var between = line[end..mention.Span.Start];
            if (numbers.Count > 0 && between.Trim(' ', ',', '&').ToLowerInvariant() is not ("" or "and"))
                break;
            if (numbers.Count == 0 && mention.Span.Start > 0)
                break;
            numbers.Add(mention.Value);
            end = mention.Span.End;
        }

        var rest = line[end..];
        var match = NearlyVerb().Match(rest);
        var word = convention
            .ChangeVerbs.FirstOrDefault(verb =>
                match.Success && verb.Word.Equals(match.Groups["word"].Value, StringComparison.OrdinalIgnoreCase)
            )
            ?.Word;
        var summary = (word is null ? rest : rest[match.Length..]).TrimStart(' ', ':', '-', '–', '—').TrimEnd();
        return (numbers.ToImmutable(), word, summary);
    }

    /// <summary>
    /// The title <paramref name="line"/> with the scope, if there is one, that a conventional commit has in <paramref name="written"/>.
    /// </summary>
    public static string WithScopeOf(Convention convention, string line, string written) =>
        convention.ChangeForm.Type is not null
        && Conventional().Match(written) is { Success: true } kept
        && kept.Groups["scope"].Success
        && Conventional().Match(line) is { Success: true } head
            ? kept.Value + line[head.Length..]
            : line;

    // `BEP-1072, BEP-1073 (new), BEP-1055 (accept) and 2 more: summary`
    private static ImmutableArray<TitlePart> ReadParts(Convention convention, string text, int start)
    {
        var heads = new List<(Located<ProposalNumber> Number, Located<string>? Verb)>();
        for (var at = 0; ; )
        {
            if (!text.AsSpan(at).StartsWith($"{convention.Prefix}-"))
                return [];
            var digits = at + convention.Prefix.Length + 1;
            var end = digits + convention.DigitsIn(text.AsSpan(digits));
            if (end == digits)
                return [];
            var number = new Located<ProposalNumber>(new(int.Parse(text.AsSpan(digits..end))), new TextSpan(at, end).Shifted(start));
            Located<string>? verb = null;
            if (text.AsSpan(end).StartsWith(" (") && text.IndexOf(')', end) is >= 0 and var close)
            {
                verb = new(text[(end + 2)..close], new TextSpan(end + 2, close).Shifted(start));
                end = close + 1;
            }

            heads.Add((number, verb));
            if (heads.Count > MostParts)
                return [];
            if (text.AsSpan(end).StartsWith(", "))
            {
                at = end + 2;
                continue;
            }

            if (heads[^1].Verb is null || AndMore().Match(text, end) is not { Success: true } colon || colon.Index != end)
                return [];
            var summary = text[(end + colon.Length)..].TrimStart();
            if (summary.Length == 0)
                return [];
            var located = new Located<string>(summary, new TextSpan(text.Length - summary.Length, text.Length).Shifted(start));
            // A number without a verb has that of the next one.
            var parts = new TitlePart[heads.Count];
            for (var i = heads.Count - 1; i >= 0; i--)
                parts[i] = new(heads[i].Number, heads[i].Verb ?? parts[i + 1].Verb, located);
            return [.. parts];
        }
    }

    private static WrittenTitle? ReadConventional(Convention convention, string type, string text, int start)
    {
        if (
            Conventional().Match(text) is not { Success: true } match
            || !match.Groups["type"].Value.Equals(type, StringComparison.OrdinalIgnoreCase)
        )
            return null;
        var parts = ImmutableArray.CreateBuilder<TitlePart>();
        var from = match.Length;
        foreach (var mention in PlainMentions.In(convention, text))
        {
            // Each part begins with a verb and a number; what is named further on is prose.
            var before = text[Math.Min(from, mention.Span.Start)..mention.Span.Start];
            if (PartStart().Match(before) is not { Success: true } begins || (parts.Count == 0 && begins.Index > 0))
                continue;
            var word = begins.Groups["word"];
            var verb = new TextSpan(from + word.Index, from + word.Index + word.Length);
            if (parts.Count > 0)
                parts[^1] = parts[^1] with { Summary = Tail(parts[^1].Number.Span.End - start, from + begins.Index) };
            parts.Add(
                new(
                    new(mention.Value, mention.Span.Shifted(start)),
                    new(word.Value, verb.Shifted(start)),
                    Tail(mention.Span.End, text.Length)
                )
            );
            from = mention.Span.End;
        }

        return parts.Count == 0 ? null : new(new(start, start + text.Length), parts.ToImmutable());

        Located<string> Tail(int at, int end) => new(text[at..end], new TextSpan(at, end).Shifted(start));
    }

    [GeneratedRegex(@"\G(?: and \d+ more)?:(?= |$)")]
    private static partial Regex AndMore();

    [GeneratedRegex(@"^\s*[(\[:]?\s*(?<word>\w+)\s*[)\]]?\s*(?::|$)|^\s*[(\[]\s*(?<word>\w+)\s*[)\]]")]
    private static partial Regex NearlyVerb();

    [GeneratedRegex(@"^(?<type>[A-Za-z]+)(?<scope>\([^()]*\))?!?: ")]
    private static partial Regex Conventional();

    [GeneratedRegex(@"(?:^|, | and )(?<word>[\p{L}-]+) $")]
    private static partial Regex PartStart();
}

/// <summary>What the title of a change says of one proposal.</summary>
/// <param name="Number">The proposal.</param>
/// <param name="Verb">The verb, which several may share.</param>
/// <param name="Summary">What it says after verb and number; in the process' own form all share it.</param>
public sealed record TitlePart(Located<ProposalNumber> Number, Located<string> Verb, Located<string> Summary);
