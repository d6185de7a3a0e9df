using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Configuration;

/// <summary>What may stand as a value in <c>.bep.yaml</c>: it finds what does not fit, and says itself as JSON Schema.</summary>
public abstract record Shape
{
    /// <summary>What is expected, as it follows “is” in a sentence: “a list of names”.</summary>
    public abstract Phrase Words { get; }

    /// <summary>The same for other tools (JSON Schema, draft 7).</summary>
    public abstract JsonObject ToSchema();

    /// <summary>What in <paramref name="node"/>, the value of <paramref name="name"/>, does not fit.</summary>
    internal abstract IEnumerable<Misfit> Check(string name, YamlNode node);

    /// <summary>A complaint that the value is something else altogether.</summary>
    private protected Misfit Mistake(string name, YamlNode node) =>
        new(node.Span, node is YamlNode.Scalar { Value: var value } ? (Phrase)$"`{name}` is {Words}, not `{value}`." : $"`{name}` is {Words}.", null, []);

    /// <summary>One text.</summary>
    /// <param name="Words">See <see cref="Shape.Words"/>.</param>
    /// <param name="Pattern">What the text has to be like; null for any.</param>
    public sealed record Scalar(Phrase Words, string? Pattern = null) : Shape
    {
        /// <inheritdoc/>
        public override Phrase Words { get; } = Words;

        /// <inheritdoc/>
        public override JsonObject ToSchema() => (Pattern, TakesNumbers) switch
        {
            (null, _) => new() { ["type"] = "string" },
            (_, false) => new() { ["type"] = "string", ["pattern"] = Pattern },
            // In YAML, digits alone are a number.
            _ => new() { ["type"] = new JsonArray("string", "integer"), ["pattern"] = Pattern },
        };

        private bool TakesNumbers => Fits("4");

        internal override IEnumerable<Misfit> Check(string name, YamlNode node) =>
            node is YamlNode.Scalar { Value: { Length: > 0 } value } && Fits(value) ? [] : [Mistake(name, node)];

        private bool Fits(string value) => Pattern is null || Regex.IsMatch(value, Pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    /// <summary>One of a few words.</summary>
    public sealed record Choice(ImmutableArray<string> Values) : Shape
    {
        /// <inheritdoc/>
        public override Phrase Words => Phrase.Or(Values);

        /// <inheritdoc/>
        public override JsonObject ToSchema() => new()
        {
            ["enum"] = new JsonArray([.. Values.Select(value => bool.TryParse(value, out var truth) ? JsonValue.Create(truth) : (JsonNode)value)]),
        };

        internal override IEnumerable<Misfit> Check(string name, YamlNode node)
        {
            if (node is not YamlNode.Scalar { Value: var value }) return [Mistake(name, node)];
            return Values.Contains(value) ? [] : [Mistake(name, node) with { Replaced = value, Candidates = Values }];
        }
    }

    /// <summary>Several of one shape; a single one may stand for itself.</summary>
    public sealed record ListOf(Shape Item, Phrase Words) : Shape
    {
        /// <inheritdoc/>
        public override Phrase Words { get; } = Words;

        /// <inheritdoc/>
        public override JsonObject ToSchema() => new()
        {
            ["anyOf"] = new JsonArray(Item.ToSchema(), new JsonObject { ["type"] = "array", ["items"] = Item.ToSchema() }),
        };

        internal override IEnumerable<Misfit> Check(string name, YamlNode node) => node switch
        {
            YamlNode.Sequence list => list.Items.SelectMany(item => Item.Check(name, item)),
            YamlNode.Scalar => Item.Check(name, node),
            _ => [Mistake(name, node)],
        };
    }

    /// <summary>Names with a value each.</summary>
    /// <param name="Words">See <see cref="Shape.Words"/>.</param>
    /// <param name="Value">What each name has.</param>
    /// <param name="Names">The names there are; null for any.</param>
    public sealed record MapOf(Phrase Words, Shape Value, ImmutableArray<string>? Names = null) : Shape
    {
        /// <inheritdoc/>
        public override Phrase Words { get; } = Words;

        /// <inheritdoc/>
        public override JsonObject ToSchema() => Names is not { } names
            ? new() { ["type"] = "object", ["additionalProperties"] = Value.ToSchema() }
            : new()
            {
                ["type"] = "object",
                ["properties"] = new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)Value.ToSchema()))),
                ["additionalProperties"] = false,
            };

        internal override IEnumerable<Misfit> Check(string name, YamlNode node)
        {
            if (node is not YamlNode.Mapping map)
            {
                yield return Mistake(name, node);
                yield break;
            }

            foreach (var entry in map.Entries)
            {
                var key = entry.Key.Value;
                if (Names is { } names && !names.Contains(key)) yield return Misfit.UnknownName(entry.Key, $"`{key}` is none of the names under `{name}`", names);
                else foreach (var misfit in Value.Check(key, entry.Value)) yield return misfit;
            }
        }
    }

    /// <summary>Names alone, or names with what they mean.</summary>
    public sealed record Described(Phrase Words) : Shape
    {
        private static readonly Shape s_text = new Scalar($"a text");

        /// <inheritdoc/>
        public override Phrase Words { get; } = Words;

        /// <inheritdoc/>
        public override JsonObject ToSchema() => new()
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "array", ["items"] = s_text.ToSchema() },
                new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "null") } }),
        };

        internal override IEnumerable<Misfit> Check(string name, YamlNode node) => node switch
        {
            YamlNode.Sequence list => list.Items.SelectMany(item => s_text.Check(name, item)),
            YamlNode.Mapping map => map.Entries.Where(entry => entry.Value is not YamlNode.Scalar).SelectMany(entry => s_text.Check(entry.Key.Value, entry.Value)),
            _ => [Mistake(name, node)],
        };
    }
}

/// <summary>Something in <c>.bep.yaml</c> that is not as it has to be.</summary>
/// <param name="Span">Where.</param>
/// <param name="Message">What, in a sentence.</param>
/// <param name="Replaced">The text that one of <paramref name="Candidates"/> was probably meant by; null where it was not one of a few.</param>
/// <param name="Candidates">What could stand there.</param>
public sealed record Misfit(TextSpan Span, Phrase Message, string? Replaced, ImmutableArray<string> Candidates)
{
    /// <summary>A name that is not there.</summary>
    internal static Misfit UnknownName(YamlNode.Scalar key, Phrase problem, ImmutableArray<string> names)
    {
        var nearest = Checking.Nearest.To(key.Value, names).FirstOrDefault();
        Phrase message = nearest is not null ? $"{problem}; did you mean `{nearest}`?"
            : names.Length > 12 ? $"{problem}; there is no such name."
            : (Phrase)$"{problem}; there are {string.Join(", ", names)}.";
        return new(key.Span, message, key.Value, names);
    }
}
