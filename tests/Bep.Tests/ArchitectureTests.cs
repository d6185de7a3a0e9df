using System.Text.RegularExpressions;
using Bep.Analysis.Snapshot;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Bep.Tests;

/// <summary>
/// A room, which is a folder and a namespace, uses only rooms below it. The floors are read from docs/architecture.md, the uses from the
/// compiled assemblies: rooms of one floor stand between commas, the lowest floor comes first.
/// </summary>
public sealed partial class ArchitectureTests
{
    // What the compiler writes into each iterator.
    private const string IteratorsUse = "System.Environment.get_CurrentManagedThreadId";

    public static TheoryData<string, string> Assemblies =>
        new() { { typeof(Series).Assembly.Location, "Bep.Analysis" }, { typeof(Bep.Server.Files.Disk).Assembly.Location, "Bep.Server" } };

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_room_uses_one_that_is_not_below_it(string assembly, string root)
    {
        var floors = Floors(root);
        using var module = ModuleDefinition.ReadModule(assembly);
        var wrong =
            from type in module.GetTypes()
            where RoomOf(type, root) is not null
            from used in UsesOf(type)
            let user = RoomOf(type, root)
            let room = RoomOf(used, root)
            where room is not null && user != room && floors[room] >= floors[user]
            select $"{Outermost(type).FullName} uses {Outermost(used).FullName}";
        Assert.Empty(wrong.Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_room_has_a_floor(string assembly, string root)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var rooms = module.GetTypes().Select(type => RoomOf(type, root)).OfType<string>().Distinct().Order();
        Assert.Equal(rooms, Floors(root).Keys.Order());
    }

    [Fact]
    public void The_middle_uses_no_file_clock_process_or_environment()
    {
        using var module = ModuleDefinition.ReadModule(typeof(Series).Assembly.Location);
        Assert.Empty(
            module
                .GetMemberReferences()
                .Select(member => $"{member.DeclaringType.FullName}.{member.Name}")
                .Where(name => World().IsMatch(name) && name != IteratorsUse)
                .Order()
        );
    }

    [Theory]
    [InlineData("Markdig", "BoundedMarkdown, DocumentParser, TableBlock, TableBlockParser, TableCellBlock")]
    [InlineData("YamlDotNet", "FrontMatterParser, YamlParser, YamlPart, YamlReader")]
    public void A_parser_of_others_is_known_in_few_places(string library, string types)
    {
        using var module = ModuleDefinition.ReadModule(typeof(Series).Assembly.Location);
        var users = module
            .GetTypes()
            .Where(type => UsesOf(type).Any(used => used.Namespace.Split('.')[0] == library))
            .Select(type => Outermost(type).Name);
        Assert.Equal(types, string.Join(", ", users.Distinct().Order()));
    }

    [Fact]
    public void What_the_debugger_sets_is_read_by_something()
    {
        var launch = File.ReadAllText(Path.Combine(Repository.Root, ".vscode", "launch.json"));
        var sources = string.Concat(
            ((string[])["server", Path.Combine("client", "src")])
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.*", SearchOption.AllDirectories))
                .Where(file => Path.GetExtension(file) is ".cs" or ".ts")
                .Select(File.ReadAllText)
        );
        Assert.All(Regex.Matches(launch, @"""(BEP_\w+)"":").Select(match => match.Groups[1].Value), name =>
            Assert.Contains(name, sources, StringComparison.Ordinal)
        );
    }

    // The first fenced block after the assembly's name.
    private static Dictionary<string, int> Floors(string root)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));
        var block = Regex.Match(page, $"floors of `{Regex.Escape(root)}`.*?```\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        return block
            .Split('→')
            .SelectMany((floor, i) => floor.Split(',').Select(room => (Room: room.Trim(), Floor: i)))
            .ToDictionary(room => room.Room, room => room.Floor);
    }

    // Null for types of other assemblies, for those that the compiler makes, and for what stands in the root, below all rooms.
    private static string? RoomOf(TypeReference type, string root)
    {
        var name = Outermost(type).Namespace;
        return name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0] : null;
    }

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    private static IEnumerable<TypeReference> UsesOf(TypeDefinition type)
    {
        var uses = new List<TypeReference?> { type.BaseType };
        uses.AddRange(type.Interfaces.Select(one => one.InterfaceType));
        uses.AddRange(type.CustomAttributes.Select(attribute => attribute.AttributeType));
        uses.AddRange(type.Fields.Select(field => field.FieldType));
        foreach (var method in type.Methods)
        {
            uses.AddRange(method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType));
            if (!method.HasBody)
                continue;
            uses.AddRange(method.Body.Variables.Select(variable => variable.VariableType));
            uses.AddRange(method.Body.Instructions.SelectMany(OperandsOf));
        }

        return uses.OfType<TypeReference>().SelectMany(Parts);
    }

    private static IEnumerable<TypeReference?> OperandsOf(Instruction instruction) =>
        instruction.Operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments],
            MethodReference method => [method.DeclaringType, method.ReturnType],
            _ => [],
        };

    private static IEnumerable<TypeReference> Parts(TypeReference type) =>
        type switch
        {
            GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Prepend(generic.ElementType),
            TypeSpecification specification => Parts(specification.ElementType),
            _ => [type],
        };

    [GeneratedRegex(
        @"^System\.(IO\.(File|Directory|FileStream|FileInfo|DirectoryInfo)|Diagnostics\.(Process|Stopwatch)|Environment|Console|Net\..*)\.|^System\.(DateTime|DateTimeOffset)\.get_(Utc)?Now$|^System\.DateTime\.get_Today$"
    )]
    private static partial Regex World();
}
