using System.Text;

namespace Bep.Analysis.Model;

/// <summary>A number that a row or a document gives to a proposal, somewhere.</summary>
/// <param name="Number">The number.</param>
/// <param name="Title">The row's title, as text; null where there is only a document.</param>
/// <param name="Author">The row's authors; null where nobody is named.</param>
/// <param name="Path">The document, relative to the root; null where there is only a row.</param>
public sealed record NumberClaim(ProposalNumber Number, string? Title, string? Author, string? Path)
{
    // How much of the shorter name the other one shares. An author who rewords a title keeps less of it than two who happen to sound alike.
    private const double OfOneAuthor = 0.3,
        OfSeveral = 0.6,
        OfAnother = 0.75;

    // A name of fewer words is easily a part of another one, `RBAC` of `Entity Querier for RBAC`: then the other one counts.
    private const int ManyWords = 2,
        SurelyMany = 3;
    private const double OfFewWords = 0.5;

    // Words that any two titles share.
    private static readonly HashSet<string> s_common =
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
    ];

    /// <summary>
    /// What another branch's document says of itself; null where there is none, or it was not read, and of what is in the working tree.
    /// </summary>
    public DocumentFacts? Facts { get; init; }

    /// <summary>What people call the proposal: its title, else its file's name.</summary>
    public string Name =>
        Title is { Length: > 0 } title ? title
        : Path is { } path ? Paths.Name(path)
        : "";

    /// <summary>
    /// True where this is probably the same proposal as <paramref name="other"/> of the same number, under a reworded title perhaps: one
    /// file name, or names that share enough words. A name that nobody has thought of yet is its author's.
    /// </summary>
    public bool IsSameAs(NumberClaim other, Convention convention)
    {
        if (SlugOf(convention) is { Length: > 0 } slug && slug == other.SlugOf(convention))
            return true;
        // Two dashes are not one author.
        var (author, otherAuthor) = (Authors.NamesOf(Author), Authors.NamesOf(other.Author));
        var isOneAuthor = author != Authors.Nobody && author.Equals(otherAuthor, StringComparison.OrdinalIgnoreCase);
        return Likeness(other, convention, ManyWords) is { } likeness ? likeness >= (isOneAuthor ? OfOneAuthor : OfSeveral) : isOneAuthor;
    }

    /// <summary>True where this is certainly the same proposal as <paramref name="other"/> of another number.</summary>
    public bool IsCertainlySameProposal(NumberClaim other, Convention convention) =>
        (SlugOf(convention) is { Length: > 0 } slug && slug == other.SlugOf(convention))
        || Likeness(other, convention, SurelyMany) >= OfAnother;

    /// <summary>What two claims of one proposal share at least one of: words of their names, and those of their files as a whole.</summary>
    internal IEnumerable<string> WordsIn(Convention convention)
    {
        var words = NamesOf(convention).SelectMany(words => words);
        return (SlugOf(convention) is { Length: > 0 } slug ? words.Append($"/{slug}") : words).Distinct();
    }

    // Null where one of the two has no name.
    private double? Likeness(NumberClaim other, Convention convention, int many)
    {
        var pairs = from mine in NamesOf(convention) from theirs in other.NamesOf(convention) select Likeness(mine, theirs, many);
        return pairs.Cast<double?>().DefaultIfEmpty().Max();
    }

    private static double Likeness(HashSet<string> mine, HashSet<string> theirs, int many)
    {
        var (shared, fewest, most) = (mine.Count(theirs.Contains), Math.Min(mine.Count, theirs.Count), Math.Max(mine.Count, theirs.Count));
        if (fewest >= many)
            return (double)shared / fewest;
        var likeness = (double)shared / most;
        return likeness >= OfFewWords ? likeness : 0;
    }

    private IEnumerable<HashSet<string>> NamesOf(Convention convention)
    {
        // `_(title)_`: a remark where the title is to be.
        var title = convention.WithoutNumber(Title ?? "").Trim(' ', '*', '_', '`', '~');
        if (title is not ['(', .., ')'] && WordsOf(title) is { Count: > 0 } words)
            yield return words;
        if (SlugOf(convention) is { } slug && WordsOf(slug) is { Count: > 0 } named)
            yield return named;
    }

    /// <summary>The words of the document's name; null where there is none, or it has another kind of name.</summary>
    internal string? SlugOf(Convention convention) =>
        Path is { } path && convention.TryReadFileName(Paths.Name(path), out _, out var slug) ? slug : null;

    private static HashSet<string> WordsOf(string text)
    {
        var words = new HashSet<string>();
        var word = new StringBuilder();
        foreach (var c in text + " ")
        {
            if (char.IsLetterOrDigit(c))
                word.Append(char.ToLowerInvariant(c));
            else if (word.Length > 0)
            {
                if (!s_common.Contains(word.ToString()))
                    words.Add(word.ToString());
                word.Clear();
            }
        }

        return words;
    }
}
