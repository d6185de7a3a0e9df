using System.Reflection;
using System.Runtime.Loader;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using MethodBody = Mono.Cecil.Cil.MethodBody;

namespace Bep.Tests.Sizes;

/// <summary>
/// A second copy of the program in which every call and every turn of a loop is counted: in our own code, in the parsers', and in the
/// runtime's libraries of queries and of immutable collections. A clock would tell how busy the machine is; this gives the same number each
/// time.
/// </summary>
/// <remarks>
/// What repeats, repeats by a loop or by a call, so a step at the head of each method and of each loop counts all work up to a constant
/// factor. The core library cannot be rewritten. Its methods that search a text are counted by the characters that they had to look
/// through, those that copy by the bytes that they allocate.
/// </remarks>
internal sealed class CountedAssemblies : AssemblyLoadContext
{
    private static readonly string[] s_counted =
    [
        "bep",
        "Bep.Analysis",
        "Markdig",
        "YamlDotNet",
        "System.Linq",
        "System.Collections.Immutable",
        "System.Collections",
    ];
    private static readonly string s_own = typeof(CountedAssemblies).Assembly.GetName().Name!;

    /// <summary>Starts with nothing loaded.</summary>
    public CountedAssemblies()
        : base("counted") { }

    /// <summary>Calls the static method <paramref name="method"/> of the copy of <paramref name="type"/> in here.</summary>
    public object Call(Type type, string method, params object[] arguments) =>
        LoadFromAssemblyName(type.Assembly.GetName()).GetType(type.FullName!)!.GetMethod(method)!.Invoke(null, arguments)!;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName name)
    {
        if (name.Name == s_own)
            return LoadFromAssemblyPath(typeof(CountedAssemblies).Assembly.Location);
        if (!s_counted.Contains(name.Name))
            return null;
        using var module = ModuleDefinition.ReadModule(Default.LoadFromAssemblyName(name).Location);
        var (step, look) = (
            module.ImportReference(typeof(Work).GetMethod(nameof(Work.Step))),
            module.ImportReference(typeof(Work).GetMethod(nameof(Work.Look)))
        );
        var searches = new Dictionary<string, MethodDefinition>();
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody).ToList())
            Count(method.Body, step, call => CountedSearch(module, searches, call, look));
        // The libraries of the runtime hold machine code as well, which is left out.
        (module.Architecture, module.Attributes) = (TargetArchitecture.I386, ModuleAttributes.ILOnly);
        var image = new MemoryStream();
        module.Write(image);
        image.Position = 0;
        return LoadFromStream(image);
    }

    private static void Count(MethodBody body, MethodReference step, Func<MethodReference, MethodReference?> search)
    {
        body.SimplifyMacros();
        foreach (
            var call in body
                .Instructions.Where(instruction => instruction.OpCode == OpCodes.Call || instruction.OpCode == OpCodes.Callvirt)
                .ToList()
        )
        {
            if (call.Operand is MethodReference called && search(called) is { } counted)
                (call.OpCode, call.Operand) = (OpCodes.Call, counted);
        }

        var places = body.Instructions.Index().ToDictionary(instruction => instruction.Item, instruction => instruction.Index);
        var loops = body.Instructions.SelectMany(from => Targets(from).Where(to => places[to] <= places[from])).ToHashSet();
        foreach (var loop in loops)
        {
            // What led to the head of the loop leads to the step before it.
            var counted = Instruction.Create(OpCodes.Call, step);
            body.GetILProcessor().InsertBefore(loop, counted);
            foreach (var from in body.Instructions)
            {
                if (from.Operand == (object)loop)
                    from.Operand = counted;
                else if (from.Operand is Instruction[] targets)
                    from.Operand = Array.ConvertAll(targets, target => target == loop ? counted : target);
            }

            foreach (var handler in body.ExceptionHandlers)
            {
                if (handler.TryStart == loop)
                    handler.TryStart = counted;
                if (handler.TryEnd == loop)
                    handler.TryEnd = counted;
                if (handler.HandlerStart == loop)
                    handler.HandlerStart = counted;
                if (handler.HandlerEnd == loop)
                    handler.HandlerEnd = counted;
            }
        }

        body.GetILProcessor().InsertBefore(body.Instructions[0], Instruction.Create(OpCodes.Call, step));
        body.OptimizeMacros();
    }

    private static Instruction[] Targets(Instruction from) =>
        from.Operand switch
        {
            Instruction to => [to],
            Instruction[] all => all,
            _ => [],
        };

    // A method beside the one that searches a text or a span for something: it calls that one, and counts what that one went through.
    private static MethodDefinition? CountedSearch(
        ModuleDefinition module,
        Dictionary<string, MethodDefinition> searches,
        MethodReference called,
        MethodReference look
    )
    {
        if (
            called.ReturnType.MetadataType != MetadataType.Int32
            || !(
                called.Name.StartsWith("IndexOf", StringComparison.Ordinal)
                || called.Name.StartsWith("LastIndexOf", StringComparison.Ordinal)
            )
        )
            return null;
        var isString = called.DeclaringType.FullName == "System.String";
        if (!isString && called.DeclaringType.FullName != "System.MemoryExtensions")
            return null;
        if (
            !isString
            && (
                called is not GenericInstanceMethod { GenericArguments: [{ MetadataType: MetadataType.Char }] }
                && called is GenericInstanceMethod
            )
        )
            return null;
        if (searches.TryGetValue(called.FullName, out var known))
            return known;

        var counted = new MethodDefinition(
            $"Counted{searches.Count}",
            Mono.Cecil.MethodAttributes.Public | Mono.Cecil.MethodAttributes.Static,
            called.ReturnType
        );
        if (called.HasThis)
            counted.Parameters.Add(new(called.DeclaringType));
        foreach (var parameter in called.Parameters)
            counted.Parameters.Add(new(Closed(module, parameter.ParameterType, called)));
        var (result, il) = (new VariableDefinition(called.ReturnType), counted.Body.GetILProcessor());
        counted.Body.Variables.Add(result);
        counted.Body.InitLocals = true;
        foreach (var parameter in counted.Parameters)
            il.Emit(OpCodes.Ldarg, parameter);
        il.Emit(called.HasThis ? OpCodes.Callvirt : OpCodes.Call, called);
        il.Emit(OpCodes.Stloc, result);

        // What was gone through: from the start, or the end, that was given or that there is, to what was found, or to the other end.
        var length = isString
            ? module.ImportReference(typeof(string).GetProperty("Length")!.GetMethod)
            : new MethodReference("get_Length", module.TypeSystem.Int32, counted.Parameters[0].ParameterType) { HasThis = true };
        var given = counted.Parameters.Where(parameter => parameter.ParameterType.MetadataType == MetadataType.Int32).ToList();
        var isLast = called.Name.StartsWith("Last", StringComparison.Ordinal);
        var (missing, end) = (Instruction.Create(OpCodes.Nop), Instruction.Create(OpCodes.Nop));
        il.Emit(OpCodes.Ldloc, result);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Blt, missing);
        if (isLast && given.Count > 0)
            il.Emit(OpCodes.Ldarg, given[0]);
        else if (isLast)
            Length();
        il.Emit(OpCodes.Ldloc, result);
        if (isLast)
            il.Emit(OpCodes.Sub);
        else if (given.Count > 0)
            Minus(given[0]);
        il.Emit(OpCodes.Br, end);
        il.Append(missing);
        if (given.Count > 1)
            il.Emit(OpCodes.Ldarg, given[1]);
        else if (isLast && given.Count > 0)
            il.Emit(OpCodes.Ldarg, given[0]);
        else
            Length();
        if (given.Count == 1 && !isLast)
            Minus(given[0]);
        il.Append(end);
        il.Emit(OpCodes.Call, look);
        il.Emit(OpCodes.Ldloc, result);
        il.Emit(OpCodes.Ret);
        module.Types.First(type => type.Name == "<Module>").Methods.Add(counted);
        searches.Add(called.FullName, counted);
        return counted;

        void Length()
        {
            il.Emit(isString ? OpCodes.Ldarg : OpCodes.Ldarga, counted.Parameters[0]);
            il.Emit(OpCodes.Call, length);
        }

        void Minus(ParameterDefinition start)
        {
            il.Emit(OpCodes.Ldarg, start);
            il.Emit(OpCodes.Sub);
        }
    }

    // `ReadOnlySpan<T>` of a generic method as it is where the method is called with `char`.
    private static TypeReference Closed(ModuleDefinition module, TypeReference type, MethodReference called)
    {
        if (called is not GenericInstanceMethod instance)
            return type;
        if (type is GenericParameter parameter)
            return instance.GenericArguments[parameter.Position];
        if (type is not GenericInstanceType generic)
            return type;
        var closed = new GenericInstanceType(generic.ElementType);
        foreach (var argument in generic.GenericArguments)
            closed.GenericArguments.Add(Closed(module, argument, called));
        return closed;
    }
}
