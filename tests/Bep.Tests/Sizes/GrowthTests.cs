namespace Bep.Tests.Sizes;

/// <summary>
/// However much there is of anything, twice as much takes about twice the work. Work is counted, not timed: see
/// <see cref="CountedAssemblies"/>.
/// </summary>
public sealed class GrowthTests(GrowthTests.Counted counted) : IClassFixture<GrowthTests.Counted>
{
    // From n to 2n to 4n, what is linear grows by 1 and then by 2, what is quadratic by 3 and then by 12: four times as much. Sorting lies
    // a little above 2, and so does what grows by whole lines of tens or hundreds.
    private const double MostGrowth = 3;

    // What takes less at the largest size says nothing. Nor does what grows by less than a quarter of what it takes to begin with.
    private const long Least = 30_000;

    public static TheoryData<Sized> All() => new(Sized.All);

    [Theory]
    [MemberData(nameof(All), DisableDiscoveryEnumeration = true)]
    public void Twice_as_much_takes_twice_the_work(Sized sized)
    {
        // What is done once, such as building a table of all rules, is done before.
        counted.WorkOf(sized, 1);
        var (one, two, four) = (
            counted.WorkOf(sized, sized.Size),
            counted.WorkOf(sized, 2 * sized.Size),
            counted.WorkOf(sized, 4 * sized.Size)
        );
        var steep =
            from stage in Stages.Names.Index()
            let growth = (double)(four[stage.Index] - two[stage.Index])
                / Math.Max(two[stage.Index] - one[stage.Index], one[stage.Index] / 4)
            where four[stage.Index] > Least && growth > MostGrowth
            select $"{stage.Item}: {one[stage.Index]:n0}, {two[stage.Index]:n0}, {four[stage.Index]:n0}";
        Assert.True(!steep.Any(), $"{sized.Name}, {sized.Size} and two and four times as many: {string.Join("; ", steep)}");
    }

    [Theory]
    [InlineData("f{i}: -")]
    [InlineData("Status: Draft")]
    [InlineData(" See BEP-1001 or BEP 1001.")]
    public void Twice_as_many_safe_fixes_take_twice_the_work(string line)
    {
        counted.WorkOfFixes(line, 1);
        var (one, two, four) = (counted.WorkOfFixes(line, 200), counted.WorkOfFixes(line, 400), counted.WorkOfFixes(line, 800));
        Assert.Equal([200, 400, 800], [one.Fixes, two.Fixes, four.Fixes]);
        Assert.True(four.Work - two.Work < MostGrowth * (two.Work - one.Work), $"{line}: {one.Work:n0}, {two.Work:n0}, {four.Work:n0}");
    }

    [Theory]
    [InlineData("A lam", "A lamp")]
    [InlineData("After BEP-1", "After BEP-10")]
    [InlineData("After BEP-100", "After BEP-1002")]
    [InlineData("After [it](BEP-1", "After [it](BEP-10")]
    [InlineData("After [it](BEP-1002-b.m)", "After [it](BEP-1002-b.md)")]
    [InlineData("After [it](BEP-1002-a.m)", "After [it](BEP-1002-a.md)")]
    [InlineData("After [it](BEP-1002-a.md#)", "After [it](BEP-1002-a.md#a)")]
    [InlineData("## Lamp\n\nThey.", "## Lamps\n\nThey.")]
    [InlineData("<!-- bep-ignore broken-link: soo", "<!-- bep-ignore broken-link: soon -->\n[a](a.md)")]
    public void A_key_takes_the_same_work_among_any_number_of_documents(string before, string after)
    {
        // What is done once, such as building a table of all rules, is done before.
        counted.WorkOfKey(before, after, 2);
        var (few, many) = (counted.WorkOfKey(before, after, 50), counted.WorkOfKey(before, after, 800));
        // Finding one among so many takes a few more steps.
        Assert.True(many < few * 1.2, $"{few:n0} among 50, {many:n0} among 800");
    }

    /// <summary>The counted copy, made once.</summary>
    public sealed class Counted
    {
        private readonly CountedAssemblies _assemblies = new();

        /// <summary>See <see cref="Work.OfFixes"/>.</summary>
        public (long Work, long Fixes) WorkOfFixes(string line, int size) =>
            (long[])_assemblies.Call(typeof(Work), nameof(Work.OfFixes), line, size) is [var work, var fixes] ? (work, fixes) : default;

        /// <summary>See <see cref="Work.OfKey"/>.</summary>
        public long WorkOfKey(string before, string after, int documents) =>
            (long)_assemblies.Call(typeof(Work), nameof(Work.OfKey), before, after, documents);

        /// <summary>See <see cref="Work.Of"/>.</summary>
        public long[] WorkOf(Sized sized, int size) => (long[])_assemblies.Call(typeof(Work), nameof(Work.Of), sized.Name, size);
    }
}
