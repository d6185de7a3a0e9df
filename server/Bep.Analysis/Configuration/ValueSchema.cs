using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Configuration;

/// <summary>What may stand as a value in <c>.bep.yaml</c>: it finds what does not fit, and says itself as JSON Schema.</summary>
public abstract record ValueSchema
{
    /// <summary>What is expected, as it follows “is” in a sentence: “a list of names”.</summary>
    public abstract LocalizableString Words { get; }

    /// <summary>The same for other tools (JSON Schema, draft 7).</summary>
    public abstract JsonObject ToSchema();

    /// <summary>What in <paramref name="node"/>, the value of <paramref name="name"/>, does not fit.</summary>
    internal abstract IEnumerable<SchemaViolation> Check(string name, YamlNode node);

    /// <summary><paramref name="node"/> without the parts that do not fit; null where nothing is left that does.</summary>
    internal virtual YamlNode? Fitting(string name, YamlNode node) => Check(name, node).Any() ? null : node;

    /// <summary>A complaint that the value is something else altogether.</summary>
    private protected SchemaViolation Mistake(string name, YamlNode node) =>
        new(
            node.Span,
            node is YamlNode.Scalar { Value: { Length: <= MostShown } value } && !value.Any(char.IsControl)
                ? (LocalizableString)$"`{name}` is {Words}, not `{value}`."
                : $"`{name}` is {Words}.",
            null,
            []
        );

    // What is longer is shown by the place alone.
    private const int MostShown = 200;

    /// <summary>One text, in one line.</summary>
    /// <param name="Words">See <see cref="ValueSchema.Words"/>.</param>
    /// <param name="Pattern">What the text has to be like; null for any.</param>
    /// <param name="Usual">Those of the texts that are offered.</param>
    public sealed record Scalar(LocalizableString Words, string? Pattern = null, ImmutableArray<string>? Usual = null) : ValueSchema
    {
        /// <inheritdoc/>
        public override LocalizableString Words { get; } = Words;

        /// <inheritdoc/>
        public override JsonObject ToSchema() =>
            (Pattern, TakesNumbers) switch
            {
                (null, _) => new() { ["type"] = "string" },
                (_, false) => new() { ["type"] = "string", ["pattern"] = Pattern },
                // In YAML, digits alone are a number.
                _ => new() { ["type"] = new JsonArray("string", "integer"), ["pattern"] = Pattern },
            };

        // No name, path or address is longer; and time is spent on looking at it.
        private const int MostCharacters = 1000;

        private bool TakesNumbers => Fits("4");

        internal override IEnumerable<SchemaViolation> Check(string name, YamlNode node) =>
            node is YamlNode.Scalar { Value: { Length: > 0 } value } && Fits(value) ? [] : [Mistake(name, node)];

        // A line end or another control character is in no name, and would break what the name is written into.
        private bool Fits(string value) =>
            value.Length <= MostCharacters && !value.Any(char.IsControl) && (Pattern is null || Regex.IsMatch(value, Pattern));
    }

    /// <summary>One of a few words.</summary>
    public sealed record Choice(ImmutableArray<string> Values) : ValueSchema
    {
        /// <inheritdoc/>
        public override LocalizableString Words => LocalizableString.Or(Values);

        /// <inheritdoc/>
        public override JsonObject ToSchema() =>
            new()
            {
                ["enum"] = new JsonArray([
                    .. Values.Select(value => bool.TryParse(value, out var truth) ? JsonValue.Create(truth) : (JsonNode)value),
                ]),
            };

        internal override IEnumerable<SchemaViolation> Check(string name, YamlNode node)
        {
            if (node is not YamlNode.Scalar { Value: var value })
                return [Mistake(name, node)];
            return Values.Contains(value) ? [] : [Mistake(name, node) with { Replaced = value, Candidates = Values }];
        }
    }

    /// <summary>Several of one shape; a single one may stand for itself.</summary>
    /// <param name="Item">The shape of each.</param>
    /// <param name="Words">See <see cref="ValueSchema.Words"/>.</param>
    /// <param name="IsNeeded">True where an empty list would leave nothing to go by.</param>
    /// <param name="Single">The shape of what stands without a list, where that means something else; null where it does not.</param>
    public sealed record ListOf(ValueSchema Item, LocalizableString Words, bool IsNeeded = false, ValueSchema? Single = null) : ValueSchema
    {
        /// <inheritdoc/>
        public override LocalizableString Words { get; } = Words;

        /// <inheritdoc/>
        public override JsonObject ToSchema()
        {
            var list = new JsonObject { ["type"] = "array", ["items"] = Item.ToSchema() };
            if (IsNeeded)
                list["minItems"] = 1;
            return new() { ["anyOf"] = new JsonArray((Single ?? Item).ToSchema(), list) };
        }

        internal override IEnumerable<SchemaViolation> Check(string name, YamlNode node) =>
            node switch
            {
                YamlNode.Sequence { Items.IsEmpty: true } when IsNeeded => [Mistake(name, node)],
                YamlNode.Sequence list => list.Items.SelectMany(item => Item.Check(name, item)),
                YamlNode.Scalar => (Single ?? Item).Check(name, node),
                _ => [Mistake(name, node)],
            };

        internal override YamlNode? Fitting(string name, YamlNode node) =>
            base.Fitting(
                name,
                node is YamlNode.Sequence list ? list with { Items = [.. list.Items.Where(item => !Item.Check(name, item).Any())] } : node
            );
    }

    /// <summary>Names with a value each.</summary>
    /// <param name="Words">See <see cref="ValueSchema.Words"/>.</param>
    /// <param name="Value">What each name has.</param>
    /// <param name="Names">The names there are; null for any.</param>
    /// <param name="Name">What each name has to be like; null for anything.</param>
    public sealed record MapOf(LocalizableString Words, ValueSchema Value, ImmutableArray<string>? Names = null, Scalar? Name = null)
        : ValueSchema
    {
        /// <inheritdoc/>
        public override LocalizableString Words { get; } = Words;

        /// <inheritdoc/>
        public override JsonObject ToSchema() =>
            Name is { Pattern: { } pattern }
                ? new()
                {
                    ["type"] = "object",
                    ["propertyNames"] = new JsonObject { ["pattern"] = pattern },
                    ["additionalProperties"] = Value.ToSchema(),
                }
            : Names is not { } names ? new() { ["type"] = "object", ["additionalProperties"] = Value.ToSchema() }
            : new()
            {
                ["type"] = "object",
                ["properties"] = new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)Value.ToSchema()))),
                ["additionalProperties"] = false,
            };

        internal override IEnumerable<SchemaViolation> Check(string name, YamlNode node)
        {
            if (node is not YamlNode.Mapping map)
            {
                yield return Mistake(name, node);
                yield break;
            }

            foreach (var violation in SchemaViolation.Repetitions(map))
                yield return violation;
            foreach (var violation in map.Entries.SelectMany(entry => Check(name, entry)))
                yield return violation;
        }

        // Of a name that is set twice, the last value counts.
        internal override YamlNode? Fitting(string name, YamlNode node) =>
            node is YamlNode.Mapping map
                ? map with
                {
                    Entries =
                    [
                        .. map.Entries.Reverse().DistinctBy(entry => entry.Key.Value).Reverse().Where(entry => !Check(name, entry).Any()),
                    ],
                }
                : null;

        private IEnumerable<SchemaViolation> Check(string name, YamlEntry entry) =>
            Names is { } names && !names.Contains(entry.Key.Value)
                ? [SchemaViolation.UnknownName(entry.Key, $"`{entry.Key.Value}` is not one of the names under `{name}`", names)]
                : (Name?.Check(name, entry.Key) ?? []).Concat(Value.Check(entry.Key.Value, entry.Value));
    }

    /// <summary>Names alone, or names with what they mean.</summary>
    /// <param name="Name">The shape of each name.</param>
    /// <param name="Words">See <see cref="ValueSchema.Words"/>.</param>
    public sealed record Described(ValueSchema Name, LocalizableString Words) : ValueSchema
    {
        /// <inheritdoc/>
        public override LocalizableString Words { get; } = Words;

        /// <inheritdoc/>
        public override JsonObject ToSchema() =>
            new()
            {
                ["anyOf"] = new JsonArray(
                    new JsonObject { ["type"] = "array", ["items"] = Name.ToSchema() },
                    new JsonObject
                    {
                        ["type"] = "object",
                        ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "null") },
                    }
                ),
            };

        internal override IEnumerable<SchemaViolation> Check(string name, YamlNode node) =>
            node switch
            {
                YamlNode.Sequence list => list.Items.SelectMany(item => Name.Check(name, item)),
                YamlNode.Mapping map => SchemaViolation.Repetitions(map).Concat(map.Entries.SelectMany(entry => Check(name, entry))),
                _ => [Mistake(name, node)],
            };

        internal override YamlNode? Fitting(string name, YamlNode node) =>
            node switch
            {
                YamlNode.Sequence list => list with
                {
                    Items = [.. list.Items.Where(item => !Name.Check(name, item).Any()).DistinctBy(item => ((YamlNode.Scalar)item).Value)],
                },
                YamlNode.Mapping map => map with
                {
                    Entries =
                    [
                        .. map.Entries.Reverse().DistinctBy(entry => entry.Key.Value).Reverse().Where(entry => !Check(name, entry).Any()),
                    ],
                },
                _ => null,
            };

        private IEnumerable<SchemaViolation> Check(string name, YamlEntry entry) =>
            Name.Check(name, entry.Key)
                .Concat(entry.Value is YamlNode.Scalar ? [] : [new(entry.Value.Span, $"`{entry.Key.Value}` is a text.", null, [])]);
    }
}

/// <summary>Something in <c>.bep.yaml</c> that is not as it has to be.</summary>
/// <param name="Span">Where.</param>
/// <param name="Message">What, in a sentence.</param>
/// <param name="Replaced">The text that one of <paramref name="Candidates"/> was probably meant by; null where it was not one of a
/// few.</param>
/// <param name="Candidates">What could stand there.</param>
public sealed record SchemaViolation(TextSpan Span, LocalizableString Message, string? Replaced, ImmutableArray<string> Candidates)
{
    /// <summary>The names in <paramref name="map"/> that an earlier line has.</summary>
    internal static IEnumerable<SchemaViolation> Repetitions(YamlNode.Mapping map) =>
        from entry in map.Entries
        group entry.Key by entry.Key.Value into same
        from again in same.Skip(1)
        select new SchemaViolation(again.Span, $"`{again.Value}` is set twice; the last one counts.", null, []);

    /// <summary>A name that is not there.</summary>
    internal static SchemaViolation UnknownName(YamlNode.Scalar key, LocalizableString problem, ImmutableArray<string> names)
    {
        var nearest = DidYouMean.To(key.Value, names).FirstOrDefault();
        LocalizableString message =
            nearest is not null ? $"{problem}; did you mean `{nearest}`?"
            : names.Length > 12 ? $"{problem}; there is no such name."
            : (LocalizableString)$"{problem}; there are {string.Join(", ", names)}.";
        return new(key.Span, message, key.Value, names);
    }
}
