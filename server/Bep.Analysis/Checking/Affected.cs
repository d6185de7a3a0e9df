using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Checking;

/// <summary>
/// Which documents a change may have given other findings. While nothing that others can see of a file changes, that is the file alone.
/// Where the places of another document that a finding names have moved with its text, and which free number its fixes give, is left aside.
/// </summary>
public sealed class Affected
{
    private readonly Series _before;
    private readonly Series _after;
    private readonly Reach _reach;
    private readonly HashSet<string> _paths = [];
    private bool _isOtherTaken;

    private Affected(Series before, Series after, Reach reach) => (_before, _after, _reach) = (before, after, reach);

    /// <summary>
    /// The paths of the documents whose findings in <paramref name="after"/> may differ from those in <paramref name="before"/>, of rules
    /// that look at no more than <paramref name="reach"/> says.
    /// </summary>
    /// <param name="before">The series before the change.</param>
    /// <param name="after">The series after the change.</param>
    /// <param name="changed">The paths of the files that came, went or changed.</param>
    /// <param name="reach">What the rules look at.</param>
    public static IReadOnlySet<string> Between(Series before, Series after, IEnumerable<string> changed, Reach reach = Reach.All)
    {
        if (
            before.IsListed != after.IsListed
            || before.IsComplete != after.IsComplete
            || before.Convention != after.Convention
            || !StatesTheSame(before, after)
            || before.Template?.Facts != after.Template?.Facts
            || !before.ExternalFacts.SaysTheSameAs(after.ExternalFacts)
            || before.HasKebabSlugs != after.HasKebabSlugs
            || before.MentionLead != after.MentionLead
            || before.MentionsLackZeros != after.MentionsLackZeros
            || before.Registry is null != after.Registry is null
        )
            return before.DocumentsAndMessages.Concat(after.DocumentsAndMessages).Select(document => document.Path).ToHashSet();

        var affected = new Affected(before, after, reach);
        // What a message says is compared with everything.
        affected._paths.UnionWith(after.Messages.Keys);
        affected._paths.UnionWith(before.Contradictions.Concat(after.Contradictions).Select(contradiction => contradiction.Here.Path));
        foreach (var path in changed)
            affected.Add(path);
        if (affected._isOtherTaken && reach.HasFlag(Reach.TakenNumbers))
            affected.AddMentionsOfUnknownNumbers();
        return affected._paths;
    }

    // What is stated, and by which files: no place, which any edit of theirs moves.
    private static bool StatesTheSame(Series before, Series after) =>
        before.ConventionFacts == after.ConventionFacts
        || before
            .ConventionFacts.Select(fact => (fact.Key, fact.Path))
            .SequenceEqual(after.ConventionFacts.Select(fact => (fact.Key, fact.Path)));

    private void Add(string path)
    {
        _paths.Add(path);
        var (old, now) = (_before.FindLinked(path), _after.FindLinked(path));
        if (_reach.HasFlag(Reach.LinksToSupportingFiles))
            AddOwnersOfLinks(old, now);
        if (_reach.HasFlag(Reach.LinksToSections))
            AddTargetsOfAnchors(old, now);
        var hasComeOrGone = _before.Exists(path) != _after.Exists(path);
        if (old?.Facts == now?.Facts && !hasComeOrGone)
            return;

        AddReferrers(new(path));
        AddReferrers(ReferenceKey.OfName(path));
        for (var folder = Paths.Folder(path); folder.Length > _after.Folder.Length; folder = Paths.Folder(folder))
            AddReferrers(new(folder));
        if (NumberOf(path) is { } number)
            AddNumber(number);
        else if (_after.OwnerOf(path) is { } owner && (hasComeOrGone || _after.PathsOf(owner).IsEmpty))
            AddNumber(owner);
        else if (hasComeOrGone && _after.BaseConvention.TryReadFileName(Paths.Name(path), out var strayed, out _) && strayed is { } away)
            AddNumber(away);
        // A row may link a file that says nothing of its number.
        else if (hasComeOrGone)
            foreach (var row in _after.Registry?.AllRows ?? [])
                if (row.Number is { } linked && row.Link?.Path == path)
                    AddNumber(linked);
        if (path == _after.RegistryPath)
            AddRows(old, now);
    }

    private void AddRows(Document? old, Document? now)
    {
        var (before, after) = (old?.Facts.Rows ?? [], now?.Facts.Rows ?? []);
        foreach (var row in before.Except(after).Concat(after.Except(before)))
        {
            if (row.Number is { } number)
                AddNumber(number);
            if (row.Target is { } target && _reach.HasFlag(Reach.Number))
                _paths.Add(target);
        }

        // A row that is now a second one of its number is as it was, but no longer the only one.
        if (before.Count == after.Count)
            return;
        var counts = new Dictionary<ProposalNumber, int>();
        foreach (var row in after)
            if (row.Number is { } number)
                counts[number] = counts.GetValueOrDefault(number) + 1;
        foreach (var row in before)
            if (row.Number is { } number)
                counts[number] = counts.GetValueOrDefault(number) - 1;
        foreach (var (number, _) in counts.Where(count => count.Value != 0))
            AddNumber(number);
    }

    private void AddNumber(ProposalNumber number)
    {
        _isOtherTaken |= _before.Knows(number) != _after.Knows(number) || _before.PathsOf(number).IsEmpty != _after.PathsOf(number).IsEmpty;
        if (_reach.HasFlag(Reach.Number))
        {
            if (_after.RegistryPath.Length > 0)
                _paths.Add(_after.RegistryPath);
            if (_after.IndexPath.Length > 0)
                _paths.Add(_after.IndexPath);
            _paths.UnionWith(_before.PathsOf(number));
            _paths.UnionWith(_after.PathsOf(number));
        }

        AddReferrers(new(number));
        AddReferrers(ReferenceKey.OfStray(number));
        AddReferrers(ReferenceKey.OfFileName(number));
        if (_reach.HasFlag(Reach.Successors))
            AddPredecessors(number, []);
    }

    private void AddReferrers(ReferenceKey target)
    {
        if (_reach.HasFlag(Reach.Targets))
            _paths.UnionWith(ReferrersOf(target));
    }

    private IEnumerable<string> ReferrersOf(ReferenceKey target) => _before.ReferrersOf(target).Concat(_after.ReferrersOf(target));

    // Whether the way from successor to successor goes round in a circle is for every proposal on it to know, however far away.
    private void AddPredecessors(ProposalNumber number, HashSet<ProposalNumber> seen)
    {
        if (!seen.Add(number))
            return;
        foreach (var path in ReferrersOf(new ReferenceKey(number)).Distinct())
        {
            if (NumberOf(path) is not { } predecessor)
                continue;
            var successors = (_before.Find(path)?.Successors ?? []).Concat(_after.Find(path)?.Successors ?? []);
            if (!successors.Any(successor => successor.Number == number))
                continue;
            _paths.Add(path);
            // Who refers to a superseded proposal is told what took its place.
            _paths.UnionWith(ReferrersOf(new ReferenceKey(predecessor)));
            AddPredecessors(predecessor, seen);
        }
    }

    private void AddOwnersOfLinks(Document? old, Document? now)
    {
        var links = Supporting(old).ToHashSet();
        links.SymmetricExceptWith(Supporting(now));
        foreach (var owner in links.Select(path => _after.OwnerOf(path)!.Value).Distinct())
        {
            _paths.UnionWith(_before.PathsOf(owner));
            _paths.UnionWith(_after.PathsOf(owner));
            // Files of a number that no document has are the registry's.
            if (_after.PathsOf(owner).IsEmpty && _after.RegistryPath.Length > 0)
                _paths.Add(_after.RegistryPath);
        }

        IEnumerable<string> Supporting(Document? document) =>
            document?.Links.Select(link => link.Path).OfType<string>().Where(path => _after.OwnerOf(path) is not null) ?? [];
    }

    private void AddTargetsOfAnchors(Document? old, Document? now)
    {
        var links = Anchored(old).ToHashSet();
        links.SymmetricExceptWith(Anchored(now));
        _paths.UnionWith(links.Select(link => link.Path));

        static IEnumerable<(string Path, string Fragment)> Anchored(Document? document) =>
            from link in document?.Links ?? []
            where link is { Path: not null, Fragment: not null }
            select (link.Path, link.Fragment);
    }

    private void AddMentionsOfUnknownNumbers()
    {
        foreach (var series in (Series[])[_before, _after])
        {
            foreach (var number in series.MentionedNumbers.Where(number => !series.Knows(number)))
                _paths.UnionWith(ReferrersOf(new ReferenceKey(number)));
        }
    }

    private ProposalNumber? NumberOf(string path) => DocumentParser.Classify(path, _after.Folder, _after.BaseConvention).Number;
}
