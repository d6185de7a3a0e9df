using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Snapshot;
using Bep.Fuzz;
using CsCheck;

namespace Bep.Tests.Rules;

/// <summary>
/// No edit that an author can ask for (a fix, another name, number, place or status, a new document) spoils what it is not about: text,
/// line ends, the mark of the byte order, the last line's end, links that lead to a file.
/// </summary>
public sealed class EditLawTests
{
    [Theory]
    [InlineData(0, "\n")]
    [InlineData(1, "\r\n")]
    [InlineData(2, "\n")]
    [InlineData(3, "\r")]
    public void Every_edit_of_a_real_series_leaves_the_rest_alone(int part, string newLine)
    {
        foreach (var (seed, i) in Seeds.All().Select((seed, i) => (seed, i)).Where(seed => seed.i % 4 == part))
        {
            var input = seed with
            {
                Files = [.. seed.Files.Select(file => file with { Content = file.Content!.ReplaceLineEndings(newLine) })],
            };
            Check(input, input.ToSeries(), i);
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Every_edit_of_a_mutated_series_leaves_the_rest_alone(uint seed)
    {
        var mutations = new Mutations(Seeds.All());
        var random = new PCG(seed, seed);
        for (var i = 0; i < 60; i++)
        {
            var (input, before) = mutations.Inputs.Generate(random, null, out _);
            Check(input, input.Follow(before), i);
        }
    }

    private static void Check(Input input, Series series, int which)
    {
        var fault = Fault.Of(() =>
        {
            var some = Sample.Few(new((uint)which));
            FixLaws.Check(
                series,
                series.DocumentsAndMessages.SelectMany(document => RuleBook.Default.Check(document, series)).ToImmutableArray(),
                some
            );
            foreach (var document in series.DocumentsAndMessages)
            {
                FeatureLaws.CheckWhole(series, document, Sample.All);
                foreach (var section in document.Sections.Take(4))
                    FeatureLaws.CheckAt(series, document, section.TitleSpan.Start);
            }
        });
        if (fault is not null)
            Assert.Fail($"Input {which}: {fault}\n{input}");
    }
}
