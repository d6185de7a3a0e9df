using System.Collections.Immutable;

namespace Bep.Analysis.Model;

/// <summary>
/// The files outside of a series' folder in which a repository tells coding agents what to do, and of which a part may speak of the series. A
/// file in the folder itself is one like any other.
/// </summary>
public static class InstructionFiles
{
    /// <summary>Those that have a place of their own, relative to the root.</summary>
    public static ImmutableArray<string> Known { get; } = ["AGENTS.md", "CLAUDE.md", "GEMINI.md", ".github/copilot-instructions.md"];

    /// <summary>The folders, relative to the root, that hold a folder for each skill with a file <see cref="Skill"/> in it.</summary>
    public static ImmutableArray<string> SkillFolders { get; } = [".agents/skills", ".claude/skills", ".github/skills"];

    /// <summary>The file that describes a skill.</summary>
    public const string Skill = "SKILL.md";

    /// <summary>True where <paramref name="path"/> is the place of such a file.</summary>
    public static bool IsPlace(string path) =>
        Known.Contains(path) || (Paths.Name(path) == Skill && SkillFolders.Contains(Paths.Folder(Paths.Folder(path))));
}
