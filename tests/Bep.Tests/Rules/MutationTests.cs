using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Fuzz;
using CsCheck;

namespace Bep.Tests.Rules;

/// <summary>What holds of fixes holds of texts that nobody has thought of; <c>npm run fuzz</c> looks for others.</summary>
public sealed class MutationTests
{
    private const int Inputs = 150;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Fixes_do_what_they_say_in_mutated_series(uint seed)
    {
        var mutations = new Mutations(Seeds.All());
        var random = new PCG(seed, seed);
        for (var i = 0; i < Inputs; i++)
        {
            var (input, before) = mutations.Inputs.Generate(random, null, out _);
            var series = input.Follow(before);
            var findings = series.DocumentsAndMessages.SelectMany(document => RuleBook.Default.Check(document, series)).ToImmutableArray();
            if (Fault.Of(() => FixLaws.Check(series, findings, Sample.All)) is { } fault)
                Assert.Fail($"Input {i}: {fault}\n{input}");
        }
    }
}
