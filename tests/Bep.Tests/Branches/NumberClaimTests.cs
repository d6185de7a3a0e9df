using Bep.Analysis.Model;

namespace Bep.Tests.Branches;

/// <summary>When two rows or documents on two branches are one proposal, and when they are two that want the same number.</summary>
public sealed class NumberClaimTests
{
    [Theory]
    // Titles that share their words, whatever stands between these.
    [InlineData("Quiet Hours", "Ada", "Quiet Hours", "Min", true)]
    [InlineData("Quiet Hours", "Ada", "QUIET, hours!", "Min", true)]
    [InlineData("Quiet Hours", "Ada", "BEP-1001: Quiet Hours", "Min", true)]
    [InlineData("The Hours of the Quiet", "Ada", "Quiet Hours for a Night", "Min", true)]
    [InlineData("Quiet Hours", "Ada", "Quiet Hours for Night Shifts and Storms", "Min", true)]
    [InlineData("Quiet Hours", "Ada", "Fog Horn", "Min", false)]
    [InlineData("The Lamp of the Tower", "Ada", "The Horn of the Harbour", "Min", false)]
    // One word is easily a part of another title.
    [InlineData("RBAC", "Ada", "Entity Querier for RBAC", "Min", false)]
    [InlineData("RBAC", "Ada", "Entity Querier for RBAC", "Ada", false)]
    [InlineData("RBAC", "Ada", "RBAC (detailed)", "Min", false)]
    [InlineData("RBAC", "Ada", "RBAC (detailed)", "Ada", true)]
    [InlineData("RBAC", "Ada", "rbac", "Min", true)]
    // Of several people, more than half of the shorter title; of one, nearly a third.
    [InlineData("One Two Three Four Five", "Ada", "One Two Three Six Seven", "Min", true)]
    [InlineData("One Two Three Four", "Ada", "One Two Five Six", "Min", false)]
    [InlineData("One Two Three Four", "Ada", "One Two Five Six", "Ada", true)]
    [InlineData("One Two Three", "Ada", "One Four Five", "ada (ada@example.com)", true)]
    [InlineData("One Two Three Four", "Ada", "One Five Six Seven", "Ada", false)]
    [InlineData("One Two Three", null, "One Four Five", null, false)]
    // Nobody is no author that two rows could share.
    [InlineData("One Two Three Four", "-", "One Two Five Six", "-", false)]
    [InlineData("One Two Three Four", "TBD", "One Two Five Six", "TBD", false)]
    [InlineData("One Two Three Four", "TBD", "One Two Five Six", null, false)]
    [InlineData("_(title)_", "-", "Quiet Hours", "-", false)]
    // A remark where the title is to be, or nothing: then it is its author's.
    [InlineData("_(title)_", "Ada", "Quiet Hours", "Ada", true)]
    [InlineData("_(title)_", "Ada", "Quiet Hours", "Min", false)]
    [InlineData("", "Ada", "Quiet Hours", "Ada", true)]
    [InlineData("**", "Ada", "Quiet Hours", "Min", false)]
    [InlineData("**Quiet** `Hours`", "Ada", "_Quiet Hours_", "Min", true)]
    [InlineData(null, null, "Quiet Hours", null, false)]
    [InlineData("한글 제목", "Ada", "한글 문서 제목", "Min", true)]
    public void Rows_are_one_proposal_where_their_titles_are_alike(
        string? title,
        string? author,
        string? other,
        string? otherAuthor,
        bool expected
    )
    {
        NumberClaim one = new(new(1001), title, author, null),
            two = new(new(1001), other, otherAuthor, null);
        Assert.Equal((expected, expected), (one.IsSameAs(two, Convention.Default), two.IsSameAs(one, Convention.Default)));
    }

    [Theory]
    // A document's name counts as its title does, and for more where it is the same.
    [InlineData("Quiet Hours", "BEP-1001-a.md", "Fog Horn", "BEP-1001-a.md", true, true)]
    [InlineData(null, "BEP-1001-quiet-hours.md", null, "BEP-1002-quiet-hours.md", true, true)]
    [InlineData(null, "BEP-1001-quiet-hours.md", "Quiet Hours", null, true, true)]
    [InlineData("Silence", "BEP-1001-quiet-hours.md", "Hours of the Quiet", "BEP-1001-noise.md", true, true)]
    [InlineData(null, "BEP-1001-quiet-hours.md", null, "BEP-1001-fog-horn.md", false, false)]
    [InlineData(null, "docs/quiet-hours.md", null, "docs/quiet-hours.md", false, false)]
    [InlineData(null, "BEP-1001.md", null, "BEP-1001.md", false, false)]
    // Surely the same only where three quarters are.
    [InlineData("One Two Three Four", null, "One Two Three Five", null, true, true)]
    [InlineData("One Two Three", null, "One Two Four", null, true, false)]
    [InlineData("", null, "", null, false, false)]
    public void A_documents_name_counts_too(string? title, string? path, string? other, string? otherPath, bool isSame, bool isSurelySame)
    {
        NumberClaim one = new(new(1001), title, "Ada", path),
            two = new(new(1001), other, "Min", otherPath);
        Assert.Equal((isSame, isSurelySame), (one.IsSameAs(two, Convention.Default), one.IsCertainlySameProposal(two, Convention.Default)));
        Assert.Equal((isSame, isSurelySame), (two.IsSameAs(one, Convention.Default), two.IsCertainlySameProposal(one, Convention.Default)));
    }

    [Theory]
    [InlineData("Quiet Hours", "docs/BEP-1001-a.md", "Quiet Hours")]
    [InlineData("", "docs/BEP-1001-a.md", "BEP-1001-a.md")]
    [InlineData(null, "docs/BEP-1001-a.md", "BEP-1001-a.md")]
    [InlineData(null, null, "")]
    public void It_is_called_by_its_title_or_its_file(string? title, string? path, string expected) =>
        Assert.Equal(expected, new NumberClaim(new(1001), title, null, path).Name);
}
