using Bep.Analysis.Features;
using Bep.Analysis.Model;

namespace Bep.Tests.Features;

/// <summary>What a status means for a reader.</summary>
public sealed class StatusCategoryTests
{
    [Theory]
    [InlineData("Draft", StatusCategory.Draft)]
    [InlineData("Pre-Draft", StatusCategory.Draft)]
    [InlineData("in review", StatusCategory.Discussed)]
    [InlineData("Accepted (for 26.2)", StatusCategory.Accepted)]
    [InlineData("implementing", StatusCategory.Accepted)]
    [InlineData("Implemented", StatusCategory.Implemented)]
    [InlineData("Final", StatusCategory.Implemented)]
    [InlineData("Rejected", StatusCategory.Rejected)]
    [InlineData("On hold", StatusCategory.Withdrawn)]
    [InlineData("Superseded by BEP-1020", StatusCategory.Superseded)]
    [InlineData("obsolete", StatusCategory.Superseded)]
    // Words that nobody else uses are told by their place in the lifecycle.
    [InlineData("Seed", StatusCategory.Draft)]
    [InlineData("Sprout", StatusCategory.Discussed)]
    [InlineData("Harvest", StatusCategory.Implemented)]
    [InlineData("Weed", StatusCategory.Other)]
    [InlineData("", StatusCategory.Other)]
    public void A_status_is_known_by_its_word_or_its_place(string status, StatusCategory expected) =>
        Assert.Equal(
            expected,
            StatusCategories.Of(
                Convention.Default with
                {
                    Statuses = [new("Seed"), new("Sprout"), new("Harvest")],
                    SettledStatuses = ["Harvest"],
                },
                status
            )
        );
}
