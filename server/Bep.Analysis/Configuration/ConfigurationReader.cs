using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Configuration;

/// <summary>Reads <c>.bep.yaml</c>: what a series states about itself beside its template and registry, and above them.</summary>
public static class ConfigurationReader
{
    /// <summary>The file's name, in the series' folder or in the root.</summary>
    public const string FileName = ".bep.yaml";

    private const string Registry = "registry",
        Template = "template";

    /// <summary>The convention that the documents of <paramref name="folder"/> are parsed with.</summary>
    /// <param name="configuration">The file; null where there is none.</param>
    /// <param name="folder">The series' folder, relative to the root.</param>
    public static Convention BaseConvention(Document? configuration, string folder)
    {
        var all = Settings(configuration).ToList();
        var settings = all.Where(setting => setting.Key.ShapesDocuments).ToList();
        // How the usual fields are written says nothing of a series that has its own.
        var start = all.Exists(setting => setting.Key.Name is "fields" or "field-names")
            ? Convention.Default with
            {
                FieldFormats = [],
            }
            : Convention.Default;
        var basis = settings.Aggregate(start, (convention, setting) => setting.Apply(convention, folder));
        if (basis.FrontMatterForm == FrontMatterForm.None)
            return basis with { Fields = [] };
        // Without a template, what it would say is said by the names.
        return
            basis is { TemplateNumber: null, TemplateFile: null }
            && settings.FirstOrDefault(setting => setting.Key.Name == "field-names") is { } names
            ? basis with
            {
                Fields = ConventionKeys.NamedFields(new(names.Value, path => path)),
            }
            : basis;
    }

    /// <summary>
    /// What <paramref name="configuration"/> makes of <paramref name="convention"/>; each thing that it states becomes a fact.
    /// </summary>
    public static Convention Apply(
        Convention convention,
        Document? configuration,
        string folder,
        ImmutableArray<ConventionFact>.Builder facts
    )
    {
        foreach (var setting in Settings(configuration))
        {
            convention = setting.Apply(convention, folder);
            facts.Add(new(setting.Key.Name, configuration!.Path, setting.Name.Span, setting.Key.Show(convention)));
        }

        return convention;
    }

    /// <summary>The folder that <paramref name="configuration"/> names, relative to the root; null where it names none.</summary>
    public static string? FolderOf(Document configuration)
    {
        var entry = Entries(configuration).FirstOrDefault(entry => entry.Key.Value == ConventionKeys.Folder);
        return entry?.Value is YamlNode.Scalar { Value: { Length: > 0 } said }
            ? Paths.Resolve(Paths.Folder(configuration.Path), said)
            : null;
    }

    /// <summary>
    /// True where <paramref name="configuration"/> is for the series in <paramref name="folder"/>: the folder that it names, else its own;
    /// one in the root that names none is for every series.
    /// </summary>
    public static bool IsFor(Document configuration, string folder) =>
        FolderOf(configuration) is { } named
            ? named == folder
            : Paths.Folder(configuration.Path) is var own && (own == folder || own.Length == 0);

    /// <summary>What in <paramref name="configuration"/> is no YAML, or not as it has to be. The rest of it counts.</summary>
    /// <param name="configuration">What was read.</param>
    /// <param name="rules">The names of all rules.</param>
    public static IEnumerable<SchemaViolation> Check(Document configuration, ImmutableArray<string> rules)
    {
        if (configuration.Yaml?.Problem is { } problem)
            yield return new(problem.Span, $"This is not YAML: {problem.Value}", null, []);
        if (configuration.Yaml?.Sound is { } root and not YamlNode.Mapping)
            yield return new(root.Span, $"A configuration is made of names with values.", null, []);
        foreach (var violation in configuration.Yaml?.Sound is YamlNode.Mapping map ? SchemaViolation.Repetitions(map) : [])
            yield return violation;
        foreach (var (name, value) in Entries(configuration))
        {
            if (name.Value == ConventionKeys.Folder)
            {
                if (value is not YamlNode.Scalar { Value.Length: > 0 })
                    yield return new(value.Span, $"`{name.Value}` is a path.", null, []);
                else if (LeadsOut(value))
                    yield return Out(name, value);
            }
            else if (ConventionKeys.Find(name.Value) is { } key)
            {
                foreach (var violation in key.SchemaWith(rules).Check(key.Name, value))
                    yield return violation;
                if (key.Name is Registry or Template && LeadsOut(value))
                    yield return Out(name, value);
            }
            else
            {
                yield return SchemaViolation.UnknownName(
                    name,
                    $"`{name.Value}` is nothing that can be set",
                    [.. ConventionKeys.All.Select(known => known.Name), ConventionKeys.Folder]
                );
            }
        }

        // What fits by itself may not fit together.
        var folder = FolderOf(configuration) ?? Paths.Folder(configuration.Path);
        var convention = Apply(
            BaseConvention(configuration, folder),
            configuration,
            folder,
            ImmutableArray.CreateBuilder<ConventionFact>()
        );
        if (ValueOf(Template) is { } template && convention.TemplateFile is { } file && file == convention.RegistryFile)
            yield return new(template.Span, $"`{Template}` names the registry's file.", null, []);
        if (
            ValueOf("columns") is { } columns
            && ConventionKeys
                .NeededColumns(convention)
                .Except(new Value(columns, path => path).Texts, StringComparer.OrdinalIgnoreCase)
                .ToList()
                is { Count: > 0 } missing
        )
            yield return new(columns.Span, $"`columns` has to have {LocalizableString.And(missing)}.", null, []);
        if (ValueOf("first-number") is { } first && convention.Digitize(convention.FirstNumber).Length > convention.MostDigits)
            yield return new(
                first.Span,
                $"`first-number` has more digits than a number may have, which is {convention.MostDigits}.",
                null,
                []
            );
        if (
            ValueOf("status-folders") is { } places
            && convention.StatusPlaces.FirstOrDefault(place => !convention.HasCommonFolder(place.Folder)) is { } nowhere
        )
            yield return new(
                places.Span,
                $"`status-folders` names the folder `{nowhere.Folder}`, in which no file lies by `file-names`.",
                null,
                []
            );
        foreach (
            var same in convention
                .ColumnNames.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
                .Where(same => same.Count() > 1)
        )
        {
            if (ValueOf("column-names") is { } names)
                yield return new(names.Span, $"`{same.Key}` is the name of more than one column.", null, []);
        }

        foreach (var same in convention.FieldNames.GroupBy(field => field.Name).Where(same => same.Count() > 1))
        {
            if (ValueOf("field-names") is { } names)
                yield return new(names.Span, $"`{same.Key}` is the name of more than one field.", null, []);
        }

        YamlNode? ValueOf(string key) => Settings(configuration).LastOrDefault(setting => setting.Key.Name == key)?.Value;
        bool LeadsOut(YamlNode value) =>
            value is YamlNode.Scalar { Value: var path } && Paths.Resolve(Paths.Folder(configuration.Path), path) is null;
        static SchemaViolation Out(YamlNode.Scalar name, YamlNode value) =>
            new(value.Span, $"`{name.Value}` leads out of the repository.", null, []);
    }

    private static ImmutableArray<YamlEntry> Entries(Document? configuration) =>
        configuration?.Yaml?.Sound is YamlNode.Mapping map ? map.Entries : [];

    // One that others follow comes before them, wherever it stands.
    private static IEnumerable<Setting> Settings(Document? configuration) =>
        from entry in Entries(configuration)
        let key = ConventionKeys.Find(entry.Key.Value)
        where key is not null
        let value = key.Schema.Fitting(key.Name, entry.Value)
        where value is not null
        orderby ConventionKeys.All.IndexOf(key)
        select new Setting(key, entry.Key, value, Paths.Folder(configuration!.Path));

    private sealed record Setting(ConventionKey Key, YamlNode.Scalar Name, YamlNode Value, string From)
    {
        public Convention Apply(Convention convention, string folder) =>
            Key.Read(convention, new(Value, path => Paths.Resolve(From, path) is { } target ? Paths.Relative(folder, target) : path));
    }
}
