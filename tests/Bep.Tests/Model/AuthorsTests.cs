using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;

namespace Bep.Tests.Model;

/// <summary>Who a text names: what a row and a document call their authors is compared as people would.</summary>
public sealed class AuthorsTests
{
    private const string None = "",
        Hint = "Hint",
        Warning = "Warning";

    [Theory]
    // One person: letter case, hyphens, dots, the order of the words, marks around the name aside.
    [InlineData("Ada Park", "Ada Park (ada@example.com)", None)]
    [InlineData("ADA PARK", "Ada Park (ada@example.com)", None)]
    [InlineData("Park Ada", "Ada Park (ada@example.com)", None)]
    [InlineData("Ada-Park", "Ada Park (ada@example.com)", None)]
    [InlineData("**Ada Park**", "Ada Park (ada@example.com)", None)]
    [InlineData("[Ada Park](https://example.com/ada)", "Ada Park (ada@example.com)", None)]
    [InlineData("Ada Park <ADA@example.com>", "A. Somebody (ada@example.com)", None)]
    [InlineData("@ada", "Ada Park (ada@example.com)", None)]
    [InlineData("ada", "A. Somebody (ada@example.com)", None)]
    [InlineData("Ada Park a.park@example.org", "Ada Park (ada@example.com)", None)]
    // Perhaps one: a part of the name, another script, a slip of the keyboard.
    [InlineData("Ada", "Ada Park (a.park@example.com)", Hint)]
    [InlineData("Ada Maria Park", "Ada Park (ada@example.com)", Hint)]
    [InlineData("박에이다", "Ada Park (ada@example.com)", Hint)]
    [InlineData("Ravi 박", "Ada Park (ada@example.com)", Hint)]
    [InlineData("Ada Prak", "Ada Park (ada@example.com)", Hint)]
    [InlineData("Ada Park", "(ada@example.com)", Hint)]
    // Somebody else.
    [InlineData("Min Seo", "Ada Park (ada@example.com)", Warning)]
    [InlineData("Min Park", "Ada Park (ada@example.com)", Warning)]
    [InlineData("Min Seo <min@example.com>", "Ada Park (ada@example.com)", Warning)]
    // Several: in any order, with any mark between, each for one.
    [InlineData("Ada Park, Min Seo", "Min Seo (min@example.com), Ada Park (ada@example.com)", None)]
    [InlineData("Ada Park and Min Seo", "Ada Park (ada@example.com), Min Seo (min@example.com)", None)]
    [InlineData("Ada Park & Min Seo", "Ada Park (ada@example.com), Min Seo (min@example.com)", None)]
    [InlineData("Ada Park / Min Seo", "Ada Park (ada@example.com); Min Seo (min@example.com)", None)]
    [InlineData("Ada Park · Min Seo", "Ada Park (ada@example.com) + Min Seo (min@example.com)", None)]
    [InlineData("Ada Park、Min Seo", "Ada Park (ada@example.com), Min Seo (min@example.com)", None)]
    [InlineData("Ada Park, Min Seo", "[\"Ada Park\", 'Min Seo']", None)]
    [InlineData("Ada Park", "Ada Park (the lamps, and more; ada@example.com)", None)]
    [InlineData("Ada Park, Min Seo", "Ada Park (ada@example.com)", Warning)]
    [InlineData("Ada Park", "Ada Park (ada@example.com), Min Seo (min@example.com)", Warning)]
    [InlineData("Ada Park, Min", "Ada Park (ada@example.com), Min Seo (m@example.com)", Hint)]
    [InlineData("Ada Park, Ada Park", "Ada Park (ada@example.com), Min Seo (min@example.com)", Warning)]
    // Who names some and speaks of others means no less than all.
    [InlineData("Ada Park et al.", "Ada Park (ada@example.com), Min Seo (min@example.com)", None)]
    [InlineData("Ada Park and others", "Ada Park (ada@example.com), Min Seo (min@example.com)", None)]
    [InlineData("Ada Park, ...", "Ada Park (ada@example.com), Min Seo (min@example.com)", None)]
    [InlineData("Ada Park 외 2명", "Ada Park (ada@example.com), Min Seo (min@example.com)", None)]
    [InlineData("Ravi Menon et al.", "Ada Park (ada@example.com), Min Seo (min@example.com)", Warning)]
    // Nobody.
    [InlineData("Ada Park", "TBD", None)]
    [InlineData("Ada Park", "n/a", None)]
    [InlineData("Ada Park", "???", None)]
    public void A_row_and_a_document_name_the_same_people(string row, string field, string expected)
    {
        var finding = Compare(row, field);
        Assert.Equal(expected, finding?.Severity.ToString() ?? "");
    }

    [Theory]
    [InlineData("-")]
    [InlineData("")]
    [InlineData("TBD")]
    [InlineData("N/A")]
    public void A_row_may_name_nobody(string row) =>
        Assert.Equal(
            (Severity.Information, "Registry names no author, BEP-1001-a.md says Ada Park."),
            (Compare(row, "Ada Park (ada@example.com)")!.Severity, Compare(row, "Ada Park (ada@example.com)")!.Message.ToString())
        );

    [Theory]
    // Either side may be right; a front matter asks for addresses, which have to be known.
    [InlineData("Min Seo", "Ada Park (ada@example.com)", "Change the registry to Ada Park")]
    [InlineData("Ada Prak", "Ada Park (ada@example.com)", "Change the registry to Ada Park; Change BEP-1001-a.md to Ada Prak")]
    [InlineData("Ada Park, Min", "Min Seo (min@example.com)", "Change the registry to Min Seo; Change BEP-1001-a.md to Ada Park, Min")]
    [InlineData(
        "Ada Park et al.",
        "Min Seo (min@example.com), Ravi Menon (ravi@example.com)",
        "Change the registry to Min Seo, Ravi Menon"
    )]
    public void Either_side_is_offered_where_it_can_be_written(string row, string field, string expected) =>
        Assert.Equal(expected, string.Join("; ", Compare(row, field)!.Fixes.Select(fix => fix.Title)));

    private static Finding? Compare(string row, string field)
    {
        var series = Fixture
            .Read(
                $"-- README.md --\n| Number | Title | Author | Status |\n|--|--|--|--|\n| [1001](BEP-1001-a.md) | A | {row} | Draft |\n-- BEP-1001-a.md --\n---\nAuthor: {field}\n---\n# A\n"
            )
            .ToSeries();
        return RuleBook.Find("registry-author-mismatch")!.Check(series.RegistryDocument, series).SingleOrDefault();
    }
}
