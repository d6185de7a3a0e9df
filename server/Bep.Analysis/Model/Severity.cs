namespace Bep.Analysis.Model;

/// <summary>How much a finding matters, the worst first, as in LSP 3.17, DiagnosticSeverity.</summary>
public enum Severity
{
    /// <summary>Something is wrong, and the series suffers from it.</summary>
    Error = 1,

    /// <summary>Something is wrong.</summary>
    Warning = 2,

    /// <summary>Something that an author may want to know.</summary>
    Information = 3,

    /// <summary>Something that could be nicer.</summary>
    Hint = 4,
}
