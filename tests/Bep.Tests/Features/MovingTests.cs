using Bep.Analysis.Edits;
using Bep.Analysis.Notation;

namespace Bep.Tests.Features;

/// <summary>Links that follow files.</summary>
public sealed class MovingTests
{
    private const string Series = """
        -- proposals/README.md --
        [a](BEP-1000-a.md) [b](./BEP-1000-a.md#x) [c](/proposals/BEP-1000-a.md) [d](<BEP-1000/big picture.png>) [e](BEP-1000/) [f](BEP-1000)
        <img src="BEP-1000/big%20picture.png"> [gone](BEP-1000/gone.md)
        -- proposals/BEP-1000-a.md --
        [self](#x) [me](BEP-1000-a.md) [b](BEP-1000/b.md) [out](../notes.md) [gone](gone.md) [web](https://example.com/BEP-1000-a.md)
        -- proposals/BEP-1000/b.md --
        [up](../BEP-1000-a.md) [picture](big%20picture.png) [down](deep/c.md) [한글](%ED%95%9C.md)
        -- proposals/BEP-1000/big picture.png --
        -- proposals/BEP-1000/deep/c.md --
        [up](../b.md)
        -- proposals/BEP-1000/한.md --
        -- notes.md --
        [a](proposals/BEP-1000-a.md)

        """;

    [Fact]
    public void Links_follow_a_file_to_another_name() =>
        Expect.Moved(
            Series,
            "proposals/BEP-1000-a.md",
            "proposals/BEP-1000-an a.md",
            """
            -- notes.md --
            [a](proposals/BEP-1000-an%20a.md)
            -- proposals/BEP-1000-an a.md --
            [self](#x) [me](BEP-1000-an%20a.md) [b](BEP-1000/b.md) [out](../notes.md) [gone](gone.md) [web](https://example.com/BEP-1000-a.md)
            -- proposals/BEP-1000/b.md --
            [up](../BEP-1000-an%20a.md) [picture](big%20picture.png) [down](deep/c.md) [한글](%ED%95%9C.md)
            -- proposals/README.md --
            [a](BEP-1000-an%20a.md) [b](./BEP-1000-an%20a.md#x) [c](/proposals/BEP-1000-an%20a.md) [d](<BEP-1000/big picture.png>) [e](BEP-1000/) [f](BEP-1000)
            <img src="BEP-1000/big%20picture.png"> [gone](BEP-1000/gone.md)
            """
        );

    [Fact]
    public void Links_of_a_file_stay_right_in_another_folder() =>
        Expect.Moved(
            Series,
            "proposals/BEP-1000-a.md",
            "proposals/old/a.md",
            """
            -- notes.md --
            [a](proposals/old/a.md)
            -- proposals/BEP-1000/b.md --
            [up](../old/a.md) [picture](big%20picture.png) [down](deep/c.md) [한글](%ED%95%9C.md)
            -- proposals/README.md --
            [a](old/a.md) [b](./old/a.md#x) [c](/proposals/old/a.md) [d](<BEP-1000/big picture.png>) [e](BEP-1000/) [f](BEP-1000)
            <img src="BEP-1000/big%20picture.png"> [gone](BEP-1000/gone.md)
            -- proposals/old/a.md --
            [self](#x) [me](a.md) [b](../BEP-1000/b.md) [out](../../notes.md) [gone](gone.md) [web](https://example.com/BEP-1000-a.md)
            """
        );

    [Fact]
    public void A_folder_takes_its_links_along_and_those_inside_stay_as_they_are() =>
        Expect.Moved(
            Series,
            "proposals/BEP-1000",
            "assets/x/1000",
            """
            -- assets/x/1000/b.md --
            [up](../../../proposals/BEP-1000-a.md) [picture](big%20picture.png) [down](deep/c.md) [한글](%ED%95%9C.md)
            -- assets/x/1000/deep/c.md --
            [up](../b.md)
            -- assets/x/1000/한.md --
            -- proposals/BEP-1000-a.md --
            [self](#x) [me](BEP-1000-a.md) [b](../assets/x/1000/b.md) [out](../notes.md) [gone](gone.md) [web](https://example.com/BEP-1000-a.md)
            -- proposals/README.md --
            [a](BEP-1000-a.md) [b](./BEP-1000-a.md#x) [c](/proposals/BEP-1000-a.md) [d](<../assets/x/1000/big picture.png>) [e](../assets/x/1000/) [f](../assets/x/1000)
            <img src="../assets/x/1000/big%20picture.png"> [gone](../assets/x/1000/gone.md)
            """
        );

    [Fact]
    public void A_part_is_escaped_as_its_author_escaped_it() =>
        Expect.Moved(
            Series,
            "proposals/BEP-1000/한.md",
            "proposals/BEP-1000/글.md",
            """
            -- proposals/BEP-1000/b.md --
            [up](../BEP-1000-a.md) [picture](big%20picture.png) [down](deep/c.md) [한글](%EA%B8%80.md)
            -- proposals/BEP-1000/글.md --
            """
        );

    private const string Numbered = """
        -- README.md --
        | Number | Title |
        |--|--|
        | [1000](BEP-1000-a.md) | A |
        | 1001 | B |
        -- BEP-1000-a.md --
        # BEP-1000: A
        ![x](BEP-1000/x.png)
        -- BEP-1000/x.png --

        """;

    [Fact]
    public void A_file_that_gets_another_number_is_renumbered() =>
        Expect.Followed(
            Numbered,
            [new("BEP-1000-a.md", "BEP-1005-b.md")],
            """
            -- BEP-1000-a.md --
            # BEP-1005: A
            ![x](BEP-1005/x.png)
            -- README.md --
            | Number | Title |
            |--|--|
            | 1001 | B |
            | [1005](BEP-1005-b.md) | A |
            """,
            "rename BEP-1000 to BEP-1005"
        );

    [Fact]
    public void With_its_directory_it_is_renumbered_as_the_author_does_it() =>
        Expect.Followed(
            Numbered,
            [new("BEP-1000-a.md", "BEP-1005-a.md"), new("BEP-1000", "BEP-1005-x")],
            """
            -- BEP-1000-a.md --
            # BEP-1005: A
            ![x](BEP-1005-x/x.png)
            -- README.md --
            | Number | Title |
            |--|--|
            | 1001 | B |
            | [1005](BEP-1005-a.md) | A |
            """
        );

    [Fact]
    public void A_number_that_is_taken_only_moves_the_links() =>
        Expect.Followed(
            Numbered,
            [new("BEP-1000-a.md", "BEP-1001-a.md")],
            """
            -- README.md --
            | Number | Title |
            |--|--|
            | [1000](BEP-1001-a.md) | A |
            | 1001 | B |
            """
        );

    [Theory]
    [InlineData("BEP-1000-a.md", "| 1000 | A |")]
    [InlineData("BEP-1000", "| [1000](BEP-1000-a.md) | A |")]
    [InlineData("README.md", "| [1000](BEP-1000-a.md) | A |")]
    public void A_row_does_not_link_what_is_deleted(string deleted, string row)
    {
        var series = Fixture.Read(Numbered).ToSeries();
        var after = series.Apply(Moving.Unlink(series, [deleted]));
        Assert.Contains($"\n{row}\n", after.RegistryDocument.Text.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_move_there_and_back_leaves_every_link_where_it_led()
    {
        var series = Fixture.Read(Series).ToSeries();
        foreach (var path in series.Files.Paths.Where(path => path.Length > 0).Order(StringComparer.Ordinal))
        {
            foreach (var to in (string[])["proposals/x y.md", "z/(1).md", "proposals/BEP-1000-x/deeper/한글.md", "top.md"])
            {
                if (to.StartsWith(path + "/", StringComparison.Ordinal))
                    continue;
                var there = series.Apply(Moving.Of(series, path, to));
                var back = there.Apply(Moving.Of(there, to, path));
                foreach (var document in series.DocumentsAndMessages)
                {
                    Assert.Equal(
                        document.Links.Select(link => link.Path).Where(target => target is null || series.Exists(target)),
                        back.Find(document.Path)!.Links.Select(link => link.Path).Where(target => target is null || series.Exists(target))
                    );
                    var isMoved = document.Path == path || document.Path.StartsWith(path + "/", StringComparison.Ordinal);
                    Assert.Equal(
                        document.Links.Count(link => link.Path is { } target && series.Exists(target)),
                        there
                            .Find(isMoved ? to + document.Path[path.Length..] : document.Path)!
                            .Links.Count(link => link.Path is { } target && there.Exists(target))
                    );
                }
            }
        }
    }
}
