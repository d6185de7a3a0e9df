using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bep.Fuzz;
using CsCheck;

const string Usage = "npm run fuzz [-- --minutes N | --seconds N] [--inputs N] [--seed N] [--threads N] [--judge-steps] [FILE…]";

// `--inputs` bounds what each thread tries: with it and a seed, every run tries the same ones.
// Looks for inputs that break a law, or the cases that the files hold. Each one is made small and written to `cases`.
var seconds = 60.0;
var seed = (ulong)Random.Shared.NextInt64(1, 1_000_000_000);
var most = long.MaxValue;
var threads = Environment.ProcessorCount;
var files = new List<string>();
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--seconds":
            seconds = Number(ref i);
            break;
        case "--minutes":
            seconds = 60 * Number(ref i);
            break;
        case "--inputs":
            most = (long)Number(ref i);
            break;
        case "--seed":
            seed = (ulong)Number(ref i);
            break;
        case "--threads":
            threads = (int)Number(ref i);
            break;
        case "--judge-steps":
            Invariants.JudgesSteps = true;
            break;
        case ['-', ..]:
            Console.Error.WriteLine(Usage);
            return 2;
        default:
            files.Add(args[i]);
            break;
    }
}

if (files.Count > 0)
{
    foreach (var file in files)
        Console.WriteLine($"{file}: {Fault.Of(() => Invariants.Check(Input.Read(File.ReadAllText(file))))?.ToString() ?? "all laws hold"}");
    return 0;
}

var mutations = new Mutations(Seeds.All());
var faults = new ConcurrentDictionary<string, bool>();
var inputs = 0L;
var watch = Stopwatch.StartNew();
Console.WriteLine($"Seed {seed}, {threads} threads, {seconds} s");
await Task.WhenAll(
    Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(() => Run(thread), TaskCreationOptions.LongRunning))
);
var processor = Environment.CpuUsage.TotalTime.TotalSeconds;
Console.WriteLine(
    $"{inputs} inputs in {watch.Elapsed.TotalSeconds:0} s; {inputs / processor:0} in a second of processor time; {faults.Count} faults"
);
return faults.IsEmpty ? 0 : 1;

void Run(int thread)
{
    var random = new PCG((uint)thread, seed);
    for (var tried = 0L; tried < most && watch.Elapsed.TotalSeconds < seconds; tried++)
    {
        var state = random.ToString();
        var (input, before) = mutations.Inputs.Generate(random, null, out _);
        var sample = Sample.Few(random);
        if (Fault.Of(() => Invariants.Check(input, before, sample)) is { } fault && faults.TryAdd(fault.Key, true))
            Report(input, fault, state);
        Interlocked.Increment(ref inputs);
    }
}

void Report(Input input, Fault fault, string state)
{
    // What breaks a law only on the way is kept with its way.
    var small = IsBroken(input) ? Minimizer.Minimize(input, IsBroken) : input;
    var text = $"{fault}\nSeed {seed}, state {state}.\n{small}";
    var path = Path.Combine(Seeds.Cases, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(fault.Key)))[..8] + ".txt");
    File.WriteAllText(path, text);
    Console.WriteLine($"✖ {path}\n{text}");

    bool IsBroken(Input other) => Fault.Of(() => Invariants.Check(other))?.Key == fault.Key;
}

double Number(ref int i) => double.Parse(args[++i], CultureInfo.InvariantCulture);
