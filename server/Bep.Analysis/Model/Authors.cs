using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>Somebody who is named as an author.</summary>
/// <param name="Name">The name, without marks around it; the first half of the address where there is only that.</param>
/// <param name="Email">The address; null where none is given.</param>
internal sealed record Author(string Name, string? Email)
{
    /// <summary>The name of the account on a forge, <c>apark</c> of <c>Ada Park (@apark)</c>; null where none is given.</summary>
    public string? Handle { get; init; }

    /// <summary>True where nothing but the account is given: whose it is, is not said.</summary>
    public bool IsHandle => Name.StartsWith('@');

    /// <summary>As a front matter names an author: <c>Full Name (email)</c>.</summary>
    public override string ToString() => Email is null ? Name : $"{Name} ({Email})";

    /// <summary>The same in <paramref name="form"/>.</summary>
    public string Write(AuthorForm form) =>
        form == AuthorForm.Email || IsHandle
            ? ToString()
            : string.Concat(Name, Handle is null ? "" : $" (@{Handle})", Email is null ? "" : $" <{Email}>");
}

/// <summary>Whether two names are one person's.</summary>
internal enum Likeness
{
    /// <summary>Certainly: spaces, hyphens, letter case and the order of the words aside, they are equal.</summary>
    Same,

    /// <summary>Perhaps: another spelling, another script, a part of the name.</summary>
    Near,

    /// <summary>No.</summary>
    Other,
}

/// <summary>
/// Reads authors out of whatever people write: <c>Full Name (email)</c>, <c>Name &lt;email&gt;</c>, bare names, links; one or several.
/// </summary>
internal static partial class Authors
{
    // What separates two authors, outside brackets.
    private static readonly string[] s_separators = [",", ";", "、", " and ", " & ", " / ", " · ", " + "];

    private static readonly HashSet<string> s_nobody = new(StringComparer.OrdinalIgnoreCase)
    {
        "TBD",
        "TBA",
        "N/A",
        "NA",
        "None",
        "Nobody",
        "Unknown",
        "TODO",
    };

    /// <summary>No list of names is longer, and on a longer text a pattern takes long to find that it is none.</summary>
    public const int LongestList = 4000;

    /// <summary>What stands in the author's cell of a proposal that nobody has taken up.</summary>
    public const string Nobody = "-";

    /// <summary>
    /// The names of <c>Full Name (email), Other Name (email)</c>, as the registry lists them; <see cref="Nobody"/> where there are none.
    /// </summary>
    public static string NamesOf(string? authors) =>
        string.Join(", ", Read(authors).Select(author => author.Name)) is { Length: > 0 } names ? names : Nobody;

    /// <summary>The authors that <paramref name="text"/> names; none for a dash and its like.</summary>
    public static ImmutableArray<Author> Read(string? text)
    {
        var authors = ImmutableArray.CreateBuilder<Author>();
        var rest = Others().Replace(Unlisted(text ?? ""), "");
        for (int i = 0, start = 0, depth = 0; i <= rest.Length; i++)
        {
            if (i < rest.Length && rest[i] is '(' or '<' or '[')
                depth++;
            if (i < rest.Length && rest[i] is ')' or '>' or ']')
                depth--;
            var separator =
                i == rest.Length ? ""
                : depth > 0 ? null
                : s_separators.FirstOrDefault(mark => rest.AsSpan(i).StartsWith(mark, StringComparison.Ordinal));
            if (separator is null)
                continue;
            if (ReadOne(rest[start..i]) is { } author)
                authors.Add(author);
            start = i + separator.Length;
            i = Math.Max(i, start - 1);
        }

        return authors.ToImmutable();
    }

    /// <summary>
    /// What a list in YAML's brackets holds, <c>["Ada Park", "Min Seo"]</c>, with commas between; every other text as it is.
    /// </summary>
    public static string Unlisted(string text) =>
        text is ['[', .. var items, ']'] && !items.Contains('[', StringComparison.Ordinal)
            ? items.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal)
            : text;

    /// <summary>True where <paramref name="text"/> names authors in <paramref name="form"/>, with commas between them.</summary>
    public static bool AreIn(AuthorForm form, string text) =>
        text.Length <= LongestList
        && (form == AuthorForm.Email ? WithEmail().IsMatch(text) : Separated(text).All(author => WithHandle().IsMatch(author)));

    // What commas outside brackets separate.
    private static IEnumerable<string> Separated(string text)
    {
        for (int i = 0, start = 0, depth = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is '(' or '<' or '[')
                depth++;
            if (i < text.Length && text[i] is ')' or '>' or ']')
                depth--;
            if (i < text.Length && (text[i] != ',' || depth > 0))
                continue;
            // One comma at the end is no author.
            if (i < text.Length || start == 0 || !string.IsNullOrWhiteSpace(text[start..i]))
                yield return text[start..i].Trim();
            start = i + 1;
        }
    }

    /// <summary>True where <paramref name="text"/> names some and speaks of others: <c>Ada Park et al.</c></summary>
    public static bool HasOthers(string? text) => text is not null && Others().IsMatch(text);

    /// <summary>Whether <paramref name="a"/> is <paramref name="b"/>.</summary>
    public static Likeness Compare(Author a, Author b)
    {
        var (letters, others) = (Letters(a.Name), Letters(b.Name));
        if (letters == others || (a.Email is not null && string.Equals(a.Email, b.Email, StringComparison.OrdinalIgnoreCase)))
            return Likeness.Same;
        if (a.Handle is { } handle && string.Equals(handle, b.Handle ?? b.Name, StringComparison.OrdinalIgnoreCase))
            return Likeness.Same;
        if (b.Handle is { } other && string.Equals(other, a.Name, StringComparison.OrdinalIgnoreCase))
            return Likeness.Same;
        if (IsAccount(a.Name, b.Email) || IsAccount(b.Name, a.Email))
            return Likeness.Same;
        var (words, otherWords) = (Words(a.Name), Words(b.Name));
        if (words.Order(StringComparer.Ordinal).SequenceEqual(otherWords.Order(StringComparer.Ordinal)))
            return Likeness.Same;
        return
            words.IsSubsetOf(otherWords)
            || otherWords.IsSubsetOf(words)
            || IsLatin(letters) != IsLatin(others)
            || (a.IsHandle != b.IsHandle && (a.IsHandle ? b : a).Handle is null)
            || DidYouMean.To(letters, [others]).Any()
            ? Likeness.Near
            : Likeness.Other;
    }

    private static Author? ReadOne(string text)
    {
        var email = Address().Match(text);
        var link = LinkText().Match(text);
        var name = link.Success ? link.Groups["text"].Value : text.Split('(', '<')[0];
        if (email.Success)
            name = name.Replace(email.Value, "", StringComparison.Ordinal);
        name = name.Trim(' ', '\t', '*', '_', '`', '~', '"', '\'', '.');
        if (name.Length == 0 && email.Success)
            name = email.Value.Split('@')[0];
        var handle = Handles().Match(text);
        return name.Any(char.IsLetter) && !s_nobody.Contains(name)
            ? new(name, email.Success ? email.Value : null) { Handle = handle.Success ? handle.Groups["handle"].Value : null }
            : null;
    }

    // `achimnol` and `@achimnol` for an address `achimnol@…`.
    private static bool IsAccount(string name, string? email) =>
        email is not null && string.Equals(name.TrimStart('@'), email.Split('@')[0], StringComparison.OrdinalIgnoreCase);

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static HashSet<string> Words(string name) =>
        [.. name.Split([' ', '.', '-'], StringSplitOptions.RemoveEmptyEntries).Select(Letters)];

    private static bool IsLatin(string letters) => letters.All(c => c < '\u0250');

    [GeneratedRegex(@"[^\s()<>\[\],;:]+@[^\s()<>\[\],;]+")]
    private static partial Regex Address();

    // A name, and after it brackets with an address in one of them.
    [GeneratedRegex(
        @"^(?:(?<author>[^(),;<>@]*\p{L}[^(),;<>@]*(?:\([^()@]*\)\s*)*\([^()@]*[^\s()@]+@[^\s()@]+\s*\)\s*(?:\([^()]*\)\s*)*)(?:,\s*|$))+$"
    )]
    private static partial Regex WithEmail();

    // An account; or a name, and after it brackets with an account, an address, or a link to a page of somebody's.
    [GeneratedRegex(
        @"^(?:@[\w.-]+|\[[^\[\]]+\]\([^\s()]+\)|[^(),;<>@]*\p{L}[^(),;<>@]*(?:\([^()@]*\)\s*)*(?:\(@[\w.-]+\)(?:\s*<[^\s<>@]+@[^\s<>@]+>)?|<[^\s<>@]+@[^\s<>@]+>)\s*(?:\([^()]*\)\s*)*)$",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex WithHandle();

    // `@apark`, or a page of somebody's: `https://example.com/apark`
    [GeneratedRegex(
        @"(?<![\w.])@(?<handle>[A-Za-z0-9][\w-]*)(?![\w.-]*@)|https?://[^/\s()<>]+/@?(?<handle>[A-Za-z0-9][\w-]*)/?(?=[)>\]\s]|$)"
    )]
    private static partial Regex Handles();

    [GeneratedRegex(@"^\s*\[(?<text>[^\]]*)\]")]
    private static partial Regex LinkText();

    // Each run of blanks and commas is looked at from its start alone.
    [GeneratedRegex(
        @"(?<![, ])[, ]+(?:et\.? al\b\.?|(?:and |& )?others\b|외(?: ?\d+)? ?[명인]?$)|(?:, *|(?<! ) *)(?:\.\.\.|…)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Others();
}
