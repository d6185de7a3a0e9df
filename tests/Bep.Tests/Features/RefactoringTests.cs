using Bep.Analysis.Edits;
using Bep.Analysis.Notation;

namespace Bep.Tests.Features;

/// <summary>What can be done where nothing is wrong.</summary>
public sealed class RefactoringTests
{
    private const string Lamps = """
        -- BEP-1000-lamps.md --
        # BEP-1000: Lamps
        See [below](#oil), [deep](#wick), [d][d], [mark](#m).
        ## O$0il
        Text BEP-1001, [up](#light), [it](BEP-1001-x.md#a), ![p](BEP-1000/p.png), [d], [gone](gone.md). <a id="m"></a>
        ### Wick
        [self](#wick) [oil](#oil)

        ## Light
        More.

        [d]: BEP-1001-x.md
        -- BEP-1001-x.md --
        # X
        [in](BEP-1000-lamps.md#wick) [oil](BEP-1000-lamps.md#oil)
        -- BEP-1000/p.png --

        """;

    [Fact]
    public void A_section_becomes_a_document_of_its_own_and_all_links_follow() =>
        Expect.Refactored(
            Lamps,
            "Move this section into a document of its own",
            """
            -- BEP-1000-lamps.md --
            # BEP-1000: Lamps
            See [below](#oil), [deep](BEP-1000/oil.md#wick), [d][d], [mark](BEP-1000/oil.md#m).
            ## Oil

            [Oil](BEP-1000/oil.md)

            ## Light
            More.

            [d]: BEP-1001-x.md
            -- BEP-1000/oil.md --
            # Oil

            Text BEP-1001, [up](../BEP-1000-lamps.md#light), [it](../BEP-1001-x.md#a), ![p](p.png), [d], [gone](gone.md). <a id="m"></a>
            ## Wick
            [self](#wick) [oil](../BEP-1000-lamps.md#oil)

            [d]: ../BEP-1001-x.md
            -- BEP-1001-x.md --
            # X
            [in](BEP-1000/oil.md#wick) [oil](BEP-1000-lamps.md#oil)
            """
        );

    [Fact]
    public void Pictures_of_several_sizes_follow() =>
        Expect.Refactored(
            """
            -- BEP-1000-lamps.md --
            # BEP-1000: Lamps
            ## O$0il
            <picture><source srcset="BEP-1000/a.png 1x, BEP-1000/b.png 2x" media="(min-width: 9em)"><img src='BEP-1000/a.png' srcset="BEP-1001/c.png, gone.png 3x"></picture>
            -- BEP-1000/a.png --
            -- BEP-1000/b.png --
            -- BEP-1001/c.png --

            """,
            "Move this section into a document of its own",
            """
            -- BEP-1000-lamps.md --
            # BEP-1000: Lamps
            ## Oil

            [Oil](BEP-1000/oil.md)
            -- BEP-1000/oil.md --
            # Oil

            <picture><source srcset="a.png 1x, b.png 2x" media="(min-width: 9em)"><img src='a.png' srcset="../BEP-1001/c.png, gone.png 3x"></picture>
            """
        );

    [Fact]
    public void A_series_that_says_to_tools_what_belongs_together_says_so_of_the_new_document() =>
        Expect.Refactored(
            """
            -- BEP-1000-lamps.md --
            <!-- context-for-ai
            type: master
            -->
            # BEP-1000: Lamps
            ## O$0il [x](BEP-1000-lamps.md)
            Text.
            """,
            "Move this section into a document of its own",
            """
            -- BEP-1000-lamps.md --
            <!-- context-for-ai
            type: master
            -->
            # BEP-1000: Lamps
            ## Oil [x](BEP-1000-lamps.md)

            [Oil x](BEP-1000-lamps/oil-x.md)
            -- BEP-1000-lamps/oil-x.md --
            <!-- context-for-ai
            type: detail-doc
            parent: BEP-1000 (Lamps)
            -->

            # Oil x

            Text.
            """
        );

    [Theory]
    [InlineData("detail-docs: [a.md]", "detail-docs: [a.md, oil-and-wick.md]")]
    [InlineData("detail-docs:\n  - a.md\ntype: b", "detail-docs:\n  - a.md\n  - oil-and-wick.md\ntype: b")]
    public void A_sub_document_is_created_and_linked_from_lists_and_comments(string context, string expected)
    {
        var series = Fixture
            .Read(
                $"-- BEP-1000-lamps.md --\n<!-- context-for-ai\n{context}\n-->\n# Lamps\n- [a](BEP-1000/a.md)\n\nMore.\n-- BEP-1000/a.md --\n# A\n"
            )
            .ToSeries();
        var (change, refusal) = SubDocuments.Create(series, series.Find("BEP-1000-lamps.md")!, " Oil and Wick ");
        Assert.Null(refusal);
        var after = series.Apply(change!);
        const string path = "BEP-1000/oil-and-wick.md";
        Assert.Equal(
            "<!-- context-for-ai\ntype: detail-doc\nparent: BEP-1000 (Lamps)\n-->\n\n# Oil and Wick\n\n",
            after.Find(path)!.Text.Content
        );
        Assert.Equal(
            $"<!-- context-for-ai\n{expected}\n-->\n# Lamps\n- [a](BEP-1000/a.md)\n- [Oil and Wick](BEP-1000/oil-and-wick.md)\n\nMore.\n",
            after.Find("BEP-1000-lamps.md")!.Text.Content
        );
    }

    [Theory]
    [InlineData(
        "## Why\n\nDark.\n\n## Conclusion\n\nLight.\n",
        "## Why\n\nDark.\n\n## Conclusion\n\nLight.\n\n## Documents\n\n- [Oil](BEP-1000/oil.md)\n"
    )]
    [InlineData(
        "## Documents\n\n| Part | What |\n|---|---|\n\n## Conclusion\n\nLight.\n",
        "## Documents\n\n| Part | What |\n|---|---|\n| [Oil](BEP-1000/oil.md) |  |\n\n## Conclusion\n\nLight.\n"
    )]
    [InlineData(
        "## Document Index\n\n- [elsewhere](x.md)\n\n### Old\n\nNone.\n",
        "## Document Index\n\n- [elsewhere](x.md)\n- [Oil](BEP-1000/oil.md)\n\n### Old\n\nNone.\n"
    )]
    [InlineData("## Sub-Documents\n\n## Conclusion\n", "## Sub-Documents\n\n- [Oil](BEP-1000/oil.md)\n\n## Conclusion\n")]
    public void A_sub_document_is_linked_among_the_documents(string text, string expected)
    {
        var series = Fixture.Read($"-- README.md --\n-- BEP-1000-lamps.md --\n# Lamps\n\n{text}-- BEP-1000/a.png --\n").ToSeries();
        var (change, refusal) = SubDocuments.Create(series, series.Find("BEP-1000-lamps.md")!, "Oil");
        Assert.Null(refusal);
        Assert.Equal($"# Lamps\n\n{expected}", series.Apply(change!).Find("BEP-1000-lamps.md")!.Text.Content);
    }

    [Theory]
    [InlineData("README.md", "Oil", "README.md is not a proposal with a number.")]
    [InlineData("BEP-1000-a.md", " ", "A document needs a title.")]
    [InlineData("BEP-1000-a.md", "a\nb", "A title is one line of text without control characters.")]
    public void A_sub_document_that_cannot_be_is_refused(string path, string title, string reason)
    {
        var series = Fixture.Read("-- README.md --\n-- BEP-1000-a.md --\n# A\n").ToSeries();
        var (change, refusal) = SubDocuments.Create(series, series.Find(path)!, title);
        Assert.Null(change);
        Assert.Equal(reason, refusal?.ToString());
    }

    [Theory]
    // Labels match however they are broken and spaced; what is defined for both sides does not go.
    [InlineData(
        "## O$0il\n\nA [night\nshift] and [Night  Shift][].\n\n## Light\n\n[Night Shift]: BEP-1001-x.md 'By\nnight'\n",
        "A [night\nshift] and [Night  Shift][].\n\n[Night Shift]: ../BEP-1001-x.md 'By night'\n"
    )]
    [InlineData(
        "## O$0il\n\nA [x][night shift].\n\n## Light\n\n[night\n  shift]:\n  <BEP-1000/my p.png>\n  \"By night\"\n",
        "A [x][night shift].\n\n[night shift]: <my p.png> \"By night\"\n"
    )]
    [InlineData(
        "## O$0il\n\n> A [night\n> shift].\n\n## Light\n\n[night shift]: BEP-1001-x.md (t)\n",
        "> A [night\n> shift].\n\n[night shift]: ../BEP-1001-x.md (t)\n"
    )]
    // Indented code begins with its indentation.
    [InlineData("## O$0il\n\n    code\n\nText.\n\n## Light\n", "    code\n\nText.\n")]
    // An element goes as a whole or not at all.
    [InlineData("<details>\n\n## O$0il\n\nText.\n\n</details>\n\n## Light\n", "Text.\n")]
    [InlineData("<div><details>\n\n## O$0il\n\nText.\n\n</details>\n</div>\n", "Text.\n")]
    [InlineData(
        "## O$0il\n\n<details><summary>x</summary>\n\nText. <br> `</details>`\n\n</details>\n\n## Light\n",
        "<details><summary>x</summary>\n\nText. <br> `</details>`\n\n</details>\n"
    )]
    public void A_section_takes_along_all_that_it_needs_and_no_more(string text, string expected)
    {
        var notation = $"-- BEP-1000-lamps.md --\n# Lamps\n\n{text}-- BEP-1000/my p.png --\n-- BEP-1001-x.md --\n";
        var (series, document, offset) = Expect.Read(notation);
        var (change, refusal) = Splitting.Of(series, document, document.Sections.First(section => section.Heading.Touches(offset)));
        Assert.Null(refusal);
        var after = series.Apply(change!);
        Assert.Equal($"# Oil\n\n{expected}", after.Find("BEP-1000/oil.md")!.Text.Content);
        var left = after.Find(document.Path)!.Text.Content;
        Assert.Equal(left.Split("<details>").Length, left.Split("</details>").Length);
    }

    [Theory]
    [InlineData(
        "## O$0il\n\n[night\nshift]: BEP-1001-x.md\n\n## Light\n\nA [Night Shift].\n",
        "The rest of the document uses the link definition [night shift] of this section; move it out first."
    )]
    [InlineData(
        "## O$0il\n\n[night shift]: BEP-1001-x.md\n\n## Light\n\nA [x][NIGHT\nshift].\n",
        "The rest of the document uses the link definition [night shift] of this section; move it out first."
    )]
    [InlineData(
        "<details>\n\n## O$0il\n\nText.\n\n</details>\n\nMore.\n",
        "This section holds </details> without the other end of that element; move it out first."
    )]
    [InlineData(
        "## O$0il\n\nText.\n\n<details>\n\n## Light\n\n</details>\n",
        "This section holds <details> without the other end of that element; move it out first."
    )]
    [InlineData(
        "## O$0il\n\nText[^A].\n\n## Light\n\n[^a]: Note.\n",
        "This section shares the footnote [^a] with the rest of the document; write it out first."
    )]
    public void A_section_that_would_leave_or_take_half_of_something_stays(string text, string reason)
    {
        var (series, document, offset) = Expect.Read($"-- BEP-1000-lamps.md --\n# Lamps\n\n{text}-- BEP-1001-x.md --\n");
        var (change, refusal) = Splitting.Of(series, document, document.Sections.First(section => section.Heading.Touches(offset)));
        Assert.Null(change);
        Assert.Equal(reason, refusal?.ToString());
    }

    [Theory]
    [InlineData("# La$0mps\nText.")]
    [InlineData("# Lamps\n## O$0il\n\n## Light\n")]
    [InlineData("# Lamps\n## O$0il\n[d]: x.md\n## Light\n[d]")]
    [InlineData("# Lamps\n## O$0il\nA[^1].\n## Light\n[^1]: b")]
    [InlineData("# Lamps\n## Oil\nT$0ext.\n")]
    public void What_cannot_stand_alone_stays(string text) =>
        Expect.NotRefactored($"-- BEP-1000-lamps.md --\n{text}", "Move this section into a document of its own");

    [Theory]
    [InlineData("[d]: x.md", "[d]", "The rest of the document uses the link definition [d] of this section; move it out first.")]
    [InlineData("A[^1].", "[^1]: b", "This section shares the footnote [^1] with the rest of the document; write it out first.")]
    public void The_reason_is_said(string inside, string outside, string reason)
    {
        var series = Fixture.Read($"-- BEP-1000-a.md --\n# A\n## B\n{inside}\n## C\n{outside}\n").ToSeries();
        var document = series.Find("BEP-1000-a.md")!;
        var (change, refusal) = Splitting.Of(series, document, document.Sections[1]);
        Assert.Null(change);
        Assert.Equal(reason, refusal?.ToString());
    }

    private const string Mentions = """
        -- BEP-1000-a.md --
        # BEP-1000: A, after BEP-1001
        BEP-1000, BE$0P-1001, bep 1001, [BEP-1001](BEP-1001-b.md), `BEP-1001`, BEP-1001-b.md, BEP-1002 and BEP-1003.
        -- BEP-1000/more.md --
        As BEP-1001.
        -- BEP-1001-b.md --
        # B
        -- BEP-1003-c.md --
        -- BEP-1003-d.md --
        -- README.md --
        For BEP-1001 see below.

        | Number | Title |
        |--------|-------|
        | 1001   | BEP-1001 |

        """;

    [Fact]
    public void A_mention_becomes_a_link() =>
        Expect.Refactored(
            Mentions,
            "Link this mention of BEP-1001",
            """
            -- BEP-1000-a.md --
            # BEP-1000: A, after BEP-1001
            BEP-1000, [BEP-1001](BEP-1001-b.md), bep 1001, [BEP-1001](BEP-1001-b.md), `BEP-1001`, BEP-1001-b.md, BEP-1002 and BEP-1003.
            """
        );

    [Fact]
    public void All_mentions_of_a_document_become_links() =>
        Expect.Refactored(
            Mentions,
            "Link all mentions of proposals in this document",
            """
            -- BEP-1000-a.md --
            # BEP-1000: A, after BEP-1001
            BEP-1000, [BEP-1001](BEP-1001-b.md), [BEP-1001](BEP-1001-b.md), [BEP-1001](BEP-1001-b.md), `BEP-1001`, BEP-1001-b.md, BEP-1002 and BEP-1003.
            """
        );

    [Fact]
    public void All_mentions_of_all_documents_become_links()
    {
        var series = Fixture.Read(Mentions).ToSeries();
        var after = series.Apply(Linking.InAll(series));
        Assert.Equal("As [BEP-1001](../BEP-1001-b.md).\n", after.Find("BEP-1000/more.md")!.Text.Content);
        Assert.StartsWith("For [BEP-1001](BEP-1001-b.md) see below.", after.RegistryDocument.Text.Content, StringComparison.Ordinal);
        Assert.Contains("| BEP-1001 |", after.RegistryDocument.Text.Content, StringComparison.Ordinal);
        Assert.Empty(Linking.InAll(after).Files);
    }

    [Theory]
    [InlineData(
        """
            | Number | Title | Status |
            |--|:-:|--:|
            | _next_ | | |
            | [1002](BEP-1002-b.md) | 등대와 바다 | Draft |
            | 1001 | A \| B | Accepted
            """,
        """
            | Number                |    Title    |   Status |
            |-----------------------|:-----------:|---------:|
            | 1001                  |   A \| B    | Accepted |
            | [1002](BEP-1002-b.md) | 등대와 바다 |    Draft |
            | _next_                |             |          |
            """
    )]
    [InlineData(
        """
            | Number | Title |
            | - | - |
            | 1002 | B |
            | 1001 | A | too many |
            """,
        """
            | Number | Title |
            | ------ | ----- |
            | 1002   | B     |
            | 1001 | A | too many |
            """
    )]
    [InlineData(
        """
            | Number | Title |
            |--|--|
            | 1003 | C |
            | 1002 | B |
            | 1001 | A |
            """,
        """
            | Number | Title |
            |--------|-------|
            | 1003   | C     |
            | 1002   | B     |
            | 1001   | A     |
            """
    )]
    public void The_registry_is_aligned_and_sorted(string table, string expected) =>
        Expect.Refactored($"-- README.md --\n$0{table}\n\nBelow.", "Align and sort the registry", $"-- README.md --\n{expected}\n\nBelow.");

    [Fact]
    public void A_registry_in_order_or_in_a_merge_is_left_alone()
    {
        Expect.NotRefactored(
            "-- README.md --\n$0| Number | Title |\n|--------|-------|\n| 1001   | A     |\n",
            "Align and sort the registry"
        );
        Expect.NotRefactored(
            "-- README.md --\n$0| Number | Title |\n|--|--|\n| 1001 | A |\n<<<<<<< HEAD\n| 1002 | B |\n",
            "Align and sort the registry"
        );
    }
}
